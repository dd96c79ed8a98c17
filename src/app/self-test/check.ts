import type { SelfTestWorld } from "./self-test-world.ts";

/** One thing the self-test holds against an answer that the product had no part in. */
export interface Check {
  readonly name: string;
  /** What is compared with what, for people. */
  readonly compared: string;
  readonly run: (world: SelfTestWorld) => Measure;
}

/** How far the product's numbers are from the answers. NaN, on either side, is as wrong as can be. */
export interface Measure {
  readonly unit: "s.e." | "USD" | "relative" | "absolute";
  readonly cases: number;
  readonly worst: number;
  readonly limit: number;
  /** Only of estimates, which differ from the truth by their sampling error. */
  readonly sampling: Sampling | null;
}

/** How differences in standard errors are spread. */
export interface Sampling {
  /** Cases within two standard errors: about 95 % of them. */
  readonly withinTwo: number;
  readonly withinLimit: number;
  /** Of the differences: about 1. Far below it the standard errors are too large, far above it too small. */
  readonly meanSquare: number;
  readonly meanSquareFrom: number;
  readonly meanSquareTo: number;
}

/** Whether the numbers agree: something was compared, nothing is beyond its limit, and the spread is possible. */
export function isWithinLimits({ cases, worst, limit, sampling }: Measure): boolean {
  const possible =
    sampling === null ||
    (sampling.meanSquare >= sampling.meanSquareFrom && sampling.meanSquare <= sampling.meanSquareTo);
  return cases > 0 && worst <= limit && possible;
}

/** Gathers differences that should be rounding only. */
export function differences(unit: "USD" | "relative" | "absolute", limit: number) {
  let worst = 0;
  let cases = 0;
  return {
    add(actual: number, expected: number): void {
      const difference = Math.abs(actual - expected);
      worst = Math.max(worst, unit === "relative" ? difference / Math.abs(expected) : difference);
      cases++;
    },
    measure: (): Measure => ({ unit, cases, worst, limit, sampling: null }),
  };
}

/** Differences of estimates may be this many standard errors; one in a million and a half is larger by chance. */
const STANDARD_ERRORS = 5;

/** Gathers differences of estimates from the truth, in standard errors. `from` and `to` bound their mean square. */
export function samplingErrors(from: number, to: number) {
  const all: number[] = [];
  const within = (limit: number) => all.filter((z) => Math.abs(z) <= limit).length;
  return {
    add(estimate: number, truth: number, stdError: number): void {
      all.push((estimate - truth) / stdError);
    },
    measure: (): Measure => ({
      unit: "s.e.",
      cases: all.length,
      worst: all.reduce((worst, z) => Math.max(worst, Math.abs(z)), 0),
      limit: STANDARD_ERRORS,
      sampling: {
        withinTwo: within(2),
        withinLimit: within(STANDARD_ERRORS),
        meanSquare: all.reduce((sum, z) => sum + z * z, 0) / all.length,
        meanSquareFrom: from,
        meanSquareTo: to,
      },
    }),
  };
}
