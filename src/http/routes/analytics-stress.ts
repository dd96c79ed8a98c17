import * as z from "zod";
import { readStressResults } from "#app/analytics-as-of.ts";
import { type CustomStress, readCustomStress, readReverseStress } from "#app/custom-stress.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { type StressMove, stressMove } from "#core/pipeline/stress-rows.ts";
import type { FactorBook } from "#core/risk/factor-book.ts";
import { IMPLAUSIBLE_DISTANCE } from "#core/scenarios/plausibility.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import type { StoredStress } from "#db/stores/risk-read-store.ts";
import {
  loadingQuality,
  noEstimateReason,
  noResult,
  orNull,
  registerAnalytic,
  snapshotAt,
} from "../analytic-route.ts";
import { type Absence, absence, numberOrNull } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const byName = z.record(z.string(), numberOrNull);

const impact = z.object({
  dollar_impact: z.number(),
  percentage_impact: z.number().describe("Percent of NAV."),
  new_portfolio_value: z.number(),
});

const contributions = z.object({
  factors: byName.describe("P&L over NAV by joint factor, linear."),
  positions: byName.describe("P&L over NAV by symbol, linear; null without loadings."),
  convexity: numberOrNull.describe("What full revaluation of options adds, over NAV."),
  options: z
    .array(z.object({ symbol: z.string(), convexity: numberOrNull }))
    .describe("The same by option lot."),
});

const reading = impact.extend({ factor_moves: byName, contributions });

const plausibility = z.object({
  distance: numberOrNull.describe("Mahalanobis distance of the shocked factors, standard deviations."),
  percentile: numberOrNull.describe("Share of draws from the year's covariance that lie nearer, 0 to 1."),
  implausible: z.boolean().nullable(),
});

const stressed = z.object({
  impact: impact.nullable().describe("The correlated reading, or the direct one without a covariance."),
  impact_reading: z.enum(["correlated", "direct"]).nullable(),
  direct: reading.nullable().describe("Only the shocked factors move."),
  correlated: reading
    .nullable()
    .describe("The other factors move as expected given the shocked ones, by the year's covariance."),
  contributions: contributions.nullable().describe("Of `impact`: they add up to it."),
  factor_shocks: byName.describe("The shocks as returns of the joint factors."),
  plausibility,
  not_covered: numberOrNull.describe("Share of NAV, in absolute value, without joint loadings."),
  reason: absence.nullable().describe("Why impact is null."),
});

const scenarioResult = stressed.extend({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  severity: z.string(),
  source: z.enum(["table", "replay"]).describe("The scenario table, or what the factors did in the episode."),
  table_factors: z.array(z.string()).describe("Factors of a replay that take the table's shock."),
});

const reverse = z.object({
  loss: z.number().describe("Fraction of NAV."),
  factor_moves: byName.describe("The most plausible factor returns with that loss."),
  plausibility,
  revalued: impact.nullable().describe("The book under these moves, options revalued in full."),
  convexity: numberOrNull.describe("How far revaluation is from the linear loss, over NAV."),
  not_covered: numberOrNull,
  reason: absence.nullable(),
});

export const stressRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "stress-test",
    summary: "Scenarios applied to the joint factor exposures, direct and correlated",
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
        return row === undefined ? [] : [{ id, name, category, severity, ...presentScenario(row, nav) }];
      });
      return {
        asOf: session,
        data: { scenarios },
        quality: await loadingQuality(context, portfolio.id, session),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "stress-test/custom",
    summary: "Shocks of your own, applied to the portfolio",
    data: stressed.extend({ shocks: z.string().describe("As understood.") }),
    query: {
      shocks: z
        .string()
        .max(500)
        .describe("factor:size by semicolons, such as Market:-0.2;Size:-0.05a;Interest_Rate:+100bp."),
    },
    load: async ({ portfolio, asOf, query }) => {
      const result = await readCustomStress(context, portfolio.id, asOf, query.shocks);
      if (result === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: result.asOf,
        data: { shocks: result.notation, ...presentCustom(result) },
        quality: await loadingQuality(context, portfolio.id, result.asOf),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "stress-test/reverse",
    summary: "The most plausible factor move that costs a stated part of NAV",
    data: reverse,
    query: { loss: z.coerce.number().gt(0).max(10).describe("Fraction of NAV, such as 0.1.") },
    load: async ({ portfolio, asOf, query }) => {
      const found = await readReverseStress(context, portfolio.id, asOf, query.loss);
      if (found === null) return noResult(context, portfolio.id, asOf);
      const { book, result } = found;
      const quality = await loadingQuality(context, portfolio.id, found.asOf);
      if (isNoEstimate(result))
        return {
          asOf: found.asOf,
          data: {
            loss: query.loss,
            factor_moves: {},
            plausibility: presentPlausibility(Number.NaN, Number.NaN),
            revalued: null,
            convexity: null,
            not_covered: orNull(book.uncoveredWeight),
            reason: noEstimateReason(result),
          },
          quality,
        };
      const { factorReturns, plausibility: likely, revalued } = result;
      return {
        asOf: found.asOf,
        data: {
          loss: result.loss,
          factor_moves: byJointFactor(factorReturns),
          plausibility: presentPlausibility(likely.distance, likely.percentile),
          revalued: presentImpact(revalued.pnl, book.nav),
          convexity: orNull(revalued.convexity),
          not_covered: orNull(book.uncoveredWeight),
          reason: null,
        },
        quality,
      };
    },
  });
};

type Stressed = z.output<typeof stressed>;

/** What all answers about one set of shocks share. */
function presentStressed(
  moves: { readonly direct: StressMove; readonly correlated: StressMove | null },
  book: {
    readonly symbols: readonly string[];
    readonly options: readonly string[];
    readonly nav: number | null;
  },
): Pick<Stressed, "impact" | "impact_reading" | "direct" | "correlated" | "contributions" | "reason"> {
  const present = (move: StressMove | null): z.output<typeof reading> | null => {
    const shown = move === null || book.nav === null ? null : presentImpact(move.pnl, book.nav);
    if (move === null || shown === null) return null;
    return {
      ...shown,
      factor_moves: byJointFactor(move.moves),
      contributions: {
        factors: byJointFactor(move.byFactor),
        positions: bySymbol(book.symbols, move.bySymbol),
        convexity: orNull(move.convexity),
        options: book.options.map((symbol, index) => ({ symbol, convexity: orNull(move.byOption[index]) })),
      },
    };
  };
  const [direct, correlated] = [present(moves.direct), present(moves.correlated)];
  const shown = correlated ?? direct;
  if (shown === null)
    return {
      impact: null,
      impact_reading: null,
      direct,
      correlated,
      contributions: null,
      reason:
        book.nav !== null && !(book.nav > 0)
          ? noEstimateReason({ reason: "NONPOSITIVE_CAPITAL" })
          : NO_EXPOSURE,
    };
  const { dollar_impact, percentage_impact, new_portfolio_value } = shown;
  return {
    impact: { dollar_impact, percentage_impact, new_portfolio_value },
    impact_reading: correlated === null ? "direct" : "correlated",
    direct,
    correlated,
    contributions: shown.contributions,
    reason: null,
  };
}

function presentScenario(row: StoredStress, nav: number | null) {
  return {
    ...presentStressed(row, { symbols: row.symbols, options: row.options, nav }),
    factor_shocks: byJointFactor(row.direct.moves),
    plausibility: presentPlausibility(row.plausibilityDistance, row.plausibilityPercentile),
    not_covered: orNull(row.notCovered),
    source: row.source,
    table_factors: [...row.tableFactors],
  };
}

function presentCustom({ book, shocks, direct, correlated, plausibility: likely }: CustomStress): Stressed {
  const moves = {
    direct: stressMove(direct),
    correlated: isNoEstimate(correlated) ? null : stressMove(correlated),
  };
  const distance = isNoEstimate(likely) ? { distance: Number.NaN, percentile: Number.NaN } : likely;
  return {
    ...presentStressed(moves, { symbols: book.symbols, options: optionSymbols(book), nav: book.nav }),
    factor_shocks: byJointFactor(shocks.factorReturns),
    plausibility: presentPlausibility(distance.distance, distance.percentile),
    not_covered: orNull(book.uncoveredWeight),
  };
}

const NO_EXPOSURE: Absence = {
  code: "NO_LOADING",
  message: "The portfolio has no estimate of its exposure to a shocked factor.",
};

/** Contributions by symbol: a private holding, which has none, may be named like a listed one. */
function bySymbol(symbols: readonly string[], values: Float64Array): Record<string, number | null> {
  const named: Record<string, number | null> = {};
  for (const [index, symbol] of symbols.entries())
    named[symbol] = orNull(values[index]) ?? named[symbol] ?? null;
  return named;
}

function optionSymbols({ options }: FactorBook): readonly string[] {
  return options.map(({ symbol }) => symbol);
}

function presentImpact(pnl: number, nav: number): z.output<typeof impact> | null {
  if (!Number.isFinite(pnl)) return null;
  return { dollar_impact: pnl * nav, percentage_impact: 100 * pnl, new_portfolio_value: nav * (1 + pnl) };
}

function presentPlausibility(distance: number, percentile: number): z.output<typeof plausibility> {
  return {
    distance: orNull(distance),
    percentile: orNull(percentile),
    implausible: Number.isNaN(distance) ? null : distance > IMPLAUSIBLE_DISTANCE,
  };
}

function byJointFactor(values: Float64Array): Record<string, number | null> {
  return Object.fromEntries(factorsOf("joint").map(({ name }, index) => [name, orNull(values[index])]));
}
