import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Delta, Percent, PercentDelta, Value } from "@/components/numbers.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { cn } from "@/lib/cn.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { type Holding, shortName } from "../holdings/holding.ts";
import { topHoldings, topMovers } from "./movers.ts";
import { ZeroBar } from "./zero-bar.tsx";

const SHOWN = 10;
/** Letters of a usual ticker symbol. */
const SHORT = 6;

/** The largest holdings and what they weigh. */
export function TopHoldingsPanel({ holdings }: { readonly holdings: readonly Holding[] }) {
  const amounts = useAmounts();
  const top = topHoldings(holdings, SHOWN);
  const weights = top.map(({ weight }) => weight ?? 0);
  return (
    <Panel title="Top holdings" actions={<AllHoldings />}>
      <PlainTable
        empty="Nothing is held."
        header={["Symbol", "Weight", "Value (USD)"]}
        hasLongNames={top.some((holding) => shortName(holding).length > SHORT)}
        rows={top.map(({ weight, marketValue, ...holding }) => ({
          key: holding.symbol,
          cells: [
            <SymbolName key="symbol" name={shortName(holding)} title={holding.name} />,
            <div key="weight" className="grid min-w-24 grid-cols-[1fr_3.75rem] items-center gap-1">
              <ZeroBar
                value={weight ?? 0}
                low={Math.min(0, ...weights)}
                high={Math.max(0, ...weights)}
                look="bg-accent/70"
              />
              <Percent value={weight} digits={1} />
            </div>,
            <Value key="value" value={marketValue} format={amounts.dollars} />,
          ],
        }))}
      />
    </Panel>
  );
}

/** What moved the session's P&L most. */
export function TopMoversPanel({
  holdings,
  nav,
}: {
  readonly holdings: readonly Holding[];
  /** The capital the session's return is measured on, USD. */
  readonly nav: number | null;
}) {
  const amounts = useAmounts();
  return (
    <Panel title="Movers of the session" actions={<AllHoldings />}>
      <PlainTable
        empty="Nothing moved."
        header={["Symbol", "P&L (USD)", "Of return"]}
        hasLongNames
        rows={topMovers(holdings, nav, SHOWN).map(({ symbol, name, pnl, contribution }) => ({
          key: symbol,
          cells: [
            <SymbolName key="symbol" name={name} title={name} />,
            <Delta key="pnl" value={pnl} format={amounts.dollars} />,
            <PercentDelta key="contribution" value={contribution} />,
          ],
        }))}
      />
    </Panel>
  );
}

function SymbolName({ name, title }: { readonly name: string; readonly title: string | null }) {
  return (
    <span title={title ?? name} className="block truncate font-medium">
      {name}
    </span>
  );
}

function AllHoldings() {
  const portfolioId = usePortfolioId();
  return (
    <Link
      to="/portfolios/$portfolioId/holdings"
      params={{ portfolioId }}
      className="flex items-center text-xs leading-7 text-accent underline-offset-4 hover:underline"
    >
      All holdings
      <ChevronRight aria-hidden className="size-3.5" />
    </Link>
  );
}

interface PlainTableProps {
  readonly header: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly empty: string;
  /** Whether names need room that the other columns could use. */
  readonly hasLongNames?: boolean;
}

/** A small table of a name and numbers. */
function PlainTable({ header, rows, empty, hasLongNames = false }: PlainTableProps) {
  const nameClass = cn("max-w-0 py-1", hasLongNames ? "w-2/5" : "w-1/5");
  if (rows.length === 0) return <p className="py-4 text-sm text-muted">{empty}</p>;
  return (
    <table className="w-full text-sm">
      <thead className="text-xs text-muted">
        <tr>
          {header.map((text, index) => (
            <th
              key={text}
              scope="col"
              className={`pb-1 font-medium ${index === 0 ? "text-left" : "pl-3 text-right"}`}
            >
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key} className="border-t">
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
              <td key={index} className={index === 0 ? nameClass : "py-1 pl-3 text-right"}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
