import * as z from "zod";
import { readConcentrationReport, readSectorReport } from "#app/composition-report.ts";
import { readBetaComparison } from "#app/factor-report.ts";
import { loadingQuality, noResult, presented, priceQuality, registerAnalytic } from "../analytic-route.ts";
import { absence, numberOrNull, reasons } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const sectors = z.object({
  benchmark: z.string(),
  benchmark_reason: absence.nullable().describe("Why the benchmark's weights are null."),
  sectors: z.array(
    z.object({
      sector: z.string(),
      weight: numberOrNull.describe("Market value over NAV."),
      benchmark_weight: numberOrNull,
      active_weight: numberOrNull.describe("weight − benchmark_weight."),
      reason: absence.nullable().describe("Why weight is null."),
    }),
  ),
});

const concentration = z.object({
  hhi: numberOrNull,
  effective_num_positions: numberOrNull,
  top_3: numberOrNull.describe("Share of gross exposure."),
  top_10: numberOrNull,
  delta_long_exposure: numberOrNull.describe(
    "Over NAV by symbol, options by their delta equivalent; as the next three.",
  ),
  delta_short_exposure: numberOrNull,
  delta_gross_exposure: numberOrNull,
  delta_net_exposure: numberOrNull,
  level: z.string().nullable(),
  reasons,
});

const betas = z.object({
  market_beta: numberOrNull,
  provider_beta: numberOrNull,
  difference: numberOrNull,
  reasons,
});

const betaComparison = z.object({
  portfolio: betas,
  positions: z.array(
    betas.extend({
      symbol: z.string(),
      weight: numberOrNull.describe("Fraction of NAV; null where NAV is not positive."),
      magnitude: z.string().nullable(),
    }),
  ),
});

export const compositionRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "sector-exposure",
    summary: "Sector weights beside the benchmark's",
    data: sectors,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readSectorReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof sectors>(found),
        quality: await priceQuality(context, portfolio.id, found.asOf, null),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "concentration",
    summary: "How much lies in few positions",
    data: concentration,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readConcentrationReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof concentration>(found),
        quality: await priceQuality(context, portfolio.id, found.asOf, null),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "beta-comparison",
    summary: "Estimated market beta beside the provider's, by position",
    data: betaComparison,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readBetaComparison(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof betaComparison>(found),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });
};
