import { BENCHMARK, factorsOf } from "#core/factors/factor-table.ts";
import type { NoEstimate } from "#core/stats/no-estimate.ts";
import { snakeCase } from "./json-value.ts";

// The one place that says why a number is not there, to people and to programs, whoever asks.

/** Why a number, or a whole analytic, is not there. */
export interface Absence {
  readonly code: string;
  readonly message: string;
}

/** Reasons by the name of the field that is null, as the API and the command line's JSON write it. */
export type Reasons = Readonly<Record<string, Absence>>;

export const NO_CAPITAL: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV is zero or negative, so there are no weights.",
};
export const NO_HOLDINGS: Absence = { code: "NO_HOLDINGS", message: "Nothing but cash is held." };
export const NO_LISTED_HOLDINGS: Absence = {
  code: "NO_HOLDINGS",
  message: "Nothing is held that has market prices of its own.",
};
export const NO_LOADING: Absence = {
  code: "NO_LOADING",
  message: "No holding has enough returns for a loading.",
};
export const NO_VARIANCE: Absence = {
  code: "NO_VARIANCE",
  message: "Nothing moves in the window, so there is nothing to divide by.",
};
/** Of a regression that leaves nothing to test. */
export const NO_TEST: Absence = {
  code: "NO_VARIANCE",
  message: "Its returns do not move in the window, or are wholly those of the factor.",
};
export const NO_STD_ERROR: Absence = {
  code: "NO_STD_ERROR",
  message: "The factors move as one in the window, or histories of the holdings overlap too little.",
};
/** Of the ridge loadings, which are biased on purpose, and of what a provider states. */
export const NO_STD_ERROR_BY_METHOD: Absence = {
  code: "NO_STD_ERROR",
  message: "Its estimator has no standard error.",
};
export const NO_PROVIDER_BETA: Absence = { code: "NO_SOURCE", message: "No provider gives a beta." };
export const NO_SECTOR_SOURCE: Absence = {
  code: "NO_SOURCE",
  message: `No provider gives the sector weights of ${BENCHMARK}.`,
};
/** Of rows that a run left before the program kept the number or its reason. */
export const NOT_RECORDED: Absence = {
  code: "NOT_RECORDED",
  message: "The run that stored this session did not record it yet; the next one will.",
};

/** What each reason says where its numbers are not known. */
const MESSAGES: Readonly<Record<NoEstimate["reason"], string>> = {
  TOO_FEW_OBSERVATIONS: "Too few observations are usable.",
  NO_FACTOR_VARIATION: "The factors do not move in the window, or only as others do.",
  ILL_CONDITIONED: "The factors cannot be told apart.",
  NO_HOLDINGS: NO_HOLDINGS.message,
  NO_LOADING: NO_LOADING.message,
  NONPOSITIVE_CAPITAL: NO_CAPITAL.message,
};

/** What a reader is told instead of a number that could not be estimated. */
export function noEstimateReason(absence: NoEstimate): Absence {
  const { reason: code } = absence;
  if (code === "TOO_FEW_OBSERVATIONS")
    return { code, message: `${absence.needed} observations are needed; ${absence.got} were usable.` };
  if (code === "ILL_CONDITIONED")
    return { code, message: `${MESSAGES[code]} Condition number ${absence.condition.toPrecision(3)}.` };
  return { code, message: MESSAGES[code] };
}

/** Fewest sessions with returns of all joint factors that their covariance needs, of so many in its window. */
const { minObservations: JOINT_MINIMUM, windowSessions: JOINT_WINDOW } = factorsOf("joint")[0]!;

/** The same where a covariance of the joint factors is what lacks, or the inverse of a part of it. */
const COVARIANCE_MESSAGES: Readonly<Partial<Record<NoEstimate["reason"], string>>> = {
  TOO_FEW_OBSERVATIONS: `${JOINT_MINIMUM} of the last ${JOINT_WINDOW} sessions must have a return of every joint factor; fewer have.`,
  ILL_CONDITIONED: "The shocked factors move as one in the window, so that their covariance has no inverse.",
};

/** Why the joint factors of a session have no covariance, or a part of it no inverse. */
export function covarianceReason(code: NoEstimate["reason"]): Absence {
  return { code, message: COVARIANCE_MESSAGES[code] ?? MESSAGES[code] };
}

/**
 * Why a portfolio has no exposure to a factor. `coverage` is the share of absolute weight with a loading, NaN where
 * nothing is held; `unknown` is what to say where no holding has one.
 */
export function exposureReason(coverage: number, nav: number, unknown: Absence = NO_LOADING): Absence {
  if (!(nav > 0)) return NO_CAPITAL;
  return Number.isNaN(coverage) ? NO_HOLDINGS : unknown;
}

/**
 * Reasons of those numbers that are missing or infinite, out of what to say of each; `null`: nothing, the number is
 * explained elsewhere. Fields in camel case are named as the API writes them.
 */
export function whyMissing<Numbers extends Readonly<Record<string, number | null>>>(
  numbers: Numbers,
  why: Readonly<Record<keyof Numbers & string, Absence | null>>,
): Reasons {
  return Object.fromEntries(
    Object.entries(why).flatMap(([field, reason]) =>
      reason === null || Number.isFinite(numbers[field]) ? [] : [[snakeCase(field), reason]],
    ),
  );
}
