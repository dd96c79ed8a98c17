import { describeSymbol } from "./describe-symbol.ts";
import { SYNTHETIC_FACTORS, type SyntheticFactor } from "./market-paths.ts";

/**
 * What an estimate of a synthetic symbol must come near to, within its sampling error. Volatilities are annual
 * fractions over all sessions; over a short window they move with the market's regime.
 */
export interface SyntheticTruth {
  readonly symbol: string;
  /** Loadings on the seven joint factors. */
  readonly jointLoadings: Readonly<Record<SyntheticFactor, number>>;
  /** Slope on SPY alone. */
  readonly marketBeta: number;
  /** Slope on TLT alone. */
  readonly ratesBeta: number;
  /** Of the part the joint factors do not explain. */
  readonly specificVol: number;
  readonly totalVol: number;
  readonly dividendYield: number;
}

const [MARKET] = SYNTHETIC_FACTORS;
const RATES = SYNTHETIC_FACTORS[6];

/** The true numbers of any symbol with a price series (all but `^IRX`), in any synthetic market. */
export function syntheticTruth(symbol: string): SyntheticTruth {
  const { loadings, specificVol, dividendYield } = describeSymbol(symbol);
  const marketVariance = MARKET.ownVol ** 2;
  let marketBeta = 0;
  let ownVariance = 0;
  for (const { name, ownVol, onMarket } of SYNTHETIC_FACTORS) {
    const loading = loadings[name];
    marketBeta += loading * (name === "market" ? 1 : onMarket);
    if (name !== "market") ownVariance += (loading * ownVol) ** 2;
  }
  const ratesVariance = RATES.onMarket ** 2 * marketVariance + RATES.ownVol ** 2;
  const covarianceWithRates =
    marketBeta * RATES.onMarket * marketVariance + loadings.rates * RATES.ownVol ** 2;
  return {
    symbol,
    jointLoadings: loadings,
    marketBeta,
    ratesBeta: covarianceWithRates / ratesVariance,
    specificVol,
    totalVol: Math.sqrt(marketBeta ** 2 * marketVariance + ownVariance + specificVol ** 2),
    dividendYield,
  };
}
