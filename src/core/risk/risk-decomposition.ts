import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { jointDot, jointProduct, jointQuadratic } from "#core/factors/joint-algebra.ts";
import { JOINT_COUNT } from "#core/factors/joint-columns.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { bookAbsence, type FactorBook } from "./factor-book.ts";
import { SESSIONS_PER_YEAR } from "./volatility.ts";

/** The model risk of a book. Volatilities are annualised fractions, shares are of the variance. */
export interface ModelRisk {
  /** √(252·(e′Σe + Σw²s)) of the holdings with loadings. */
  readonly volatility: number;
  readonly systematicVolatility: number;
  readonly specificVolatility: number;
  /** Of the factors together; with `specificShare` it adds up to 1. NaN, as every share below, for a book without risk. */
  readonly systematicShare: number;
  readonly specificShare: number;
  readonly factors: FactorRisk;
  /** Σ|w|√V_ii ÷ √(w′Vw): 1 for a single holding, the more the better its risks cancel. */
  readonly diversificationRatio: number;
  /** Σ|w| of holdings with and without loadings, in units of NAV; cash is in neither. */
  readonly coveredWeight: number;
  readonly uncoveredWeight: number;
}

/** The same with what each position brings. */
export interface RiskDecomposition extends ModelRisk {
  readonly positions: PositionRisk;
}

/** By joint factor, 7 each. */
export interface FactorRisk {
  readonly exposures: Float64Array;
  /** ∂σ/∂e: annualised volatility per unit of exposure. */
  readonly marginal: Float64Array;
  /** e·∂σ/∂e, annualised; with σ·`specificShare` they add up to the volatility. */
  readonly component: Float64Array;
  /** Component ÷ volatility; with `specificShare` they add up to 1. */
  readonly share: Float64Array;
}

/** By symbol of the book, n each; NaN for symbols without loadings. */
export interface PositionRisk {
  readonly symbols: readonly string[];
  readonly weights: Float64Array;
  /** ∂σ/∂w: annualised volatility per unit of weight. */
  readonly marginal: Float64Array;
  /** w·∂σ/∂w, annualised; they add up to the volatility. */
  readonly component: Float64Array;
  /** Component ÷ volatility; they add up to 1. */
  readonly share: Float64Array;
  /** The share's two parts: what the factors bring, and the rest. */
  readonly systematicShare: Float64Array;
  readonly specificShare: Float64Array;
  /** √(252·V_ii): the holding's own volatility by the model. */
  readonly volatility: Float64Array;
}

/**
 * Variance of a book by the joint model, and its parts. With the weights w (n) netted by symbol, joint loadings B (n×7),
 * daily factor covariance Σ (7×7) and daily specific variances s (n): V = BΣB′ + diag(s), e = B′w,
 *
 *   σ² = w′Vw = e′Σe + Σ wᵢ²sᵢ
 *   share of factor k     e_k(Σe)_k/σ², specific risk apart
 *   share of position i   wᵢ(Vw)ᵢ/σ² = wᵢ(bᵢ′Σe)/σ² + wᵢ²sᵢ/σ²
 *   marginal              ∂σ/∂e_k = (Σe)_k/σ,  ∂σ/∂wᵢ = (Vw)ᵢ/σ
 *
 * Both sets of shares add up to 1 to rounding (Euler). Volatilities and marginals are × √252. A share may be negative:
 * a hedge. Holdings without loadings take no part, and nothing is grossed up: the result states their Σ|w|. No estimate
 * without Σ, without a covered holding, or where NAV is not positive. Source: Grinold & Kahn, *Active Portfolio
 * Management*, ch. 3; Choueifaty & Coignard (2008) for the diversification ratio.
 */
export function riskDecomposition(
  book: FactorBook,
  covariance: FactorCovariance | NoEstimate,
): RiskDecomposition | NoEstimate {
  const estimate = estimateRisk(book, covariance);
  if (isNoEstimate(estimate)) return estimate;
  return { ...estimate.risk, positions: positionRisk(book, estimate) };
}

/** {@link riskDecomposition} without the positions: what a year of sessions needs. */
export function modelRisk(
  book: FactorBook,
  covariance: FactorCovariance | NoEstimate,
): ModelRisk | NoEstimate {
  const estimate = estimateRisk(book, covariance);
  return isNoEstimate(estimate) ? estimate : estimate.risk;
}

/** The risk of a book, with (Vw)ᵢ in its two parts and V_ii by symbol; NaN for those without loadings. */
interface RiskEstimate {
  readonly risk: ModelRisk;
  /** Daily. */
  readonly variance: number;
  readonly systematic: Float64Array;
  readonly specific: Float64Array;
  readonly own: Float64Array;
}

function estimateRisk(
  book: FactorBook,
  covariance: FactorCovariance | NoEstimate,
): RiskEstimate | NoEstimate {
  const { weights, loadings, specificVariances, exposures } = book;
  const absence = bookAbsence(book, covariance);
  if (absence !== null) return absence;
  if (isNoEstimate(covariance)) return covariance;
  const sigma = covariance.values;
  const sigmaE = jointProduct(sigma, exposures);
  const n = weights.length;
  const systematic = new Float64Array(n);
  const specific = new Float64Array(n);
  const own = new Float64Array(n);
  let specificVariance = 0;
  let undiversified = 0;
  for (let i = 0; i < n; i++) {
    const s = specificVariances[i]!;
    if (Number.isNaN(loadings[i * JOINT_COUNT]!)) {
      systematic[i] = specific[i] = own[i] = Number.NaN;
      continue;
    }
    systematic[i] = jointDot(loadings, i * JOINT_COUNT, sigmaE);
    specific[i] = weights[i]! * s;
    own[i] = jointQuadratic(sigma, loadings, i * JOINT_COUNT) + s;
    specificVariance += weights[i]! * specific[i]!;
    undiversified += Math.abs(weights[i]!) * Math.sqrt(own[i]!);
  }
  // e′Σe cannot be negative, but rounding can make it so where the factors cancel.
  const systematicVariance = Math.max(0, jointDot(exposures, 0, sigmaE));
  const variance = systematicVariance + specificVariance;
  const sd = Math.sqrt(variance);
  const root = Math.sqrt(SESSIONS_PER_YEAR);
  const share = (part: number): number => (variance > 0 ? part / variance : Number.NaN);
  const marginal = (slope: number): number => (variance > 0 ? (root * slope) / sd : Number.NaN);
  const risk = {
    volatility: root * sd,
    systematicVolatility: root * Math.sqrt(systematicVariance),
    specificVolatility: root * Math.sqrt(specificVariance),
    systematicShare: share(systematicVariance),
    specificShare: share(specificVariance),
    factors: {
      exposures,
      marginal: sigmaE.map(marginal),
      component: exposures.map((e, k) => e * marginal(sigmaE[k]!)),
      share: exposures.map((e, k) => share(e * sigmaE[k]!)),
    },
    diversificationRatio: variance > 0 ? undiversified / sd : Number.NaN,
    coveredWeight: book.coveredWeight,
    uncoveredWeight: book.uncoveredWeight,
  };
  return { risk, variance, systematic, specific, own };
}

/** By symbol. A plain loop: a callback for each number would take longer. */
function positionRisk({ symbols, weights }: FactorBook, parts: RiskEstimate): PositionRisk {
  const { variance } = parts;
  const sd = Math.sqrt(variance);
  const root = Math.sqrt(SESSIONS_PER_YEAR);
  const series = () => new Float64Array(weights.length).fill(Number.NaN);
  const [marginal, component, share] = [series(), series(), series()];
  const [systematicShare, specificShare, volatility] = [series(), series(), series()];
  for (let i = 0; i < weights.length; i++) {
    const [w, systematic, specific] = [weights[i]!, parts.systematic[i]!, parts.specific[i]!];
    volatility[i] = root * Math.sqrt(parts.own[i]!);
    if (!(variance > 0)) continue;
    marginal[i] = (root * (systematic + specific)) / sd;
    component[i] = w * marginal[i]!;
    share[i] = (w * (systematic + specific)) / variance;
    systematicShare[i] = (w * systematic) / variance;
    specificShare[i] = (w * specific) / variance;
  }
  return { symbols, weights, marginal, component, share, systematicShare, specificShare, volatility };
}
