import { useMemo } from "react";
import { baseOptions, nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { formatPercent } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { type ParetoStep, paretoSentence } from "./pareto.ts";

/** Letters of the longest name that stands level below its bar. */
const LONGEST_LEVEL_NAME = 7;
/** With more holdings than these not every bar has its name. */
const MOST_NAMES = 30;

/** Holdings by size, and what they add up to. */
export function ParetoChart({ steps }: { readonly steps: readonly ParetoStep[] }) {
  const palette = usePalette();
  const { dollars, masked } = useAmounts();
  const option = useMemo(() => {
    const base = baseOptions(palette);
    const names = nameAxis(
      palette,
      steps.map(({ symbol }) => symbol),
    );
    const needsTurning = steps.length > 8 || steps.some(({ symbol }) => symbol.length > LONGEST_LEVEL_NAME);
    return {
      ...base,
      grid: { ...(base.grid as object), top: 36 },
      tooltip: {
        ...(base.tooltip as object),
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (items: readonly { readonly dataIndex: number }[]) => {
          const step = steps[items[0]?.dataIndex ?? 0];
          if (step === undefined) return "";
          return tip(step.symbol, [
            { name: "Share of gross", value: formatPercent(step.share) },
            { name: "With those before", value: formatPercent(step.cumulative) },
            { name: "Market value", value: `${dollars(step.marketValue)} USD` },
          ]);
        },
      },
      xAxis: {
        ...names,
        axisLabel: {
          ...names.axisLabel,
          fontSize: 11,
          rotate: needsTurning ? 45 : 0,
          hideOverlap: true,
          interval: steps.length > MOST_NAMES ? "auto" : 0,
          width: 90,
          overflow: "truncate",
        },
      },
      yAxis: { ...valueAxis(palette, (value) => formatPercent(value, 0)), max: 1 },
      series: [
        {
          name: "Share of gross exposure",
          type: "bar",
          barMaxWidth: 36,
          color: palette.accent,
          itemStyle: { borderRadius: [3, 3, 0, 0] },
          data: steps.map(({ share }) => share),
        },
        {
          name: "Cumulative",
          type: "line",
          color: palette.series[2],
          symbolSize: 5,
          data: steps.map(({ cumulative }) => cumulative),
        },
      ],
    };
  }, [palette, steps, dollars]);
  const table = useMemo(
    () => ({
      columns: ["Symbol", "Market value (USD)", "Share of gross (%)", "Cumulative (%)"],
      rows: steps.map(({ symbol, marketValue, share, cumulative }) => [
        symbol,
        masked ? null : { value: marketValue, text: dollars(marketValue) },
        { value: share * 100, text: formatPercent(share) },
        { value: cumulative * 100, text: formatPercent(cumulative) },
      ]),
    }),
    [steps, masked, dollars],
  );
  return (
    <ChartPanel
      title="Holdings by size"
      description="By absolute market value, lots netted, cash apart."
      summary={paretoSentence(steps)}
      option={option}
      table={table}
      fileName="holdings-by-size"
      chartClassName="h-80"
    />
  );
}
