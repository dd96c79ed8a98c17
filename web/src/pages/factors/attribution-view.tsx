import { useMemo } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { MoneyDelta } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { useAmounts } from "@/lib/use-amounts.ts";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import {
  type AttributionPart,
  type AttributionSessions,
  attributionParts,
  bySpan,
  daysBefore,
  partOf,
  type Span,
  summarizeAttribution,
} from "./attribution.ts";
import { attributionOption, attributionTable } from "./attribution-chart.ts";

const PATH = "/api/v1/analytics/portfolio/{portfolio_id}/pnl-attribution";

const RANGES = [
  { value: "month", label: "Last 21 sessions" },
  { value: "quarter", label: "3 months by week" },
  { value: "year", label: "1 year by month" },
] as const;

/** Calendar days before the session; the API's own choice for the shortest. */
const DAYS = { month: null, quarter: 91, year: 364 } as const;

const SPANS = { month: "session", quarter: "week", year: "month" } as const;

/** Which factors the last sessions' P&L came from. */
export function AttributionView() {
  const [range, setRange] = useSearchChoice("range", ["month", "quarter", "year"]);
  const latest = useAnalytic(PATH);
  const days = DAYS[range];
  const end = latest.data?.as_of ?? null;
  const query = useAnalytic(PATH, {
    from: days === null || end === null ? undefined : daysBefore(end, days),
  });
  return (
    <AnalyticContent query={query} skeleton={<Skeleton className="h-112" />}>
      {({ sessions }, asOf) => (
        <>
          <div data-print="hide">
            <Segmented label="Sessions shown" value={range} options={RANGES} onChange={setRange} />
          </div>
          {sessions.length === 0 ? (
            <EmptyState title="No session with a close before it" />
          ) : (
            <Attribution sessions={sessions} span={SPANS[range]} asOf={asOf} />
          )}
        </>
      )}
    </AnalyticContent>
  );
}

const COLUMNS: readonly Column<AttributionPart>[] = [
  { id: "name", header: "Source", value: ({ name }) => name },
  {
    id: "total",
    header: "P&L (USD)",
    numeric: true,
    value: ({ total }) => total,
    cell: ({ total }) => <MoneyDelta value={total} />,
  },
  {
    id: "missing",
    header: "Sessions without",
    numeric: true,
    value: ({ missing }) => missing,
  },
];

interface AttributionProps {
  readonly sessions: AttributionSessions;
  /** What one bar stands for. */
  readonly span: Span;
  readonly asOf: string;
}

function Attribution({ sessions, span, asOf }: AttributionProps) {
  const palette = usePalette();
  const amounts = useAmounts();
  const parts = useMemo(() => attributionParts(sessions), [sessions]);
  const bars = useMemo(() => bySpan(sessions, span), [sessions, span]);
  const barParts = useMemo(() => attributionParts(bars), [bars]);
  const option = useMemo(
    () => attributionOption(palette, bars, barParts, amounts),
    [palette, bars, barParts, amounts],
  );
  const rows = useMemo(
    () => [
      ...parts,
      partOf(
        "Total",
        sessions.map(({ total }) => total),
      ),
    ],
    [parts, sessions],
  );
  return (
    <>
      <ChartPanel
        title={`P&L of the last ${sessions.length} sessions`}
        description={`By the joint exposures of the close before${span === "session" ? "" : `; a bar is a ${span}, dated by its last session`}.`}
        summary={summarizeAttribution(sessions, parts, amounts.signedDollars)}
        option={option}
        table={attributionTable(bars, barParts, amounts.money)}
        fileName={`pnl-attribution-${asOf}`}
        chartClassName="h-[26rem]"
      >
        <p className="mt-2 text-sm text-muted">
          Specific is what holdings earned beside their factors; other is trades of the day, holdings without
          loadings, and options beside their delta.
        </p>
      </ChartPanel>
      <Panel title="Over all of them">
        <DataTable label="P&L by source" columns={COLUMNS} rows={rows} rowId={({ name }) => name} />
      </Panel>
    </>
  );
}
