import { useMemo, useState } from "react";
import { PercentDelta } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDate, formatNumber, formatPercent } from "@/lib/format.ts";
import { type BacktestPoint, type Exception, listExceptions } from "./backtest-points.ts";

const COLUMNS: readonly Column<Exception>[] = [
  {
    id: "session",
    header: "Session",
    value: ({ session }) => session,
    cell: ({ session }) => <span className="numeric">{formatDate(session)}</span>,
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
    value: ({ realised }) => realised * 100,
    cell: ({ realised }) => <PercentDelta value={realised} />,
  },
  {
    id: "forecast",
    header: "Forecast (%)",
    numeric: true,
    value: ({ forecast }) => forecast * -100,
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

const SHOWN_AT_FIRST = 10;

/** The sessions on which more was lost than forecast. */
export function ExceptionsTable({ points }: { readonly points: readonly BacktestPoint[] }) {
  const [areAllShown, setAreAllShown] = useState(false);
  const exceptions = useMemo(() => listExceptions(points), [points]);
  const shown = useMemo(
    () => (areAllShown ? exceptions : exceptions.slice(0, SHOWN_AT_FIRST)),
    [areAllShown, exceptions],
  );
  return (
    <Panel title="Exceptions" description="Sessions on which more was lost than forecast, the worst first.">
      <DataTable
        label="Exceptions"
        columns={COLUMNS}
        rows={shown}
        rowId={({ session }) => session}
        sort="realised"
        fileName="back-test-exceptions"
        empty="No loss exceeded its forecast."
      />
      {shown.length === exceptions.length ? null : (
        <Button variant="ghost" size="small" className="mt-2" onClick={() => setAreAllShown(true)}>
          Show all {exceptions.length} exceptions
        </Button>
      )}
    </Panel>
  );
}
