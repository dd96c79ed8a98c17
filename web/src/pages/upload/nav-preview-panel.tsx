import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel.tsx";
import { cn } from "@/lib/cn.ts";
import { formatNumber } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { navPreview, readAmount } from "./nav-preview.ts";
import type { Totals } from "./upload-requests.ts";

interface NavPreviewPanelProps {
  readonly totals: Totals;
  /** As typed. */
  readonly equity: string;
}

/** How the account would stand after its entries, before anything is stored. */
export function NavPreviewPanel({ totals, equity }: NavPreviewPanelProps) {
  const { money } = useAmounts();
  const preview = navPreview(totals, readAmount(equity));
  return (
    <Panel title="NAV preview" description="After all open positions are entered, at entry prices, in USD.">
      {preview === null ? (
        <p className="text-sm text-muted">Give the equity balance to see cash and leverage.</p>
      ) : (
        <>
          <dl className="text-sm">
            <Line label="Equity" value={money(preview.equity)} />
            <Line label="Invested long" value={money(-preview.long)} />
            {preview.short === 0 ? null : <Line label="Received for shorts" value={money(preview.short)} />}
            <Line label="Cash" value={money(preview.cash)} isSum />
            <Line label="Leverage (gross exposure ÷ equity)" value={`${formatNumber(preview.leverage)}×`} />
          </dl>
          <div role="status">
            <ul className="flex flex-col gap-2 text-sm not-empty:mt-3">
              {preview.warnings.map((warning) => (
                <li key={warning} className="flex gap-2 text-warning">
                  <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                  {warning}
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </Panel>
  );
}

interface LineProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly isSum?: boolean;
}

function Line({ label, value, isSum = false }: LineProps) {
  return (
    <div className={cn("flex justify-between gap-4 py-1.5", isSum && "border-t font-medium")}>
      <dt>{label}</dt>
      <dd className="numeric">{value}</dd>
    </div>
  );
}
