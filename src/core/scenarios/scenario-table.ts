/** What a scenario can shock. */
export type ShockFactor =
  | "Market"
  | "Value"
  | "Growth"
  | "Momentum"
  | "Size"
  | "Quality"
  | "Low Volatility"
  | "Interest_Rate"
  | "Implied_Volatility";

/**
 * - `absolute`: the return of the factor's own proxy, as a fraction. The market's is always absolute.
 * - `relative`: a style's return over the market's; for Implied_Volatility its own relative change.
 * - `basisPoints`: a change of the yield.
 */
export type ShockType = "absolute" | "relative" | "basisPoints";

export interface Shock {
  readonly factor: ShockFactor;
  readonly type: ShockType;
  readonly size: number;
}

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly category: "market" | "rates" | "rotation" | "volatility" | "historical";
  readonly severity: "mild" | "base" | "moderate" | "severe" | "extreme";
  readonly active: boolean;
  readonly shocks: readonly Shock[];
  /** First and last day of the historical episode. */
  readonly window: { readonly from: string; readonly to: string } | null;
}

/** The stress scenarios, in display order. */
export const SCENARIOS: readonly Scenario[] = [
  scenario("market_up_5", "Market Rally 5%", "market", "base", [market(0.05)]),
  scenario("market_down_5", "Market Decline 5%", "market", "base", [market(-0.05)]),
  scenario("market_up_10", "Market Rally 10%", "market", "moderate", [market(0.1)]),
  scenario("market_down_10", "Market Decline 10%", "market", "moderate", [market(-0.1)]),
  scenario("market_crash_35", "Market Crash 35%", "market", "severe", [market(-0.35)]),
  scenario("market_rally_25", "Market Rally 25%", "market", "severe", [market(0.25)]),
  scenario("rates_up_25bp", "Rates Up 25bp", "rates", "mild", [yieldChange(25)]),
  scenario("rates_down_25bp", "Rates Down 25bp", "rates", "mild", [yieldChange(-25)]),
  scenario("rates_up_50bp", "Rates Up 50bp", "rates", "base", [yieldChange(50)]),
  scenario("rates_down_50bp", "Rates Down 50bp", "rates", "base", [yieldChange(-50)]),
  scenario("rates_up_100bp", "Rates Up 100bp", "rates", "moderate", [yieldChange(100)]),
  scenario("rates_down_100bp", "Rates Down 100bp", "rates", "moderate", [yieldChange(-100)]),
  scenario("rate_spike_300bp", "Rate Spike 300bp", "rates", "severe", [yieldChange(300)]),
  scenario("value_rotation_20", "Value Rotation 20%", "rotation", "moderate", [
    relative("Value", 0.2),
    relative("Growth", -0.1),
  ]),
  scenario("growth_rally_15", "Growth Rally 15%", "rotation", "moderate", [
    relative("Growth", 0.15),
    relative("Momentum", 0.1),
  ]),
  scenario("small_cap_outperformance_10", "Small Cap Outperformance 10%", "rotation", "mild", [
    relative("Size", 0.1),
  ]),
  scenario("quality_flight_12", "Flight to Quality 12%", "rotation", "mild", [
    relative("Quality", 0.12),
    market(-0.05),
  ]),
  scenario("vix_spike_150", "VIX Spike 150%", "volatility", "severe", [
    absolute("Low Volatility", -0.25),
    market(-0.15),
    relative("Implied_Volatility", 1.5),
  ]),
  scenario("liquidity_crisis", "Liquidity Crisis", "volatility", "severe", [
    market(-0.2),
    absolute("Low Volatility", -0.3),
    relative("Quality", 0.15),
    relative("Size", -0.1),
  ]),
  historical(
    "financial_crisis_2008",
    "2008 Financial Crisis Replay",
    [
      market(-0.45),
      absolute("Value", -0.3),
      absolute("Size", -0.25),
      relative("Quality", 0.2),
      absolute("Low Volatility", -0.35),
    ],
    "2008-09-15",
    "2009-03-15",
  ),
  historical(
    "covid_crash_2020",
    "COVID-19 Crash Replay",
    [
      market(-0.35),
      relative("Growth", 0.15),
      absolute("Value", -0.4),
      absolute("Size", -0.3),
      relative("Quality", 0.1),
    ],
    "2020-02-19",
    "2020-03-23",
  ),
  historical(
    "dotcom_crash_2000",
    "Dot-Com Crash Replay",
    [
      market(-0.45),
      absolute("Growth", -0.6),
      relative("Value", 0.2),
      absolute("Momentum", -0.5),
      relative("Quality", 0.15),
    ],
    "2000-03-10",
    "2002-10-09",
  ),
];

function scenario(
  id: string,
  name: string,
  category: Scenario["category"],
  severity: Scenario["severity"],
  shocks: readonly Shock[],
): Scenario {
  return { id, name, category, severity, active: true, shocks, window: null };
}

function historical(id: string, name: string, shocks: readonly Shock[], from: string, to: string): Scenario {
  return {
    id,
    name,
    category: "historical",
    severity: "extreme",
    active: true,
    shocks,
    window: { from, to },
  };
}

function market(size: number): Shock {
  return { factor: "Market", type: "absolute", size };
}

function relative(factor: ShockFactor, size: number): Shock {
  return { factor, type: "relative", size };
}

function absolute(factor: ShockFactor, size: number): Shock {
  return { factor, type: "absolute", size };
}

function yieldChange(size: number): Shock {
  return { factor: "Interest_Rate", type: "basisPoints", size };
}
