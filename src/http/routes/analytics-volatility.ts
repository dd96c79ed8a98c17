import * as z from "zod";
import { requirePortfolio } from "#app/require-owned.ts";
import { readVolatilityReport, volatilityMeasures } from "#app/volatility-report.ts";
import { listVolatility } from "#db/stores/risk-read-store.ts";
import { noResult, presented, priceQuality, registerAnalytic } from "../analytic-route.ts";
import { numberOrNull, plainDate, portfolioParams, reasons } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestUser } from "../request-user.ts";

const measures = z.object({
  realized_volatility_21d: numberOrNull.describe("Annualised, fraction."),
  realized_volatility_63d: numberOrNull,
  realized_volatility_252d: numberOrNull,
  ewma: numberOrNull.describe("Annualised, decay 0.94 a session."),
  expected_volatility_21d: numberOrNull.describe("Forecast for the next 21 sessions (HAR), annualised."),
  percentile: numberOrNull.describe(
    "Share of the year's 21-session volatilities below the last one, 0 to 1.",
  ),
});

const volatility = measures.extend({
  trend: z.enum(["rising", "falling", "stable"]).nullable(),
  trend_ratio: numberOrNull.describe("Volatility of the last 21 sessions over that of the 21 before."),
  proxied_returns: z.int().describe("Sessions in which part of the book stands as factor returns."),
  observations: z.int().describe("Past sessions that count."),
  reasons,
});

const history = z.object({ history: z.array(measures.extend({ as_of: plainDate })) });

export const volatilityRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  registerAnalytic(server, context, {
    path: "volatility",
    summary: "Realised, EWMA and forecast volatility of today's weights over past returns",
    data: volatility,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readVolatilityReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof volatility>(found),
        quality: await priceQuality(context, portfolio.id, found.asOf, found.observations),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/analytics/portfolio/:portfolio_id/volatility/history",
    config: { access: "user" },
    schema: {
      summary: "Volatility of every session",
      tags: ["analytics"],
      params: portfolioParams,
      querystring: z.object({ from: plainDate.optional(), to: plainDate.optional() }),
      response: { 200: history },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const { from = null, to = null } = request.query;
      const rows = await listVolatility(db, id, from, to);
      return presented<typeof history>({
        history: rows.map((row) => ({ asOf: row.asOf, ...volatilityMeasures(row) })),
      });
    },
  });
};
