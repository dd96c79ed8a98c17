import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import type { TranslatedShocks } from "./translate-shocks.ts";

/** Which joint factors move, and by how much. */
export type ShockedFactors = Pick<TranslatedShocks, "factorReturns" | "shocked">;

/** A shock restricted to the factors it names. */
export interface ShockedPart {
  /** Places of the shocked factors, S, in the order of the joint factors. */
  readonly factors: readonly number[];
  /** f_S. */
  readonly sizes: Float64Array;
  /** Σ_SS, daily, row-major. */
  readonly sigma: Float64Array;
}

export function shockedPart(
  { factorReturns, shocked }: ShockedFactors,
  { values }: FactorCovariance,
): ShockedPart {
  const factors = [...factorReturns.keys()].filter((k) => shocked[k]);
  return {
    factors,
    sizes: Float64Array.from(factors, (k) => factorReturns[k]!),
    sigma: Float64Array.from(factors.flatMap((i) => factors.map((j) => values[i * JOINT_COUNT + j]!))),
  };
}
