import { useMemo } from "react";
import { type ChartCell, ChartPanel, type ChartTable } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Segmented } from "@/components/ui/segmented.tsx";
import { formatPercent, signed } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { RANGES, type Snapshot } from "./history.ts";
import { performanceOption } from "./performance-option.ts";
import { type PerformanceView, performanceSummary, performanceView } from "./performance-view.ts";
import { useBenchmark } from "./use-benchmark.ts";

const MEASURE_LABELS = { nav: "NAV", return: "Return", pnl: "Daily P&L" } as const;

/** How NAV went, with returns against the benchmark, daily P&L, flows and drawdowns; the choice is in the address. */
export function PerformancePanel({
  snapshots,
  className,
}: {
  readonly snapshots: readonly Snapshot[];
  readonly className?: string;
}) {
  const [measure, setMeasure] = useSearchChoice("measure", ["nav", "return", "pnl"]);
  const [range, setRange] = useSearchChoice("range", ["All", "1M", "3M", "YTD", "1Y"]);
  const benchmark = useBenchmark(snapshots[0]?.as_of, measure === "return");
  const palette = usePalette();
  const amounts = useAmounts();
  const view = useMemo(
    () => performanceView(snapshots, range, measure, benchmark),
    [snapshots, range, measure, benchmark],
  );
  const option = useMemo(() => performanceOption(palette, view, amounts), [palette, view, amounts]);
  const table = useMemo(() => performanceTable(view, amounts), [view, amounts]);
  return (
    <ChartPanel
      title="Performance"
      summary={performanceSummary(view, amounts)}
      option={option}
      table={table}
      fileName="performance"
      chartClassName="h-[27rem]"
      {...(className === undefined ? {} : { className })}
      actions={
        <>
          <Segmented
            label="Measure"
            value={measure}
            options={Object.entries(MEASURE_LABELS).map(([value, label]) => ({
              value: value as keyof typeof MEASURE_LABELS,
              label,
            }))}
            onChange={setMeasure}
          />
          <Segmented
            label="Range"
            value={range}
            options={RANGES.map((value) => ({ value, label: value }))}
            onChange={setRange}
          />
        </>
      }
    >
      <p className="mt-1 text-xs text-muted">
        Below: drawdown from the highest value since the start.
        {view.flows.length > 0 ? " Triangles: cash flows, up for money put in." : ""}
        {view.measure !== "pnl" && view.entryReturn !== 0
          ? ` Return: from the first session's close, without the ${percentText(view.entryReturn)} of that session on entry prices.`
          : ""}{" "}
        <span data-print="hide">Drag the handles to zoom, or turn the wheel with Ctrl.</span>
      </p>
    </ChartPanel>
  );
}

function performanceTable(view: PerformanceView, amounts: ReturnType<typeof useAmounts>): ChartTable {
  const amount = (value: number | null): ChartCell =>
    value === null ? null : { value, text: amounts.money(value) };
  const percent = (value: number | null | undefined): ChartCell =>
    value === null || value === undefined ? null : { value, text: percentText(value) };
  const flows = new Map(view.flows.map(({ session, amount: flow }) => [session, flow]));
  const { benchmark } = view;
  return {
    columns: [
      "Session",
      "NAV (USD)",
      "P&L (USD)",
      "Return in range",
      ...(benchmark === null ? [] : [benchmark.symbol]),
      "Drawdown",
      "Cash flow (USD)",
    ],
    rows: view.sessions
      .map((session, index) => [
        session,
        amount(view.nav[index] ?? null),
        amount(view.pnl[index] ?? null),
        percent(view.returns[index]),
        ...(benchmark === null ? [] : [percent(benchmark.returns[index])]),
        percent(view.drawdowns[index]),
        amount(flows.get(session) ?? 0),
      ])
      .toReversed(),
  };
}

function percentText(fraction: number): string {
  return signed(fraction, (value) => formatPercent(value));
}
