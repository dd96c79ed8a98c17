/**
 * The factors SigmaSight estimates, in display order. A factor with a short proxy is the return of the long
 * proxy minus that of the short one. Windows and minima are counted in sessions.
 */
export const FACTORS = [
  {
    name: "Market Beta (90D)",
    type: "market",
    model: "market",
    long: "SPY",
    short: null,
    windowSessions: 90,
    minObservations: 30,
  },
  {
    name: "Provider Beta",
    type: "market",
    model: "provider",
    long: "SPY",
    short: null,
    windowSessions: null,
    minObservations: null,
  },
  {
    name: "IR Beta",
    type: "macro",
    model: "rates",
    long: "TLT",
    short: null,
    windowSessions: 90,
    minObservations: 30,
  },
  ...ridgeStyles([
    ["Momentum", "MTUM"],
    ["Value", "VTV"],
    ["Growth", "VUG"],
    ["Size", "IWM"],
    ["Quality", "QUAL"],
    ["Low Volatility", "USMV"],
  ]),
  ...longShort("spread", "style", 180, 60, [
    ["Growth-Value Spread", "VUG", "VTV"],
    ["Momentum Spread", "MTUM", "SPY"],
    ["Size Spread", "IWM", "SPY"],
    ["Quality Spread", "QUAL", "SPY"],
  ]),
  ...longShort("joint", "joint", 252, 126, [
    ["Joint Market", "SPY", null],
    ["Joint Growth-Value", "VUG", "VTV"],
    ["Joint Momentum", "MTUM", "SPY"],
    ["Joint Size", "IWM", "SPY"],
    ["Joint Quality", "QUAL", "SPY"],
    ["Joint Low Volatility", "USMV", "SPY"],
    ["Joint Rates", "TLT", null],
  ]),
] as const satisfies readonly Factor[];

export type FactorModel = "market" | "provider" | "rates" | "ridge" | "spread" | "joint";

export interface Factor {
  readonly name: string;
  readonly type: "market" | "macro" | "style" | "joint";
  readonly model: FactorModel;
  /** Symbol whose total return is the factor, or its long leg. */
  readonly long: string;
  readonly short: string | null;
  readonly windowSessions: number | null;
  readonly minObservations: number | null;
}

/** Symbols whose returns the factors are made of. */
export const FACTOR_PROXIES = ["SPY", "TLT", "MTUM", "VTV", "VUG", "IWM", "QUAL", "USMV"] as const;
export type FactorProxy = (typeof FACTOR_PROXIES)[number];

/** The index every portfolio is compared with. */
export const BENCHMARK = "SPY";

/** Discount yield of the 13-week Treasury bill, in percent. */
export const BILL_YIELD_SYMBOL = "^IRX";

/** λ of the ridge regression on standardised styles, not scaled by the number of observations. */
export const RIDGE_PENALTY = 1;

export function factorsOf(model: FactorModel): readonly Factor[] {
  return FACTORS.filter((factor) => factor.model === model);
}

function ridgeStyles(styles: readonly (readonly [string, string])[]): Factor[] {
  return styles.map(([name, long]) => ({
    name,
    type: "style",
    model: "ridge",
    long,
    short: null,
    windowSessions: 90,
    minObservations: 30,
  }));
}

function longShort(
  model: "spread" | "joint",
  type: "style" | "joint",
  windowSessions: number,
  minObservations: number,
  legs: readonly (readonly [string, string, string | null])[],
): Factor[] {
  return legs.map(([name, long, short]) => ({
    name,
    type,
    model,
    long,
    short,
    windowSessions,
    minObservations,
  }));
}
