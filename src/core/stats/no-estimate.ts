/** Expected absence of a number, with its reason; what a reader is told instead of a value. */
export type NoEstimate =
  | { readonly reason: "TOO_FEW_OBSERVATIONS"; readonly needed: number; readonly got: number }
  /** The factor does not move in the window, or moves only as the others do. */
  | { readonly reason: "NO_FACTOR_VARIATION"; readonly observations: number }
  | { readonly reason: "ILL_CONDITIONED"; readonly condition: number }
  /** Of a portfolio: nothing but cash is held, no holding has loadings, or NAV is zero or negative. */
  | { readonly reason: "NO_HOLDINGS" | "NO_LOADING" | "NONPOSITIVE_CAPITAL" };

export function tooFewObservations(needed: number, got: number): NoEstimate {
  return { reason: "TOO_FEW_OBSERVATIONS", needed, got };
}

export function isNoEstimate(value: object): value is NoEstimate {
  return "reason" in value;
}

/** Observations that were usable but did not make an estimate; null where the reason is another one. */
export function usableObservations(absence: NoEstimate): number | null {
  if (absence.reason === "TOO_FEW_OBSERVATIONS") return absence.got;
  return absence.reason === "NO_FACTOR_VARIATION" ? absence.observations : null;
}
