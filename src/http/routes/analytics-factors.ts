import * as z from "zod";
import { readPositionExposures } from "#app/analytics-as-of.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { FACTORS, type Factor } from "#core/factors/factor-table.ts";
import { interpretSpread } from "#core/risk/interpretation.ts";
import { type ExposureRow, findExposures, listExposures } from "#db/stores/analytics-store.ts";
import { loadingQuality, noResult, orNull, registerAnalytic, snapshotAt } from "../analytic-route.ts";
import { type Absence, absence, numberOrNull, plainDate, portfolioParams } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestUser } from "../request-user.ts";

const exposure = z.object({
  name: z.string(),
  type: z.string(),
  model: z.string(),
  beta: numberOrNull.describe("Sum of weight times loading, fraction of NAV."),
  exposure_dollar: numberOrNull,
  std_error: numberOrNull.describe("Null for estimators without one (ridge, provider)."),
  coverage: numberOrNull.describe("Share of absolute weight with a loading."),
  reason: absence.nullable().describe("Why beta is null."),
});

const spread = exposure.extend({
  direction: z.string().nullable(),
  magnitude: z.string().nullable(),
  explanation: z.string().nullable(),
});

const loadingsByFactor = z.record(z.string(), numberOrNull);

export const factorRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  async function exposuresAt(portfolioId: string, asOf: string | null) {
    const row = await findExposures(db, portfolioId, asOf);
    if (row === null) return null;
    const nav = (await snapshotAt(context, portfolioId, row.asOf))?.nav ?? null;
    const factors = FACTORS.map((factor, index) => presentExposure(factor, index, row, nav));
    return { asOf: row.asOf, factors, quality: await loadingQuality(context, portfolioId, row.asOf) };
  }

  registerAnalytic(server, context, {
    path: "factor-exposures",
    summary: "Factor exposures of the portfolio",
    data: z.object({ factors: z.array(exposure) }),
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await exposuresAt(portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return { asOf: found.asOf, data: { factors: found.factors }, quality: found.quality };
    },
  });

  registerAnalytic(server, context, {
    path: "spread-factors",
    summary: "Exposures to long-short spreads, in words too",
    data: z.object({ factors: z.array(spread) }),
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await exposuresAt(portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      const factors = found.factors.filter(({ model }) => model === "spread").map(inWords);
      return { asOf: found.asOf, data: { factors }, quality: found.quality };
    },
  });

  registerAnalytic(server, context, {
    path: "positions/factor-exposures",
    summary: "Loadings behind the exposures, by symbol held",
    data: z.object({
      positions: z.array(
        z.object({
          symbol: z.string(),
          weight: numberOrNull.describe("Fraction of NAV; null where NAV is not positive."),
          factors: loadingsByFactor.describe("Loading by factor; null where there is no estimate."),
        }),
      ),
    }),
    query: {},
    load: async ({ portfolio, asOf }) => {
      const rows = await readPositionExposures(context, portfolio.id, asOf);
      const session = rows[0]?.asOf;
      if (session === undefined) return noResult(context, portfolio.id, asOf);
      const positions = rows.map(({ symbol, weight, loadings }) => ({
        symbol,
        weight: orNull(weight),
        factors: byFactor(loadings),
      }));
      return {
        asOf: session,
        data: { positions },
        quality: await loadingQuality(context, portfolio.id, session),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/analytics/portfolio/:portfolio_id/factor-exposures/history",
    config: { access: "user" },
    schema: {
      summary: "Factor exposures of every session",
      tags: ["analytics"],
      params: portfolioParams,
      querystring: z.object({ from: plainDate.optional(), to: plainDate.optional() }),
      response: {
        200: z.object({
          factors: z.array(z.string()),
          history: z.array(z.object({ as_of: plainDate, exposures: loadingsByFactor })),
        }),
      },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const { from = null, to = null } = request.query;
      const rows = await listExposures(db, id, from, to);
      return {
        factors: FACTORS.map(({ name }) => name),
        history: rows.map(({ asOf, exposures }) => ({ as_of: asOf, exposures: byFactor(exposures) })),
      };
    },
  });
};

function presentExposure(
  factor: Factor,
  index: number,
  row: ExposureRow,
  nav: number | null,
): z.output<typeof exposure> {
  const beta = orNull(row.exposures[index]);
  const coverage = orNull(row.coverage[index]);
  return {
    name: factor.name,
    type: factor.type,
    model: factor.model,
    beta,
    exposure_dollar: beta === null || nav === null ? null : beta * nav,
    std_error: orNull(row.stdErrors[index]),
    coverage,
    reason: beta === null ? reasonOf(coverage, nav) : null,
  };
}

function reasonOf(coverage: number | null, nav: number | null): Absence {
  if (nav !== null && !(nav > 0))
    return { code: "NONPOSITIVE_CAPITAL", message: "NAV is zero or negative, so there are no weights." };
  return coverage === null
    ? { code: "NO_HOLDINGS", message: "Nothing but cash is held." }
    : { code: "NO_LOADING", message: "No holding has enough returns for a loading." };
}

function inWords(row: z.output<typeof exposure>): z.output<typeof spread> {
  if (row.beta === null) return { ...row, direction: null, magnitude: null, explanation: null };
  const { direction, magnitude, explanation } = interpretSpread(row.name, row.beta);
  return { ...row, direction, magnitude, explanation };
}

function byFactor(values: Float64Array): Record<string, number | null> {
  return Object.fromEntries(FACTORS.map(({ name }, index) => [name, orNull(values[index])]));
}
