import type { EChartsCoreOption } from "echarts/core";
import type { Answer } from "@/api/api-query.ts";
import { nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import type { Palette } from "@/components/chart/palette.ts";
import { formatPercent, signed } from "@/lib/format.ts";
import { moveName } from "./move-name.ts";

export type ReverseStress = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/stress-test/reverse">["data"]
>;

interface FactorMove {
  readonly name: string;
  /** A return as a fraction. */
  readonly size: number;
}

const move = (value: number) => signed(value, (size) => formatPercent(size, 1));

/** The moves that cost the stated loss, the largest first. */
export function movesOf({ factor_moves: moves }: ReverseStress): readonly FactorMove[] {
  return Object.entries(moves)
    .flatMap(([name, size]) => (size === null ? [] : [{ name: moveName(name), size }]))
    .toSorted((one, other) => Math.abs(other.size) - Math.abs(one.size));
}

/** The most plausible way to lose that much, in a sentence. */
export function summarizeReverse(loss: number, moves: readonly FactorMove[]): string {
  const [largest, ...others] = moves;
  if (largest === undefined) return "No factor move of the model costs that much.";
  const followers = others.slice(0, 2).map(({ name, size }) => `${name} ${move(size)}`);
  const lead = `The most plausible way to lose ${formatPercent(loss, 1)} of NAV is ${largest.name} ${move(largest.size)}`;
  return followers.length === 0 ? `${lead}.` : `${lead}, with ${followers.join(" and ")}.`;
}

export function reverseOption(palette: Palette, moves: readonly FactorMove[]): EChartsCoreOption {
  return chartOption(palette, {
    grid: { top: 4 },
    xAxis: { ...valueAxis(palette, (value) => formatPercent(value, 0)), splitNumber: 4 },
    yAxis: {
      ...nameAxis(
        palette,
        moves.map(({ name }) => name),
      ),
      inverse: true,
      axisLine: { show: false },
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: ([point]: readonly { readonly dataIndex: number }[]) => {
        const found = moves[point?.dataIndex ?? -1];
        return found === undefined ? "" : tip(found.name, [{ name: "Return", value: move(found.size) }]);
      },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 18,
        data: moves.map(({ size }) => ({
          value: size,
          itemStyle: { color: size < 0 ? palette.loss : palette.gain, borderRadius: 2 },
        })),
      },
    ],
  });
}

export function reverseTable(moves: readonly FactorMove[]): ChartTable {
  return {
    columns: ["Factor", "Return"],
    rows: moves.map(({ name, size }) => [name, { value: size, text: move(size) }]),
  };
}

/** A loss as written, in percent of NAV, as the API takes it; a text: what is wrong. */
export function readLoss(text: string): number | string {
  const value = Number(
    text
      .trim()
      .replace(/\s*%$/, "")
      .replace(/^[\u2212-]/, ""),
  );
  if (text.trim() === "" || Number.isNaN(value)) return "Write a number, such as 10.";
  return value > 0 && value <= 1000 ? value / 100 : "More than 0 and at most 1000 %.";
}
