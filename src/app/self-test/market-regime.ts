import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { MarketPaths, offsetInBlock, REGIME } from "#providers/synthetic/market-paths.ts";

/** What the synthetic market's regime, which scales every volatility of a session alike, does to estimates. */
export interface MarketRegime {
  /**
   * A slope's standard error over its classical one in the window that ends at a session: √(n ΣR⁴)/ΣR², because
   * regressors and residuals are large on the same sessions. 1.28 in the long run.
   */
  slopeWidening(ordinal: number, windowSessions: number): number;
  /**
   * Volatility of the sessions up to one over the long-run one, √(ΣwR²/Σw), and the standard error of the logarithm of
   * its estimate, √(Σw²R⁴/2)/ΣwR². Weight of a session k before the last: `decay`ᵏ.
   */
  volatility(
    ordinal: number,
    windowSessions: number,
    decay?: number,
  ): { readonly scale: number; readonly logStdError: number };
}

export function marketRegime(seed: number, calendar: TradingCalendar): MarketRegime {
  const paths = new MarketPaths(seed, calendar);
  const squared = (ordinal: number) => paths.block(ordinal)[offsetInBlock(ordinal) + REGIME]! ** 2;
  const moments = (ordinal: number, windowSessions: number, decay = 1) => {
    const sums = { weight: 0, second: 0, fourth: 0 };
    for (let k = 0, weight = 1; k < windowSessions; k++, weight *= decay) {
      const part = weight * squared(ordinal - k);
      sums.weight += weight;
      sums.second += part;
      sums.fourth += part * part;
    }
    return sums;
  };
  return {
    slopeWidening(ordinal, windowSessions) {
      const { second, fourth } = moments(ordinal, windowSessions);
      return Math.sqrt(windowSessions * fourth) / second;
    },
    volatility(ordinal, windowSessions, decay) {
      const { weight, second, fourth } = moments(ordinal, windowSessions, decay);
      return { scale: Math.sqrt(second / weight), logStdError: Math.sqrt(fourth / 2) / second };
    },
  };
}
