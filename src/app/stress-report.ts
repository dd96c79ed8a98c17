import type { PlainDate } from "#core/dates/plain-date.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { type StressMove, stressMove } from "#core/pipeline/stress-rows.ts";
import { IMPLAUSIBLE_DISTANCE } from "#core/scenarios/plausibility.ts";
import { SCENARIOS, type Scenario } from "#core/scenarios/scenario-table.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import {
  type Absence,
  covarianceReason,
  NO_CAPITAL,
  NO_LOADING,
  NOT_RECORDED,
  noEstimateReason,
} from "./absence-reasons.ts";
import { readStressResults } from "./analytics-as-of.ts";
import type { ApiContext } from "./api-context.ts";
import type { CustomStress, ReverseStressAsOf } from "./custom-stress.ts";
import { readNav } from "./session-nav.ts";

/** Numbers by name; NaN where there is none. */
type ByName = ReadonlyMap<string, number>;

export interface StressImpact {
  readonly dollarImpact: number;
  /** Percent of NAV. */
  readonly percentageImpact: number;
  readonly newPortfolioValue: number;
}

/** Fractions of NAV: factors and convexity, or positions and convexity, add up to the impact. */
export interface StressContributions {
  readonly factors: ByName;
  /** NaN for holdings without loadings. */
  readonly positions: ByName;
  readonly convexity: number;
  readonly options: readonly { readonly symbol: string; readonly convexity: number }[];
}

export interface StressReading extends StressImpact {
  readonly factorMoves: ByName;
  readonly contributions: StressContributions;
}

export interface ShownPlausibility {
  readonly distance: number;
  readonly percentile: number;
  readonly implausible: boolean | null;
  readonly reason: Absence | null;
}

/** What one set of shocks does to a portfolio, in both readings. */
export interface StressOutcome {
  /** The correlated reading, or the direct one where there is none. */
  readonly impact: StressImpact | null;
  readonly impactReading: "correlated" | "direct" | null;
  readonly direct: StressReading | null;
  readonly correlated: StressReading | null;
  readonly correlatedReason: Absence | null;
  /** Of `impact`. */
  readonly contributions: StressContributions | null;
  readonly factorShocks: ByName;
  readonly plausibility: ShownPlausibility;
  readonly notCovered: number;
  /** Why there is no impact; null where there is one. */
  readonly reason: Absence | null;
}

export interface ScenarioOutcome
  extends StressOutcome,
    Pick<Scenario, "id" | "name" | "category" | "severity"> {
  readonly source: "table" | "replay";
  readonly tableFactors: readonly string[];
}

/** Every scenario of the table in its order; null where nothing was computed for that session or before. */
export async function readStressReport(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<{ readonly asOf: PlainDate; readonly scenarios: readonly ScenarioOutcome[] } | null> {
  const rows = await readStressResults(context, portfolioId, asOf);
  const session = rows[0]?.asOf;
  if (session === undefined) return null;
  const nav = await readNav(context, portfolioId, session);
  const byId = new Map(rows.map((row) => [row.scenarioId, row]));
  const scenarios = SCENARIOS.flatMap(({ id, name, category, severity }) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const { symbols, options, source, tableFactors, notCovered } = row;
    const outcome = stressOutcome(
      {
        direct: row.direct,
        correlated: Number.isNaN(row.correlated.pnl) ? null : row.correlated,
        correlatedReason: storedReason(row.correlatedReason),
      },
      { symbols, options, nav },
    );
    const plausibility = shownPlausibility(
      row.plausibilityDistance,
      row.plausibilityPercentile,
      storedReason(row.plausibilityReason),
    );
    const factorShocks = byJointFactor(row.direct.moves);
    const shown = { ...outcome, factorShocks, plausibility, notCovered, source, tableFactors };
    return [{ id, name, category, severity, ...shown }];
  });
  return { asOf: session, scenarios };
}

function storedReason(code: NoEstimate["reason"] | null): Absence {
  return code === null ? NOT_RECORDED : covarianceReason(code);
}

/** Shocks of one's own, as a scenario is shown. */
export function customStressOutcome({
  book,
  shocks,
  direct,
  correlated,
  plausibility,
}: CustomStress): StressOutcome {
  const known = isNoEstimate(plausibility) ? null : plausibility;
  return {
    ...stressOutcome(
      {
        direct: stressMove(direct),
        correlated: isNoEstimate(correlated) ? null : stressMove(correlated),
        correlatedReason: whyCovariance(correlated),
      },
      { symbols: book.symbols, options: book.options.map(({ symbol }) => symbol), nav: book.nav },
    ),
    factorShocks: byJointFactor(shocks.factorReturns),
    plausibility: shownPlausibility(
      known?.distance ?? Number.NaN,
      known?.percentile ?? Number.NaN,
      whyCovariance(plausibility),
    ),
    notCovered: book.uncoveredWeight,
  };
}

function whyCovariance(result: object): Absence {
  return isNoEstimate(result) ? covarianceReason(result.reason) : NO_LOADING;
}

/** The most plausible way to a loss. */
export interface ReverseOutcome {
  readonly loss: number;
  readonly factorMoves: ByName;
  readonly plausibility: ShownPlausibility;
  /** The book under these moves, options revalued in full. */
  readonly revalued: StressImpact | null;
  readonly convexity: number;
  readonly notCovered: number;
  readonly reason: Absence | null;
}

export function reverseStressOutcome({ book, result }: ReverseStressAsOf, loss: number): ReverseOutcome {
  const shared = { loss, notCovered: book.uncoveredWeight };
  if (isNoEstimate(result)) {
    const reason =
      result.reason === "TOO_FEW_OBSERVATIONS" ? covarianceReason(result.reason) : noEstimateReason(result);
    return {
      ...shared,
      factorMoves: new Map(),
      plausibility: shownPlausibility(Number.NaN, Number.NaN, reason),
      revalued: null,
      convexity: Number.NaN,
      reason,
    };
  }
  const { factorReturns, plausibility, revalued } = result;
  return {
    ...shared,
    factorMoves: byJointFactor(factorReturns),
    plausibility: shownPlausibility(plausibility.distance, plausibility.percentile, NO_LOADING),
    revalued: impactOf(revalued.pnl, book.nav),
    convexity: revalued.convexity,
    reason: null,
  };
}

/** What a book is shown by. */
interface ShownBook {
  readonly symbols: readonly string[];
  readonly options: readonly string[];
  readonly nav: number;
}

function stressOutcome(
  moves: {
    readonly direct: StressMove;
    readonly correlated: StressMove | null;
    /** Why the session has no correlated reading, where that is so. */
    readonly correlatedReason: Absence;
  },
  book: ShownBook,
): Omit<StressOutcome, "factorShocks" | "plausibility" | "notCovered"> {
  const [direct, correlated] = [readingOf(moves.direct, book), readingOf(moves.correlated, book)];
  const shown = correlated ?? direct;
  if (shown === null) {
    const reason = book.nav > 0 ? NO_EXPOSURE : NO_CAPITAL;
    const nothing = { impact: null, impactReading: null, contributions: null };
    return { ...nothing, direct, correlated, correlatedReason: reason, reason };
  }
  const { dollarImpact, percentageImpact, newPortfolioValue, contributions } = shown;
  return {
    impact: { dollarImpact, percentageImpact, newPortfolioValue },
    impactReading: correlated === null ? "direct" : "correlated",
    direct,
    correlated,
    correlatedReason: correlated === null ? moves.correlatedReason : null,
    contributions,
    reason: null,
  };
}

const NO_EXPOSURE: Absence = {
  code: NO_LOADING.code,
  message: "The portfolio has no estimate of its exposure to the joint factors.",
};

function readingOf(move: StressMove | null, book: ShownBook): StressReading | null {
  const impact = move === null ? null : impactOf(move.pnl, book.nav);
  if (move === null || impact === null) return null;
  return {
    ...impact,
    factorMoves: byJointFactor(move.moves),
    contributions: {
      factors: byJointFactor(move.byFactor),
      positions: bySymbol(book.symbols, move.bySymbol),
      convexity: move.convexity,
      options: book.options.map((symbol, i) => ({ symbol, convexity: move.byOption[i] ?? Number.NaN })),
    },
  };
}

/** Null where there is none, also for want of capital. */
function impactOf(pnl: number, nav: number): StressImpact | null {
  if (!(nav > 0) || !Number.isFinite(pnl)) return null;
  return { dollarImpact: pnl * nav, percentageImpact: 100 * pnl, newPortfolioValue: nav * (1 + pnl) };
}

/** `reason` is what to say where there is no distance. */
function shownPlausibility(distance: number, percentile: number, reason: Absence): ShownPlausibility {
  if (Number.isNaN(distance)) return { distance, percentile, implausible: null, reason };
  const implausible = distance > IMPLAUSIBLE_DISTANCE;
  return { distance, percentile, implausible, reason: Number.isNaN(percentile) ? NOT_JUDGED : null };
}

const NOT_JUDGED: Absence = {
  code: "NO_FACTOR_SHOCKED",
  message: "No joint factor is shocked, and implied volatility is not judged.",
};

/** Contributions by symbol: a private holding, which has none, may be named like a listed one. */
function bySymbol(symbols: readonly string[], values: Float64Array): ByName {
  const named = new Map<string, number>();
  for (const [i, symbol] of symbols.entries()) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isNaN(value) || !named.has(symbol)) named.set(symbol, value);
  }
  return named;
}

const JOINT_NAMES = factorsOf("joint").map(({ name }) => name);

/** Values by joint factor; empty where there are none. */
export function byJointFactor(values: Float64Array): ByName {
  return new Map(values.length === 0 ? [] : JOINT_NAMES.map((name, k) => [name, values[k]!]));
}
