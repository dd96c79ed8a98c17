/**
 * The words people read beside numbers, and the thresholds behind them: nowhere else, so that no two pages
 * disagree about the same number.
 */
export type BetaMagnitude = "strong" | "moderate" | "mild";
export type ConcentrationLevel = "well spread" | "moderate" | "concentrated";

/** |β| above 0.5 is strong, above 0.2 moderate, else mild. */
export function betaMagnitude(beta: number): BetaMagnitude {
  const size = Math.abs(beta);
  return size > 0.5 ? "strong" : size > 0.2 ? "moderate" : "mild";
}

/** HHI below 0.10 is well spread, below 0.18 moderate, else concentrated. */
export function concentrationLevel(hhi: number): ConcentrationLevel {
  return hhi < 0.1 ? "well spread" : hhi < 0.18 ? "moderate" : "concentrated";
}

/** A correlation above 0.7 is high. */
export function isHighCorrelation(correlation: number): boolean {
  return correlation > 0.7;
}

export type TrendDirection = "rising" | "falling" | "stable";

/**
 * A volatility more than 1.1 times that of 21 sessions earlier is rising, below 0.9 times falling, else stable. Throws
 * RangeError where there is no ratio.
 */
export function volatilityDirection(ratio: number): TrendDirection {
  if (Number.isNaN(ratio)) throw new RangeError("no trend of volatility to interpret");
  return ratio > 1.1 ? "rising" : ratio < 0.9 ? "falling" : "stable";
}

/** What a spread exposure says in words. */
export interface SpreadInterpretation {
  /** The side the portfolio leans to. */
  readonly direction: string;
  readonly magnitude: BetaMagnitude;
  readonly explanation: string;
}

/** Each spread factor's two sides: what leads when the spread is positive, and what when it is negative. */
const SPREAD_SIDES: Readonly<Record<string, SpreadSides>> = {
  "Growth-Value Spread": { positive: "Growth", negative: "Value", long: "growth", short: "value" },
  "Momentum Spread": { positive: "Momentum", negative: "Contrarian", long: "momentum", short: "the market" },
  "Size Spread": { positive: "Small cap", negative: "Large cap", long: "small caps", short: "large caps" },
  "Quality Spread": { positive: "Quality", negative: "Low quality", long: "quality", short: "the market" },
};

interface SpreadSides {
  readonly positive: string;
  readonly negative: string;
  readonly long: string;
  readonly short: string;
}

/**
 * Direction, magnitude and one sentence for an exposure to a spread factor. An exposure of exactly 0 leans to
 * neither side. Throws RangeError for a factor that is not a spread, or an exposure that is not a number: where
 * there is no estimate there is nothing to say.
 */
export function interpretSpread(factorName: string, exposure: number): SpreadInterpretation {
  const sides = SPREAD_SIDES[factorName];
  if (sides === undefined) throw new RangeError(`${JSON.stringify(factorName)} is not a spread factor`);
  if (Number.isNaN(exposure)) throw new RangeError(`no exposure to ${factorName} to interpret`);
  const magnitude = betaMagnitude(exposure);
  if (exposure === 0) {
    return {
      direction: "Neutral",
      magnitude,
      explanation: `Leans to neither ${sides.long} nor ${sides.short}.`,
    };
  }
  const direction = exposure > 0 ? sides.positive : sides.negative;
  const verb = exposure > 0 ? "gains" : "loses";
  const tilt = `${magnitude[0]!.toUpperCase()}${magnitude.slice(1)} ${direction.toLowerCase()} tilt`;
  const explanation =
    `${tilt}: the portfolio ${verb} about ${Math.abs(exposure).toFixed(2)} % ` +
    `for each 1 % by which the return of ${sides.long} exceeds that of ${sides.short}.`;
  return { direction, magnitude, explanation };
}
