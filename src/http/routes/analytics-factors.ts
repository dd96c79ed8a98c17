import * as z from "zod";
import { readFactorReport, readPositionFactors, spreadsInWords } from "#app/factor-report.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { FACTORS } from "#core/factors/factor-table.ts";
import { listExposures } from "#db/stores/analytics-store.ts";
import {
  loadingQuality,
  loadingQualityOf,
  noResult,
  orNull,
  presented,
  registerAnalytic,
} from "../analytic-route.ts";
import { absence, numberOrNull, plainDate, portfolioParams, reasons } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestUser } from "../request-user.ts";

const exposure = z.object({
  name: z.string(),
  type: z.string(),
  model: z.string().describe("Its estimator."),
  window_sessions: z.int().nullable().describe("Null for the provider's beta, which is not estimated."),
  beta: numberOrNull.describe("Sum of weight times loading, fraction of NAV."),
  exposure_dollar: numberOrNull,
  std_error: numberOrNull.describe("Null for estimators without one (ridge, provider)."),
  coverage: numberOrNull.describe("Share of absolute weight with a loading; null where nothing is held."),
  observations: z
    .int()
    .nullable()
    .describe("Fewest behind a loading that counts; null where none does, and for the provider's beta."),
  reason: absence.nullable().describe("Why beta is null."),
  std_error_reason: absence.nullable().describe("Why std_error is null."),
});

const spread = exposure.extend({
  direction: z.string().nullable(),
  magnitude: z.string().nullable(),
  explanation: z.string().nullable(),
});

const method = z.int().describe("Version of the methods.");
const exposures = z.object({ method, factors: z.array(exposure) });
const spreads = z.object({ method, factors: z.array(spread) });
const loadingsByFactor = z.record(z.string(), numberOrNull);

const diagnostics = z.object({
  observations: z.int().optional(),
  r_squared: numberOrNull.optional().describe("Of the whole model for ridge and joint."),
  std_error: numberOrNull.optional(),
  t: numberOrNull.optional(),
  p: numberOrNull.optional().describe("Two-sided, of a loading of 0."),
  effective_df: numberOrNull.optional().describe("Effective degrees of freedom of the ridge regression."),
  reason: absence.nullable().describe("Why the loading, or a part of this, is null."),
});

const positionFactors = z.object({
  method: method.nullable().describe("Version of the methods; null where no symbol has loadings."),
  positions: z.array(
    z.object({
      symbol: z.string(),
      weight: numberOrNull.describe("Fraction of NAV; null where NAV is not positive."),
      factors: loadingsByFactor.describe("Loading by factor; null where there is no estimate."),
      diagnostics: z
        .record(z.string(), diagnostics)
        .describe("By factor; what its estimator does not have is left out."),
      reasons,
    }),
  ),
});

export const factorRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  registerAnalytic(server, context, {
    path: "factor-exposures",
    summary: "Factor exposures of the portfolio",
    data: exposures,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readFactorReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof exposures>(found),
        quality: loadingQualityOf(found.held),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "spread-factors",
    summary: "Exposures to long-short spreads, in words too",
    data: spreads,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readFactorReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof spreads>({ method: found.method, factors: spreadsInWords(found) }),
        quality: loadingQualityOf(found.held),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "positions/factor-exposures",
    summary: "Loadings behind the exposures, by symbol held, and how they were estimated",
    data: positionFactors,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readPositionFactors(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof positionFactors>(found),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
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
        history: rows.map(({ asOf, exposures: values }) => ({
          as_of: asOf,
          exposures: Object.fromEntries(FACTORS.map(({ name }, index) => [name, orNull(values[index])])),
        })),
      };
    },
  });
};
