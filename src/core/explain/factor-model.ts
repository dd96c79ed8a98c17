import { limits } from "#core/factors/masked-loadings.ts";
import { bookAt } from "#core/pipeline/portfolio-analytics.ts";
import { bookAbsence } from "#core/risk/factor-book.ts";
import type { Evidence } from "./evidence.ts";
import type { Absence, ExplainInput } from "./explanation.ts";
import type { Given } from "./given.ts";
import { constantInput } from "./inputs.ts";
import {
  factorReturnsGiven,
  holdingsOf,
  JOINT_FACTORS,
  legsOf,
  loadingInput,
  returnInputs,
  weightInput,
} from "./risk-inputs.ts";
import { commonRows, covarianceMatrix, dotProduct, sum, timesVector } from "./textbook.ts";

const LEGS = legsOf(JOINT_FACTORS.map(({ factor }) => factor));

/** Prices of the joint factors over the window of their covariance. */
export function covarianceInputs(evidence: Evidence): readonly ExplainInput[] {
  const { windowSessions, minObservations } = limits("joint");
  return [
    ...returnInputs(evidence, LEGS, windowSessions),
    constantInput("least", minObservations, "fewest sessions in which all factors have a return", "count"),
  ];
}

/** Returns of the joint factors in the sessions in which all have one, factor by factor. */
export function factorRowsGiven(given: Given): readonly (readonly number[])[] {
  return commonRows(JOINT_FACTORS.map(({ factor }) => factorReturnsGiven(given, factor)));
}

/** Σ, daily; null where there are too few sessions. */
export function covarianceGiven(given: Given): readonly (readonly number[])[] | null {
  const rows = factorRowsGiven(given);
  return rows[0]!.length < given.number("least") ? null : covarianceMatrix(rows, 1);
}

/** Weights `w` and joint loadings `b[factor]` of every holding; with `s`, the specific variances. */
export function bookInputs(
  evidence: Evidence,
  { withVariances = false }: { readonly withVariances?: boolean } = {},
): readonly ExplainInput[] {
  const held = holdingsOf(evidence.riskHoldings);
  return [
    weightInput(evidence, "w", held),
    ...JOINT_FACTORS.map(({ name }) => loadingInput(evidence, `b[${name}]`, `joint_${name}`, held)),
    ...(withVariances ? [loadingInput(evidence, "s", "joint_specific_variance", held)] : []),
  ];
}

/** A holding as the model sees it; null loadings where it has not all seven. */
export interface BookHolding {
  readonly label: string;
  readonly weight: number;
  readonly loadings: readonly number[] | null;
  /** Daily; NaN without loadings, or where it is not listed. */
  readonly specificVariance: number;
}

export function bookGiven(given: Given): readonly BookHolding[] {
  const weights = given.values("w");
  const columns = JOINT_FACTORS.map(({ name }) => given.values(`b[${name}]`));
  const variances = given.has("s") ? given.values("s") : [];
  return given.labels("w").map((label, i) => {
    const loadings = columns.map((values) => values[i]!);
    const isCovered = loadings.every((value) => !Number.isNaN(value));
    return {
      label,
      weight: weights[i]!,
      loadings: isCovered ? loadings : null,
      specificVariance: variances[i] ?? Number.NaN,
    };
  });
}

/** The variance of a book by the joint model, and the products its parts are made of. All daily. */
export interface BookVariance {
  readonly total: number;
  readonly systematic: number;
  readonly specific: number;
  /** e = Σ w·b. */
  readonly exposures: readonly number[];
  /** Σe. */
  readonly sigmaE: readonly number[];
  readonly sigma: readonly (readonly number[])[];
  readonly covered: readonly (BookHolding & { readonly loadings: readonly number[] })[];
}

/** Null where the model says nothing: no Σ, no covered holding, or no capital. */
export function bookVariance(given: Given): BookVariance | null {
  const sigma = covarianceGiven(given);
  const covered = bookGiven(given).flatMap((holding) =>
    holding.loadings === null ? [] : [{ ...holding, loadings: holding.loadings }],
  );
  if (sigma === null || covered.length === 0 || covered.some(({ weight }) => Number.isNaN(weight)))
    return null;
  const exposures = JOINT_FACTORS.map((_, k) =>
    sum(covered.map(({ weight, loadings }) => weight * loadings[k]!)),
  );
  const sigmaE = timesVector(sigma, exposures);
  const systematic = Math.max(0, dotProduct(exposures, sigmaE));
  const specific = sum(covered.map(({ weight, specificVariance }) => weight * weight * specificVariance));
  return { total: systematic + specific, systematic, specific, exposures, sigmaE, sigma, covered };
}

/** The formula that the parts of {@link BookVariance} are taken from. */
export const MODEL_VARIANCE =
  "σ² = e′Σe + Σ w²s, e = Σ w·b of the holdings with all loadings, Σ the factors' covariance";

/** Why the model has no number for the book. */
export function modelAbsence({ riskHoldings, risk, ordinal }: Evidence): Absence {
  const none = bookAbsence(bookAt(riskHoldings, risk, ordinal), risk.factorModel(ordinal));
  if (none === null)
    return { code: "NO_RISK", message: "The book has no variance, or the holding no loadings." };
  const code = none.reason;
  if (none.reason !== "TOO_FEW_OBSERVATIONS")
    return { code, message: MESSAGES[code] ?? "The model has no estimate." };
  const { needed, got } = none;
  const message = `${needed} sessions in which all joint factors have a return are needed; there are ${got}.`;
  return { code, message, needed, got };
}

const MESSAGES: Readonly<Record<string, string>> = {
  NONPOSITIVE_CAPITAL: "NAV is zero or negative, so no holding has a weight.",
  NO_HOLDINGS: "Nothing but cash is held.",
  NO_LOADING: "No holding has loadings on the joint factors.",
};
