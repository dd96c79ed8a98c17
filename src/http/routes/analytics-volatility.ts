import * as z from "zod";
import { requirePortfolio } from "#app/require-owned.ts";
import { volatilityDirection } from "#core/risk/interpretation.ts";
import { listPortfolioFindings } from "#db/stores/analytics-store.ts";
import { findVolatility, listVolatility, type VolatilityRow } from "#db/stores/risk-read-store.ts";
import { noResult, priceQuality, registerAnalytic, snapshotAt } from "../analytic-route.ts";
import { type Absence, absence, numberOrNull, plainDate, portfolioParams } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";
import { requestUser } from "../request-user.ts";

const measures = {
  realized_volatility_21d: numberOrNull.describe("Annualised, fraction."),
  realized_volatility_63d: numberOrNull,
  realized_volatility_252d: numberOrNull,
  ewma: numberOrNull.describe("Annualised, decay 0.94 a session."),
  expected_volatility_21d: numberOrNull.describe("Forecast for the next 21 sessions (HAR), annualised."),
  percentile: numberOrNull.describe(
    "Share of the year's 21-session volatilities below the last one, 0 to 1.",
  ),
};

const volatility = z.object({
  ...measures,
  trend: z.enum(["rising", "falling", "stable"]).nullable(),
  trend_ratio: numberOrNull.describe("Volatility of the last 21 sessions over that of the 21 before."),
  proxied_returns: z.int().describe("Sessions in which part of the book stands as factor returns."),
  reasons: z.record(z.string(), absence),
});

export const volatilityRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  registerAnalytic(server, context, {
    path: "volatility",
    summary: "Realised, EWMA and forecast volatility of today's weights over past returns",
    data: volatility,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const row = await findVolatility(db, portfolio.id, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: row.asOf,
        data: presentVolatility(row, await missingHistory(context, portfolio.id, row)),
        quality: await priceQuality(context, portfolio.id, row.asOf, row.observations),
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
      response: { 200: z.object({ history: z.array(z.object({ as_of: plainDate, ...measures })) }) },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const { from = null, to = null } = request.query;
      const rows = await listVolatility(db, id, from, to);
      return { history: rows.map((row) => ({ as_of: row.asOf, ...presentMeasures(row) })) };
    },
  });
};

function presentMeasures(row: VolatilityRow) {
  return {
    realized_volatility_21d: row.realized21,
    realized_volatility_63d: row.realized63,
    realized_volatility_252d: row.realized252,
    ewma: row.ewma,
    expected_volatility_21d: row.har21,
    percentile: row.percentile,
  };
}

const NO_COMPLETE_SESSION: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: "In no past session do holdings of at least 95 % of gross exposure have a return.",
};

const NO_CAPITAL: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV is zero or negative, so no holding has a weight.",
};

/** Why not one past session counts; null where some do. */
export async function missingHistory(
  context: RouteContext,
  portfolioId: string,
  row: { readonly asOf: string; readonly observations: number },
): Promise<Absence | null> {
  if (row.observations > 0) return null;
  const snapshot = await snapshotAt(context, portfolioId, row.asOf);
  if (snapshot !== null && !(snapshot.nav > 0)) return NO_CAPITAL;
  const found = await listPortfolioFindings(context.database.api.db, portfolioId);
  const own = found.find(({ code, session }) => code === "INCOMPLETE_HISTORY" && session === row.asOf);
  return own === undefined ? NO_COMPLETE_SESSION : { code: own.code, message: own.message };
}

/** Returns without a gap that each measure needs. */
const NEEDED = {
  realized_volatility_21d: 21,
  realized_volatility_63d: 63,
  realized_volatility_252d: 252,
  ewma: 63,
  expected_volatility_21d: 293,
  percentile: 252,
  trend: 42,
} as const;

function presentVolatility(row: VolatilityRow, missing: Absence | null): z.output<typeof volatility> {
  const shown = presentMeasures(row);
  const reasons: Record<string, Absence> = {};
  for (const [field, needed] of Object.entries(NEEDED)) {
    const value = field === "trend" ? row.trend : shown[field as keyof typeof shown];
    if (value !== null) continue;
    reasons[field] = missing ?? {
      code: "TOO_FEW_OBSERVATIONS",
      message: `${needed} returns without a gap are needed, each of at least 95 % of gross exposure; ${row.observations} were usable.`,
    };
  }
  return {
    ...shown,
    trend: row.trend === null ? null : volatilityDirection(row.trend),
    trend_ratio: row.trend,
    proxied_returns: row.proxied,
    reasons,
  };
}
