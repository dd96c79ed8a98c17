import { useMemo } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { count, formatPercent } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { priceSourceShares } from "./price-sources.ts";
import type { Lot } from "./quality-types.ts";

/** Symbols named one by one up to this many. */
const NAMED = 6;

/** How what is held is priced at the session. */
export function PricingPanel({ lots }: { readonly lots: readonly Lot[] }) {
  const { compact } = useAmounts();
  const shares = useMemo(() => priceSourceShares(lots), [lots]);
  return (
    <Panel title="How holdings are priced" description="Share of the absolute market value held.">
      {shares.length === 0 ? (
        <EmptyState title="Nothing is held at this session" />
      ) : (
        <ul className="flex flex-col gap-4">
          {shares.map(({ source, label, isMarket, symbols, lots: held, value, share }) => (
            <li key={source}>
              <div className="flex items-baseline justify-between gap-4 text-sm">
                <span className="font-medium">{label}</span>
                <span className="numeric font-medium">{formatPercent(share, 1)}</span>
              </div>
              <div aria-hidden className="mt-1 h-2 overflow-hidden rounded-full bg-surface-2">
                <div
                  className={`h-full rounded-full ${isMarket ? "bg-accent" : "bg-warning"}`}
                  style={{ width: `${share * 100}%` }}
                />
              </div>
              <p className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-muted">
                {isMarket ? null : <Badge tone="warning">not a price of the session</Badge>}
                <span className="numeric">
                  {count(held, "lot")}, {compact(value)} USD
                </span>
                <span>{namesOf(symbols)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function namesOf(symbols: readonly string[]): string {
  if (symbols.length <= NAMED) return symbols.join(", ");
  return `${symbols.slice(0, NAMED - 1).join(", ")} and ${symbols.length - NAMED + 1} more`;
}
