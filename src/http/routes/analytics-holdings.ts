import * as z from "zod";
import { betaReport, liquidityReport } from "#app/holding-report.ts";
import { readBetaDiagnostics, readLiquidity } from "#app/symbol-diagnostics.ts";
import { readSymbolMetrics } from "#app/symbol-metrics-report.ts";
import { MEDIAN_VOLUME_WINDOW } from "#core/metrics/median-volume.ts";
import { METRIC_COLUMNS } from "#core/metrics/metric-columns.ts";
import {
  loadingQuality,
  noResult,
  presented,
  priceQualityOf,
  quality,
  registerAnalytic,
} from "../analytic-route.ts";
import { absence, numberOrNull, reasons } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const diagnostics = z.object({
  symbol: z.string(),
  market_beta: numberOrNull,
  std_error: numberOrNull,
  newey_west_std_error: numberOrNull.describe("Robust to serial correlation and changing variance."),
  newey_west_lags: z.int().nullable(),
  t: numberOrNull,
  p: numberOrNull,
  r_squared: numberOrNull,
  observations: z.int(),
  durbin_watson: numberOrNull,
  vasicek_beta: numberOrNull.describe(
    "Shrunk towards the prior by its precision; equities and equity funds only.",
  ),
  vasicek_std_error: numberOrNull,
  dimson_beta: numberOrNull.describe("With the market's return of the session before: for prices that lag."),
  dimson_std_error: numberOrNull,
  stale_pricing: z.boolean().nullable(),
  reasons,
});

const betas = z.object({
  prior: z
    .object({
      mean: z.number(),
      standard_deviation: z.number(),
      references: z.int().describe("Betas of the reference set it was made of; 0: the default."),
    })
    .describe("What betas are shrunk towards."),
  positions: z.array(diagnostics),
});

const liquidity = z.object({
  positions: z.array(
    z.object({
      symbol: z.string(),
      quantity: z.number(),
      market_value: z.number(),
      median_volume_21d: numberOrNull,
      days_to_liquidate: numberOrNull.describe("Sessions, at 20 % of the median volume."),
      reason: absence.nullable().describe("Why the last two are null."),
    }),
  ),
  coverage: numberOrNull.describe("Share of gross market value whose volume is known."),
  liquidated: z
    .array(z.object({ sessions: z.int(), share: numberOrNull }))
    .describe(
      "Share of gross market value sold within so many sessions; without a volume it counts as unsold.",
    ),
  reason: absence.nullable().describe("Why coverage and shares are null."),
});

const metrics = z.object({
  method: z.int().nullable().describe("Version of the methods; null where no symbol has metrics."),
  symbols: z.array(
    z.object({
      symbol: z.string(),
      metrics: z
        .object(Object.fromEntries(METRIC_COLUMNS.map((name) => [name, numberOrNull])))
        .describe("Total returns, annualised volatilities, and the median of 21 volumes in shares."),
      reasons,
    }),
  ),
});

export const holdingRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "beta-diagnostics",
    summary: "How far the market beta of each holding can be trusted",
    data: betas,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readBetaDiagnostics(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof betas>(betaReport(found)),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "liquidity",
    summary: "How long the holdings take to sell",
    data: liquidity,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readLiquidity(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      const known = found.holdings.filter(({ medianVolume }) => !Number.isNaN(medianVolume));
      return {
        asOf: found.asOf,
        data: presented<typeof liquidity>(liquidityReport(found)),
        quality: quality({
          analyzed: known.length,
          total: found.holdings.length,
          dataDays: MEDIAN_VOLUME_WINDOW,
          having: "a volume",
        }),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "symbol-metrics",
    summary: "Returns, volatilities and volume of the symbols held",
    data: metrics,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readSymbolMetrics(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof metrics>(found),
        quality: priceQualityOf(found.held, null),
      };
    },
  });
};
