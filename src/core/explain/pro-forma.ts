import type { PlainDate } from "#core/dates/plain-date.ts";
import { proFormaInputs as kernelInputs } from "#core/pipeline/risk-context.ts";
import { PRO_FORMA_COVERAGE, proFormaReturns } from "#core/risk/pro-forma-returns.ts";
import type { Evidence } from "./evidence.ts";
import type { Absence, ExplainInput } from "./explanation.ts";
import type { Given } from "./given.ts";
import { constantInput, priceAt } from "./inputs.ts";
import {
  factorReturnsGiven,
  type Holding,
  holdingsOf,
  JOINT_FACTORS,
  legsOf,
  loadingInput,
  returnInputs,
  returnsGiven,
  weightInput,
} from "./risk-inputs.ts";
import { sum } from "./textbook.ts";

/** How past returns of today's book are made, for the formulas that use them. */
export const PRO_FORMA =
  "R = Σ w·r of the session, r = P/P₋₁ − 1 (β·f or 0 where missing, with Σ|w| of the others ≥ c·Σ|w|)";

/** The holdings with a return series of their own. */
function members({ riskHoldings, risk }: Evidence): readonly Holding[] {
  return holdingsOf(riskHoldings).filter(
    ({ symbol, isListed, weight }) => isListed && weight !== 0 && risk.exposures.returnRows.has(symbol),
  );
}

/**
 * What the returns that today's book would have had over the last `sessions` are made of. Joint loadings and the
 * factors' prices are listed only where a member lacks a return that they stand for. `heldOn`: session of the weights.
 */
export function proFormaInputs(
  evidence: Evidence,
  sessions: number,
  heldOn: PlainDate = evidence.session,
): readonly ExplainInput[] {
  const held = holdingsOf(evidence.riskHoldings);
  const listed = members(evidence);
  const symbols = listed.map(({ symbol }) => symbol);
  const gaps = listed.filter(({ symbol }) => hasGap(evidence, symbol, sessions));
  const factors = JOINT_FACTORS.map(({ factor }) => factor);
  return [
    weightInput({ session: heldOn }, "w", held),
    constantInput("c", PRO_FORMA_COVERAGE, "share of Σ|w| that must have a return of its own", "fraction"),
    constantInput("T", sessions, "past sessions looked at", "count"),
    ...returnInputs(evidence, gaps.length === 0 ? symbols : [...symbols, ...legsOf(factors)], sessions),
    ...(gaps.length === 0
      ? []
      : JOINT_FACTORS.map(({ name }) => loadingInput(evidence, `β[${name}]`, `joint_${name}`, gaps))),
  ];
}

function hasGap(evidence: Evidence, symbol: string, sessions: number): boolean {
  for (let ordinal = evidence.ordinal - sessions; ordinal <= evidence.ordinal; ordinal++)
    if (!(priceAt(evidence, symbol, "adjusted close", ordinal) > 0)) return true;
  return false;
}

export interface ProFormaGiven {
  /** Oldest first; NaN where a session does not count. */
  readonly returns: readonly number[];
  readonly observations: number;
  readonly proxied: number;
}

/** The book's past returns from the inputs of {@link proFormaInputs}. */
export function proFormaGiven(given: Given): ProFormaGiven {
  const labels = given.labels("w");
  const weights = given.values("w");
  const sessions = given.number("T");
  if (weights.some(Number.isNaN))
    return { returns: Array.from({ length: sessions }, () => Number.NaN), observations: 0, proxied: 0 };
  const gross = sum(weights.map(Math.abs));
  const needed = given.number("c") * gross * (1 - 1e-12);
  const book = labels.map((label, i) => ({
    weight: weights[i]!,
    returns: given.has(`P[${label}]`) ? returnsGiven(given, label) : null,
    proxy: given.has("β[market]") ? proxyReturns(given, label) : null,
  }));
  let proxied = 0;
  const returns = Array.from({ length: sessions }, (_, t) => {
    let covered = 0;
    let total = 0;
    for (const { weight, returns: own, proxy } of book) {
      const value = own?.[t] ?? Number.NaN;
      if (!Number.isNaN(value)) covered += Math.abs(weight);
      total += weight * (Number.isNaN(value) ? (proxy?.[t] ?? 0) : value);
    }
    if (covered < needed) return Number.NaN;
    if (book.some(({ returns: own }) => Number.isNaN(own?.[t] ?? Number.NaN))) proxied++;
    return total;
  });
  return { returns, observations: returns.filter((value) => !Number.isNaN(value)).length, proxied };
}

/** What one holding brings to the book's past returns, by session: w·r, or w·β·f where r is missing, else 0. */
export function proFormaContribution(given: Given, label: string): readonly number[] {
  const weight = given.values("w")[given.labels("w").indexOf(label)]!;
  const own = given.has(`P[${label}]`) ? returnsGiven(given, label) : null;
  const proxy = given.has("β[market]") ? proxyReturns(given, label) : null;
  return Array.from({ length: given.number("T") }, (_, t) => {
    const value = own?.[t] ?? Number.NaN;
    return weight * (Number.isNaN(value) ? (proxy?.[t] ?? 0) : value);
  });
}

/** β·f of a holding by session, 0 where a factor is missing; null for one without loadings. */
function proxyReturns(given: Given, label: string): readonly number[] | null {
  const place = given.labels("β[market]").indexOf(label);
  if (place < 0) return null;
  const loadings = JOINT_FACTORS.map(({ name }) => given.values(`β[${name}]`)[place]!);
  if (loadings.some(Number.isNaN)) return null;
  const factors = JOINT_FACTORS.map(({ factor }) => factorReturnsGiven(given, factor));
  return factors[0]!.map((_, t) => {
    const value = sum(loadings.map((loading, k) => loading * factors[k]![t]!));
    return Number.isNaN(value) ? 0 : value;
  });
}

/** Why the returns of the last `sessions` give no estimate that needs so many of them. */
export function historyAbsence(evidence: Evidence, sessions: number, needed: number): Absence {
  const { riskHoldings, risk, ordinal } = evidence;
  if (!(riskHoldings.nav > 0))
    return {
      code: "NONPOSITIVE_CAPITAL",
      message: "NAV is zero or negative, so no holding has a weight.",
    };
  const got = proFormaReturns(riskHoldings, kernelInputs(risk), ordinal, sessions).observations;
  if (got >= needed)
    return { code: "NO_VARIATION", message: "The past returns of the book do not vary.", needed, got };
  const share = `${100 * PRO_FORMA_COVERAGE} %`;
  return got === 0
    ? {
        code: "INCOMPLETE_HISTORY",
        message: `In no past session do holdings of at least ${share} of gross exposure have a return.`,
        needed,
        got,
      }
    : {
        code: "TOO_FEW_OBSERVATIONS",
        message: `${needed} past returns are needed, each of at least ${share} of gross exposure; ${got} of the last ${sessions} sessions have one.`,
        needed,
        got,
      };
}
