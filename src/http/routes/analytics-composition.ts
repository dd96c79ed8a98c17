import * as z from "zod";
import { readPositionExposures } from "#app/analytics-as-of.ts";
import { BENCHMARK, FACTORS } from "#core/factors/factor-table.ts";
import { betaMagnitude, concentrationLevel } from "#core/risk/interpretation.ts";
import { findConcentration, findExposures } from "#db/stores/analytics-store.ts";
import { findSectorWeights } from "#db/stores/price-store.ts";
import { loadingQuality, noResult, orNull, priceQuality, registerAnalytic } from "../analytic-route.ts";
import { type Absence, absence, numberOrNull } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const MARKET_BETA = FACTORS.findIndex(({ model }) => model === "market");
const PROVIDER_BETA = FACTORS.findIndex(({ model }) => model === "provider");

const NO_SOURCE: Absence = {
  code: "NO_SOURCE",
  message: "No provider gives the benchmark's sector weights.",
};
const NO_HOLDINGS: Absence = { code: "NO_HOLDINGS", message: "Nothing is held." };
const NO_WEIGHT: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV is zero or negative, so there are no weights.",
};

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
  reason: absence.nullable(),
});

const betas = z.object({
  market_beta: numberOrNull,
  provider_beta: numberOrNull,
  difference: numberOrNull,
  reasons: z.record(z.string(), absence),
});

export const compositionRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  registerAnalytic(server, context, {
    path: "sector-exposure",
    summary: "Sector weights beside the benchmark's",
    data: sectors,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const row = await findConcentration(db, portfolio.id, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      const benchmark = await findSectorWeights(db, BENCHMARK);
      const own = new Map(row.sectors.map((sector, index) => [sector, orNull(row.sectorWeights[index])]));
      const names = [...new Set([...own.keys(), ...Object.keys(benchmark ?? {})])].sort();
      return {
        asOf: row.asOf,
        data: {
          benchmark: BENCHMARK,
          benchmark_reason: benchmark === null ? NO_SOURCE : null,
          sectors: names.map((sector) => {
            // A sector that only the benchmark has is held at exactly nothing.
            const weight = own.has(sector) ? (own.get(sector) ?? null) : 0;
            const benchmarkWeight = benchmark === null ? null : (benchmark[sector] ?? 0);
            return {
              sector,
              weight,
              benchmark_weight: benchmarkWeight,
              active_weight: weight === null || benchmarkWeight === null ? null : weight - benchmarkWeight,
              reason: weight === null ? NO_WEIGHT : null,
            };
          }),
        },
        quality: await priceQuality(context, portfolio.id, row.asOf, null),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "concentration",
    summary: "How much lies in few positions",
    data: concentration,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const row = await findConcentration(db, portfolio.id, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: row.asOf,
        data: {
          hhi: row.hhi,
          effective_num_positions: row.effectivePositions,
          top_3: row.top3,
          top_10: row.top10,
          delta_long_exposure: row.deltaLongExposure,
          delta_short_exposure: row.deltaShortExposure,
          delta_gross_exposure: row.deltaGrossExposure,
          delta_net_exposure: row.deltaNetExposure,
          level: row.hhi === null ? null : concentrationLevel(row.hhi),
          reason: row.hhi === null ? NO_HOLDINGS : null,
        },
        quality: await priceQuality(context, portfolio.id, row.asOf, null),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "beta-comparison",
    summary: "Estimated market beta beside the provider's, by position",
    data: z.object({
      portfolio: betas.nullable(),
      positions: z.array(
        betas.extend({ symbol: z.string(), weight: numberOrNull, magnitude: z.string().nullable() }),
      ),
    }),
    query: {},
    load: async ({ portfolio, asOf }) => {
      const rows = await readPositionExposures(context, portfolio.id, asOf);
      const session = rows[0]?.asOf;
      if (session === undefined) return noResult(context, portfolio.id, asOf);
      const whole = await findExposures(db, portfolio.id, session);
      return {
        asOf: session,
        data: {
          portfolio: whole?.asOf === session ? compareBetas(whole.exposures) : null,
          positions: rows.map(({ symbol, weight, loadings }) => {
            const compared = compareBetas(loadings);
            const { market_beta: beta } = compared;
            return {
              symbol,
              weight: orNull(weight),
              ...compared,
              magnitude: beta === null ? null : betaMagnitude(beta),
            };
          }),
        },
        quality: await loadingQuality(context, portfolio.id, session),
      };
    },
  });
};

function compareBetas(byFactor: Float64Array): z.output<typeof betas> {
  const market = orNull(byFactor[MARKET_BETA]);
  const provider = orNull(byFactor[PROVIDER_BETA]);
  const reasons: Record<string, Absence> = {};
  if (market === null)
    reasons.market_beta = { code: "NO_LOADING", message: "Fewer than 30 returns in the window." };
  if (provider === null) reasons.provider_beta = { code: "NO_SOURCE", message: "No provider gives a beta." };
  return {
    market_beta: market,
    provider_beta: provider,
    difference: market === null || provider === null ? null : market - provider,
    reasons,
  };
}
