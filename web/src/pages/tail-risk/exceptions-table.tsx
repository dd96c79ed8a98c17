import { useMemo } from "react";
import { PercentDelta } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDate, formatNumber, formatPercent } from "@/lib/format.ts";
import { type BacktestPoint, type Exception, listExceptions } from "./backtest-points.ts";

const COLUMNS: readonly Column<Exception>[] = [
  {
    id: "session",
    header: "Session",
    value: ({ session }) => session,
    cell: ({ session }) => formatDate(session),
  },
  {
    id: "level",
    header: "Beyond",
    value: ({ level }) => level,
    cell: ({ level }) => <Badge tone={level === 99 ? "bad" : "warning"}>VaR {level} %</Badge>,
  },
  {
    id: "realised",
    header: "Return (%)",
    numeric: true,
    value: ({ realised }) => realised,
    cell: ({ realised }) => <PercentDelta value={realised} />,
  },
  {
    id: "forecast",
    header: "Forecast (%)",
    numeric: true,
    value: ({ forecast }) => -forecast,
    cell: ({ forecast }) => formatPercent(-forecast),
  },
  {
    id: "ratio",
    header: "Loss over forecast (ratio)",
    numeric: true,
    value: ({ realised, forecast }) => -realised / forecast,
    cell: ({ realised, forecast }) => `${formatNumber(-realised / forecast)} ×`,
  },
];

/** The sessions on which more was lost than forecast. */
export function ExceptionsTable({ points }: { readonly points: readonly BacktestPoint[] }) {
  const exceptions = useMemo(() => listExceptions(points), [points]);
  return (
    <Panel title="Exceptions" description="Sessions on which more was lost than forecast, the worst first.">
      <DataTable
        label="Exceptions"
        columns={COLUMNS}
        rows={exceptions}
        rowId={({ session }) => session}
        sort="realised"
        fileName="back-test-exceptions"
        empty="No loss exceeded its forecast."
      />
    </Panel>
  );
}
