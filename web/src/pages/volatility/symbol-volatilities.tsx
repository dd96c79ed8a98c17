import { useMemo } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Explain } from "@/components/explain/explain.tsx";
import { Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { formatNumber, formatPercent } from "@/lib/format.ts";
import type { SymbolMetrics } from "./volatility-types.ts";

type Metric = keyof SymbolMetrics["metrics"];

const percent = (value: number) => formatPercent(value);

/** A column of a metric, each number with its explanation. */
function metricColumn(
  id: Metric,
  header: string,
  format: (value: number) => string,
  more: Partial<Column<SymbolMetrics>> = {},
): Column<SymbolMetrics> {
  return {
    id,
    header,
    numeric: true,
    value: ({ metrics }) => inUnitOf(header, metrics[id]),
    cell: ({ symbol, metrics, reasons }) => {
      const value = metrics[id];
      if (value === null) return <Value value={value} reason={reasons[id]} format={format} />;
      return (
        <Explain number={`symbol-metrics/${encodeURIComponent(symbol)}/${id}`} label={`${symbol}, ${header}`}>
          {format(value)}
        </Explain>
      );
    },
    ...more,
  };
}

/** What is written to CSV is in the header's unit: percent, where it says so. */
function inUnitOf(header: string, value: number | null): number | null {
  return value !== null && header.endsWith("(%)") ? value * 100 : value;
}

const COLUMNS: readonly Column<SymbolMetrics>[] = [
  {
    id: "symbol",
    header: "Symbol",
    value: ({ symbol }) => symbol,
    cell: ({ symbol }) => <span className="font-medium">{symbol}</span>,
  },
  metricColumn("realized_vol_21", "21 sessions (%)", percent),
  metricColumn("realized_vol_63", "63 sessions (%)", percent, { secondary: true }),
  metricColumn("realized_vol_252", "252 sessions (%)", percent),
  metricColumn("ewma_vol", "EWMA (%)", percent, { secondary: true }),
  metricColumn("har_21", "Forecast (%)", percent),
  metricColumn("vol_percentile", "Percentile (%)", (value) => formatPercent(value, 0), {
    secondary: true,
  }),
  metricColumn("vol_trend", "Trend (ratio)", (value) => formatNumber(value), { secondary: true }),
];

/** The volatility of each symbol held, by its own total returns. */
export function SymbolVolatilities() {
  const metrics = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/symbol-metrics");
  const symbols = useMemo(() => metrics.data?.data?.symbols ?? [], [metrics.data]);
  return (
    <Panel
      title="Symbols"
      description="By each symbol's own total returns, annualised. A number opens where it comes from."
    >
      <AnalyticContent query={metrics} quality={false} skeleton={<Skeleton className="h-64" />}>
        {() => (
          <DataTable
            label="Volatility of symbols"
            columns={COLUMNS}
            rows={symbols}
            rowId={({ symbol }) => symbol}
            sort="-realized_vol_21"
            fileName="symbol-volatilities"
            empty="No symbol with listed prices is held."
          />
        )}
      </AnalyticContent>
    </Panel>
  );
}
