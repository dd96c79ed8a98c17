import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import type { EChartsCoreOption } from "echarts/core";
import type { Answer } from "@/api/api-query.ts";
import { nameAxis, tip, valueAxis } from "@/components/chart/base-options.ts";
import { chartOption } from "@/components/chart/chart-option.ts";
import type { ChartTable } from "@/components/chart/chart-panel.tsx";
import type { Palette } from "@/components/chart/palette.ts";
import { formatNumber, signed } from "@/lib/format.ts";

export type BetaComparison = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/beta-comparison">["data"]
>;

interface BetaPair {
  readonly name: string;
  readonly estimated: number | null;
  readonly provider: number | null;
  readonly difference: number | null;
}

/** The portfolio, then its holdings by how far the two betas are apart. */
export function betaPairs({ portfolio, positions }: BetaComparison): readonly BetaPair[] {
  const pair = (name: string, beta: BetaComparison["portfolio"]): BetaPair => ({
    name,
    estimated: beta.market_beta,
    provider: beta.provider_beta,
    difference: beta.difference,
  });
  const holdings = positions
    .map((beta) => pair(beta.symbol, beta))
    .toSorted((one, other) => Math.abs(other.difference ?? 0) - Math.abs(one.difference ?? 0));
  return [pair("Portfolio", portfolio), ...holdings];
}

export function summarizeBetas(pairs: readonly BetaPair[]): string {
  const [portfolio, widest] = pairs;
  const two = (value: number) => formatNumber(value, 2);
  if (
    portfolio === undefined ||
    portfolio.estimated === null ||
    portfolio.provider === null ||
    portfolio.difference === null
  )
    return "The portfolio's two betas cannot be compared.";
  const own = `The portfolio's beta is ${two(portfolio.estimated)} as estimated and ${two(portfolio.provider)} by the provider.`;
  return widest === undefined || widest.difference === null
    ? own
    : `${own} They are furthest apart for ${widest.name}, by ${signed(widest.difference, two)}.`;
}

/** Two dots and the line between them for each holding. */
export function betaOption(palette: Palette, pairs: readonly BetaPair[]): EChartsCoreOption {
  const [estimated = palette.accent, , provider = palette.muted] = palette.series;
  const dots = (name: string, key: "estimated" | "provider", color: string, symbol: string) => ({
    type: "scatter" as const,
    name,
    symbol,
    symbolSize: 11,
    itemStyle: { opacity: 1 },
    color,
    data: pairs.map((pair, row) => [pair[key], row]),
    z: 3,
  });
  return chartOption(palette, {
    xAxis: valueAxis(palette, (value) => formatNumber(value, 1)),
    yAxis: {
      ...nameAxis(
        palette,
        pairs.map(({ name }) => name),
      ),
      inverse: true,
      axisLine: { show: false },
      axisLabel: { interval: 0, color: palette.text, fontSize: 12, width: 110, overflow: "truncate" },
    },
    tooltip: {
      trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const pair = pairs[dataIndex];
        if (pair === undefined) return "";
        const text = (value: number | null) => (value === null ? "n/a" : formatNumber(value, 3));
        return tip(pair.name, [
          { name: "Estimated", value: text(pair.estimated), color: estimated },
          { name: "Provider", value: text(pair.provider), color: provider },
          { name: "Difference", value: text(pair.difference) },
        ]);
      },
    },
    series: [
      {
        type: "custom",
        silent: true,
        data: pairs.map((pair, row) => [pair.estimated, pair.provider, row]),
        encode: { x: [0, 1], y: 2 },
        renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const pair = pairs[dataIndex];
          if (pair === undefined || pair.estimated === null || pair.provider === null) return null;
          const [x1 = 0, y1 = 0] = api.coord([pair.estimated, dataIndex]);
          const [x2 = 0, y2 = 0] = api.coord([pair.provider, dataIndex]);
          return {
            type: "line",
            shape: { x1, y1, x2, y2 },
            style: { stroke: palette.muted, lineWidth: 2 },
          };
        },
      },
      dots("Estimated", "estimated", estimated, "circle"),
      dots("Provider", "provider", provider, "diamond"),
    ],
  });
}

export function betaTable(pairs: readonly BetaPair[]): ChartTable {
  const cell = (value: number | null) => (value === null ? null : { value, text: formatNumber(value, 3) });
  return {
    columns: ["Holding", "Estimated", "Provider", "Difference"],
    rows: pairs.map(({ name, estimated, provider, difference }) => [
      name,
      cell(estimated),
      cell(provider),
      cell(difference),
    ]),
  };
}
