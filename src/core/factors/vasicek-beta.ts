import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { mean, variance } from "#core/stats/moments.ts";

/** What is believed of a market beta before its regression: mean β̄ and variance τ². */
export interface VasicekPrior {
  readonly mean: number;
  readonly variance: number;
  /** Betas of the reference set it was made from; 0 for the default. */
  readonly references: number;
}

/** Betas a reference set must have for a prior of its own. */
export const PRIOR_MIN_REFERENCES = 20;
/** β̄ = 1, τ = 0.35. */
export const DEFAULT_PRIOR: VasicekPrior = { mean: 1, variance: 0.35 ** 2, references: 0 };

/**
 * Prior from the market betas of a fixed reference set and their standard errors, of one length: β̄ their mean,
 * τ² = max(0, var β − mean se²), var with ddof 1, which takes the noise of the estimates out of their spread. A pair with
 * a missing element does not count; fewer than 20 give the default. The set must not be what somebody happens to
 * hold: a beta would depend on its neighbours.
 */
export function vasicekPrior(betas: Float64Array, stdErrors: Float64Array): VasicekPrior {
  const present = (_: number, i: number) => !Number.isNaN(betas[i]! + stdErrors[i]!);
  const known = betas.filter(present);
  if (known.length < PRIOR_MIN_REFERENCES) return DEFAULT_PRIOR;
  const noise = mean(stdErrors.filter(present).map((stdError) => stdError * stdError));
  return { mean: mean(known), variance: Math.max(0, variance(known) - noise), references: known.length };
}

export interface VasicekBeta {
  readonly beta: number;
  readonly stdError: number;
  /** Share of the prior mean in it, 0 … 1. */
  readonly priorShare: number;
}

/**
 * Market beta shrunk towards a prior by the precision of both: β* = (β/se² + β̄/τ²)/(1/se² + 1/τ²), with standard error
 * (1/se² + 1/τ²)^{−½}; computed as β̄·w + β·(1 − w), w = se²/(se² + τ²), which also holds for τ² = 0 (β* = β̄) and se = 0
 * (β* = β). NaN where β or its standard error is missing.
 * Source: Vasicek, J. Finance 28 (1973).
 */
export function vasicekBeta(beta: number, stdError: number, prior: VasicekPrior): VasicekBeta {
  const noise = stdError * stdError;
  const priorShare =
    prior.variance === 0 ? (Number.isNaN(noise) ? noise : 1) : noise / (noise + prior.variance);
  return {
    beta: prior.mean * priorShare + beta * (1 - priorShare),
    stdError: Math.sqrt(prior.variance * priorShare),
    priorShare,
  };
}

/** Why a market beta is not shrunk: the prior is one of equities. */
export type NoVasicekReason = "NO_PROFILE" | "NOT_EQUITY";

/**
 * Whether a symbol's beta may be shrunk: a stock's, and that of a fund (ETF or mutual fund) with a sector look-through,
 * which vendors give for equity funds. Null where it may, else why not.
 */
export function whyNoVasicek(profile: CompanyProfile | undefined): NoVasicekReason | null {
  if (profile === undefined || profile.assetType === null) return "NO_PROFILE";
  if (profile.assetType === "stock") return null;
  const isFund = profile.assetType === "etf" || profile.assetType === "mutual_fund";
  const hasSectors = Object.values(profile.sectorWeights ?? {}).some((weight) => weight > 0);
  return isFund && hasSectors ? null : "NOT_EQUITY";
}
