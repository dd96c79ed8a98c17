import * as z from "zod";
import { readCorrelations, readStressResults } from "#app/analytics-as-of.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { pairIndex } from "#core/risk/correlation.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import {
  type CorrelationRow,
  findVolatility,
  listPortfolioFindings,
  type StressRow,
  type VolatilityRow,
} from "#db/stores/analytics-store.ts";
import {
  loadingQuality,
  noResult,
  orNull,
  priceQuality,
  quality,
  registerAnalytic,
  snapshotAt,
} from "../analytic-route.ts";
import { type Absence, absence, numberOrNull } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";

const volatility = z.object({
  realized_volatility_21d: numberOrNull.describe("Annualised, fraction."),
  realized_volatility_63d: numberOrNull,
  realized_volatility_252d: numberOrNull,
  ewma: numberOrNull.describe("Annualised, decay 0.94 a session."),
  proxied_returns: z.int().describe("Missing returns of symbols that stand as factor returns."),
  reasons: z.record(z.string(), absence),
});

const impact = z.object({
  dollar_impact: z.number(),
  percentage_impact: z.number().describe("Percent of NAV."),
  new_portfolio_value: z.number(),
});

const scenarioResult = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  severity: z.string(),
  impact: impact.nullable(),
  direct: impact.nullable().describe("Only the shocked factors move."),
  contributions: z.object({
    factors: z.record(z.string(), numberOrNull).describe("P&L over NAV by joint factor."),
    positions: z.record(z.string(), numberOrNull).describe("P&L over NAV by symbol."),
  }),
  factor_shocks: z.record(z.string(), numberOrNull).describe("The scenario as returns of the joint factors."),
  not_covered: z.number().describe("Share of NAV, in absolute value, without joint loadings."),
  reason: absence.nullable(),
});

const correlations = z.object({
  window_sessions: z.int(),
  symbols: z.array(z.string()),
  matrix: z.array(z.array(numberOrNull)).describe("Null where a pair has too few common returns."),
  average_correlation: numberOrNull,
  reason: absence.nullable().describe("Why the average is null."),
});

export const riskRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  registerAnalytic(server, context, {
    path: "volatility",
    summary: "Realised and EWMA volatility of today's weights over past returns",
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

  registerAnalytic(server, context, {
    path: "stress-test",
    summary: "Scenarios applied to the joint factor exposures",
    data: z.object({ scenarios: z.array(scenarioResult) }),
    query: {},
    load: async ({ portfolio, asOf }) => {
      const rows = await readStressResults(context, portfolio.id, asOf);
      const session = rows[0]?.asOf;
      if (session === undefined) return noResult(context, portfolio.id, asOf);
      const nav = (await snapshotAt(context, portfolio.id, session))?.nav ?? null;
      const byId = new Map(rows.map((row) => [row.scenarioId, row]));
      const scenarios = SCENARIOS.flatMap(({ id, name, category, severity }) => {
        const row = byId.get(id);
        return row === undefined ? [] : [{ id, name, category, severity, ...presentStress(row, nav) }];
      });
      return {
        asOf: session,
        data: { scenarios },
        quality: await loadingQuality(context, portfolio.id, session),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "correlation-matrix",
    summary: "Pairwise correlations of the symbols held",
    data: correlations,
    query: { window: z.enum(["90", "252"]).default("252").describe("Sessions.") },
    load: async ({ portfolio, asOf, query }) => {
      const windowSessions = Number(query.window);
      const row = await readCorrelations(context, portfolio.id, windowSessions, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      const matrix = squareMatrix(row);
      const known = matrix.filter((line, i) => line.some((value, j) => i !== j && value !== null));
      return {
        asOf: row.asOf,
        data: {
          window_sessions: windowSessions,
          symbols: [...row.symbols],
          matrix,
          average_correlation: row.average,
          reason: row.average === null ? NO_PAIR : null,
        },
        quality: quality({
          analyzed: known.length,
          total: row.symbols.length,
          dataDays: row.observations.length === 0 ? null : Math.max(...row.observations),
          having: "a correlation with another",
        }),
      };
    },
  });
};

const NO_PAIR: Absence = {
  code: "TOO_FEW_OBSERVATIONS",
  message: "No pair of symbols has 30 common returns in the window.",
};

const NO_COMPLETE_SESSION: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: "In no past session do holdings of at least 95 % of gross exposure have a return.",
};

const NO_CAPITAL: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV is zero or negative, so no holding has a weight.",
};

/** Why not one past session counts; null where some do. */
async function missingHistory(
  context: RouteContext,
  portfolioId: string,
  row: VolatilityRow,
): Promise<Absence | null> {
  if (row.observations > 0) return null;
  const snapshot = await snapshotAt(context, portfolioId, row.asOf);
  if (snapshot !== null && !(snapshot.nav > 0)) return NO_CAPITAL;
  const found = await listPortfolioFindings(context.database.api.db, portfolioId);
  const own = found.find(({ code, session }) => code === "INCOMPLETE_HISTORY" && session === row.asOf);
  return own === undefined ? NO_COMPLETE_SESSION : { code: own.code, message: own.message };
}

function presentVolatility(row: VolatilityRow, missing: Absence | null): z.output<typeof volatility> {
  const reasons: Record<string, Absence> = {};
  const explain = (field: string, value: number | null, needed: number): number | null => {
    if (value === null)
      reasons[field] = missing ?? {
        code: "TOO_FEW_OBSERVATIONS",
        message: `${needed} returns without a gap are needed, each of at least 95 % of gross exposure; ${row.observations} were usable.`,
      };
    return value;
  };
  return {
    realized_volatility_21d: explain("realized_volatility_21d", row.realized21, 21),
    realized_volatility_63d: explain("realized_volatility_63d", row.realized63, 63),
    realized_volatility_252d: explain("realized_volatility_252d", row.realized252, 252),
    ewma: explain("ewma", row.ewma, 63),
    proxied_returns: row.proxied,
    reasons,
  };
}

type StressAnswer = Omit<z.output<typeof scenarioResult>, "id" | "name" | "category" | "severity">;

function presentStress(row: StressRow, nav: number | null): StressAnswer {
  const joint = factorsOf("joint");
  const byJointFactor = (values: Float64Array) =>
    Object.fromEntries(joint.map(({ name }, index) => [name, orNull(values[index])]));
  const direct =
    row.direct === null || row.directFraction === null || nav === null
      ? null
      : {
          dollar_impact: row.direct,
          percentage_impact: 100 * row.directFraction,
          new_portfolio_value: nav + row.direct,
        };
  return {
    impact: direct,
    direct,
    contributions: {
      factors: byJointFactor(row.factorContributions),
      positions: Object.fromEntries(
        row.symbols.map((symbol, index) => [symbol, orNull(row.symbolContributions[index])]),
      ),
    },
    factor_shocks: byJointFactor(row.factorShocks),
    not_covered: row.notCovered,
    reason:
      direct === null
        ? {
            code: "NO_LOADING",
            message: "The portfolio has no estimate of its exposure to a shocked factor.",
          }
        : null,
  };
}

/** The stored lower triangle as a symmetric matrix with ones on the diagonal. */
function squareMatrix({ symbols, rho }: CorrelationRow): (number | null)[][] {
  return symbols.map((_, i) =>
    symbols.map((__, j) => {
      if (i === j) return 1;
      return orNull(rho[pairIndex(i, j)]);
    }),
  );
}
