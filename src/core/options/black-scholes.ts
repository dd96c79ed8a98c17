import { normalCdf, normalPdf } from "#core/stats/normal.ts";
import type { Greeks, OptionState } from "./held-option.ts";

/** What price and Greeks share: discounted legs and the two distances. */
interface Terms {
  /** 1 for a call, −1 for a put. */
  readonly sign: 1 | -1;
  /** S·e^{−qT} and K·e^{−rT}. */
  readonly assetLeg: number;
  readonly strikeLeg: number;
  readonly d1: number;
  readonly d2: number;
}

/**
 * Price in USD of a European option on an underlying with a continuous dividend yield:
 *
 *   s·(S·e^{−qT}·Φ(s·d₁) − K·e^{−rT}·Φ(s·d₂)),   d₁,₂ = (ln(S/K) + (r − q ± σ²/2)·T)/(σ√T),   s = 1 call, −1 put
 *
 * At T = 0 the intrinsic value, at σ = 0 the discounted intrinsic value of the forward, at S = 0 nothing for a call
 * and K·e^{−rT} for a put. Never negative. NaN where anything is NaN, T, σ or S is negative or K is not positive.
 * Source: Black & Scholes (1973), Merton (1973); Hull, *Options, Futures, and Other Derivatives*, ch. 17.
 */
export function blackScholesPrice(state: OptionState): number {
  const { sign, assetLeg, strikeLeg, d1, d2 } = terms(state);
  return Math.max(0, sign * (assetLeg * normalCdf(sign * d1) - strikeLeg * normalCdf(sign * d2)));
}

/**
 * Sensitivities of {@link blackScholesPrice}: delta ∂P/∂S, gamma ∂²P/∂S², vega ∂P/∂σ per 1.00 (100 volatility
 * points), theta −∂P/∂T per year, rho ∂P/∂r per 1.00. At T = 0, σ = 0 and S = 0 their limits: delta is then a
 * step, ½·e^{−qT} on the step itself, where gamma (and at T = 0 theta) has none and is NaN. NaN as the price is.
 */
export function blackScholesGreeks(state: OptionState): Greeks {
  const { underlyingPrice, years, volatility, rate, dividendYield } = state;
  const { sign, assetLeg, strikeLeg, d1, d2 } = terms(state);
  // + 0: a worthless put has delta 0, not −0.
  const assetShare = sign * normalCdf(sign * d1) + 0;
  const strikeShare = sign * normalCdf(sign * d2) + 0;
  const density = normalPdf(d1);
  const rootYears = Math.sqrt(years);
  const vega = assetLeg * density * rootYears;
  // Without density there is nothing to divide by σ√T or S, one of which may be 0.
  const gamma = density === 0 ? 0 : divide(assetLeg * density, underlyingPrice ** 2 * volatility * rootYears);
  const decay =
    density === 0 || volatility === 0 ? 0 : divide(assetLeg * density * volatility, 2 * rootYears);
  return {
    delta: Math.exp(-dividendYield * years) * assetShare,
    gamma,
    vega,
    theta: dividendYield * assetLeg * assetShare - rate * strikeLeg * strikeShare - decay,
    rho: years * strikeLeg * strikeShare,
  };
}

function terms(state: OptionState): Terms {
  const { strike, years, underlyingPrice, volatility, rate, dividendYield } = state;
  const sign = state.type === "CALL" ? 1 : -1;
  if (!(years >= 0 && volatility >= 0 && underlyingPrice >= 0 && strike > 0)) {
    const d = Number.NaN;
    return { sign, assetLeg: d, strikeLeg: d, d1: d, d2: d };
  }
  const assetLeg = underlyingPrice * Math.exp(-dividendYield * years);
  const strikeLeg = strike * Math.exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);
  const moneyness = Math.log(underlyingPrice / strike) + (rate - dividendYield) * years;
  if (deviation === 0) {
    // At the forward both distances shrink with σ√T to 0.
    const step = moneyness === 0 ? 0 : moneyness * Number.POSITIVE_INFINITY;
    return { sign, assetLeg, strikeLeg, d1: step, d2: step };
  }
  const d1 = moneyness / deviation + deviation / 2;
  return { sign, assetLeg, strikeLeg, d1, d2: d1 - deviation };
}

/** NaN instead of an infinite quotient: a sensitivity without a limit. */
function divide(numerator: number, denominator: number): number {
  return denominator === 0 ? Number.NaN : numerator / denominator;
}
