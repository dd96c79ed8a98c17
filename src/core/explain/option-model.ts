import { daysBetween } from "#core/dates/plain-date.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { OptionTerms } from "#core/instruments/position.ts";
import { toFloat } from "#core/money/decimal.ts";
import { closeRow, lastClose } from "#core/prices/price-rows.ts";
import type { SessionSplit } from "#core/prices/raw-prices.ts";
import { MAX_STALE_YIELD_SESSIONS } from "#core/risk/risk-free.ts";
import { normalCdf, normalPdf } from "#core/stats/normal.ts";
import { heldOptionAt } from "#core/valuation/held-option-at.ts";
import { marketEvents } from "#core/valuation/market-events.ts";
import { type LotPath, PRICE_SOURCE } from "#core/valuation/valuation.ts";
import type { Evidence } from "./evidence.ts";
import type { ExplainInput } from "./explanation.ts";
import type { Given } from "./given.ts";
import { actionInput, constantInput, numberInput, priceAt, priceInput, textInput } from "./inputs.ts";
import { costInputs, entryPriceFrom, splitsBetween, splitsOf, undoneSplits } from "./lot-basis.ts";
import { commonRows, product, returnsOf, sampleDeviation, sum } from "./textbook.ts";

/** What Black–Scholes needs of an option, as numbers with the names that formulas give them. */
interface State {
  readonly isCall: boolean;
  readonly S: number;
  readonly K: number;
  readonly T: number;
  readonly r: number;
  readonly q: number;
}

const DIVIDEND_WINDOW = 252;
const RETURN_WINDOW = 63;

/** Where the volatility of an option's price or Greeks comes from. */
type VolatilityFrom = "its close" | "its entry price" | "the underlying";

/**
 * What the price of an option without a close, or its Greeks, are computed from at the session: the state there, and
 * what its volatility is implied by.
 */
export function optionInputs(evidence: Evidence, lot: LotPath, use: "price" | "greeks"): ExplainInput[] {
  const { option, entry } = lot;
  if (option === null || entry === null) return [];
  const at = evidence.ordinal - evidence.valuation.firstOrdinal;
  const held = heldOptionAt(evidence.valuation, lot, evidence.ordinal);
  const byClose =
    use === "greeks" &&
    lot.source[at] === PRICE_SOURCE.close &&
    held !== null &&
    held.state.volatility !== option.volatility;
  const from: VolatilityFrom = byClose
    ? "its close"
    : option.volatilitySource === "underlying"
      ? "the underlying"
      : "its entry price";
  return [
    ...contractInputs(evidence, lot, option.terms, entry.ordinal),
    ...stateInputs(evidence, lot, evidence.ordinal, ""),
    textInput("volatility from", from, { kind: "constant" }, { about: "what implies the volatility" }),
    ...volatilityInputs(evidence, lot, from),
  ];
}

/** The contract as stated, with the splits its strike is brought over. */
function contractInputs(
  evidence: Evidence,
  lot: LotPath,
  { type, strike, underlying }: OptionTerms,
  entryOrdinal: number,
): ExplainInput[] {
  const mine = (field: string) => ({ kind: "fact", of: "position", ids: [lot.position.id], field }) as const;
  const input = (name: string, splits: readonly SessionSplit[], about: string) => {
    const actions = splits.map(({ ordinal, ratio }) => ({ ordinal, value: ratio }));
    return actionInput(evidence, name, underlying, "split", actions, about);
  };
  const since = splitsBetween(splitsOf(evidence, lot), entryOrdinal, evidence.ordinal);
  return [
    textInput("type", type, mine("option_type"), { about: "CALL or PUT" }),
    numberInput("K", toFloat(strike), mine("strike_price"), {
      about: "strike as the owner stated it",
      unit: "USD per unit",
    }),
    input(
      "uK",
      undoneSplits(evidence, lot, entryOrdinal),
      "splits since the entry that the stated strike already counts",
    ),
    input("sK", since, "splits since the entry"),
  ];
}

/** State of one session but for the strike; `suffix` tells the entry's from the session's. */
function stateInputs(evidence: Evidence, lot: LotPath, ordinal: number, suffix: string): ExplainInput[] {
  const { calendar, market } = evidence;
  const { terms } = lot.option!;
  const splits = splitsOf(evidence, lot);
  const close = lastClose(closeRow(market.prices, terms.underlying), ordinal, splits);
  const session = calendar.session(ordinal);
  const dividends = marketEvents(market, calendar)
    .dividends(terms.underlying)
    .filter((one) => one.ordinal > ordinal - DIVIDEND_WINDOW && one.ordinal <= ordinal)
    .map((one) => ({
      ordinal: one.ordinal,
      value: one.amount / product(splitsBetween(splits, one.ordinal, ordinal).map(({ ratio }) => ratio)),
    }));
  const printed = billYield(evidence, ordinal);
  return [
    numberInput(
      `S${suffix}`,
      close?.price ?? Number.NaN,
      { kind: "prices", symbol: terms.underlying, series: "close" },
      {
        about: `raw close of ${terms.underlying}, on the share basis of ${session}`,
        unit: "USD per unit",
        session: close === null ? session : calendar.session(close.ordinal),
      },
    ),
    constantInput(
      `days${suffix}`,
      daysBetween(session, terms.expiration),
      `calendar days from ${session} to the expiration ${terms.expiration}`,
      "count",
    ),
    numberInput(
      `y${suffix}`,
      printed.value,
      { kind: "prices", symbol: BILL_YIELD_SYMBOL, series: "close" },
      {
        about: "discount yield of the 13-week bill; without one the rate is 0",
        unit: "percent",
        session: printed.ordinal === null ? null : calendar.session(printed.ordinal),
      },
    ),
    actionInput(
      evidence,
      `D${suffix}`,
      terms.underlying,
      "dividend",
      dividends,
      `dividends of the 252 sessions to ${session}, on its share basis`,
    ),
  ];
}

/** The bill yield known at the close of a session: printed then or on one of the five sessions before. */
function billYield(evidence: Evidence, ordinal: number) {
  for (let at = ordinal; at >= ordinal - MAX_STALE_YIELD_SESSIONS; at--) {
    const value = priceAt(evidence, BILL_YIELD_SYMBOL, "close", at);
    if (!Number.isNaN(value)) return { value, ordinal: at };
  }
  return { value: Number.NaN, ordinal: null };
}

function volatilityInputs(evidence: Evidence, lot: LotPath, from: VolatilityFrom): ExplainInput[] {
  const entryOrdinal = lot.entry!.ordinal;
  if (from === "its close") return [priceInput(evidence, "c", lot.position.symbol, "close", 1)];
  if (from === "the underlying")
    return [
      priceInput(
        evidence,
        "P",
        lot.option!.terms.underlying,
        "adjusted close",
        RETURN_WINDOW + 1,
        entryOrdinal,
      ),
    ];
  const [paid, undone] = costInputs(evidence, lot);
  return [paid!, undone!, ...stateInputs(evidence, lot, entryOrdinal, "0")];
}

/** What an option is worth on the session it settles: the underlying's close and the strike of that session. */
export function settlementInputs(evidence: Evidence, lot: LotPath): ExplainInput[] {
  const { position, entry } = lot;
  const { option } = position;
  if (option === null || entry === null) return [];
  const { calendar, market, ordinal } = evidence;
  const close = lastClose(closeRow(market.prices, option.underlying), ordinal, splitsOf(evidence, lot));
  return [
    ...contractInputs(evidence, lot, option, entry.ordinal),
    numberInput(
      "S",
      close?.price ?? Number.NaN,
      { kind: "prices", symbol: option.underlying, series: "close" },
      {
        about: `raw close of ${option.underlying}, on the share basis of the session`,
        unit: "USD per unit",
        session: close === null ? null : calendar.session(close.ordinal),
      },
    ),
  ];
}

export function settlementPrice(given: Given): number {
  const strike = (given.number("K") * product(given.values("uK"))) / product(given.values("sK"));
  const gain = given.text("type") === "CALL" ? given.number("S") - strike : strike - given.number("S");
  return Math.max(gain, 0);
}

function stateFrom(given: Given, suffix: "" | "0"): State {
  const entryStrike = given.number("K") * product(given.values("uK"));
  const S = given.number(`S${suffix}`);
  const bill = given.number(`y${suffix}`);
  return {
    isCall: given.text("type") === "CALL",
    S,
    K: suffix === "0" ? entryStrike : entryStrike / product(given.values("sK")),
    T: given.number(`days${suffix}`) / 365,
    r: Number.isNaN(bill) ? 0 : (-Math.log(1 - ((bill / 100) * 91) / 360) * 365) / 91,
    q: sum(given.values(`D${suffix}`)) / S,
  };
}

/** The option's volatility: implied by a price, else that of the underlying's last 63 returns. */
export function optionVolatility(given: Given): number {
  switch (given.text("volatility from")) {
    case "its close":
      return impliedBy(given.values("c")[0]!, stateFrom(given, ""));
    case "the underlying": {
      const [returns] = commonRows([returnsOf(given.values("P"))]);
      return returns!.length < 21 ? Number.NaN : sampleDeviation(returns!) * Math.sqrt(252);
    }
    default:
      return impliedBy(entryPriceFrom(given), stateFrom(given, "0"));
  }
}

/** Bisection between 3 % and 300 %. */
function impliedBy(price: number, state: State): number {
  let [low, high] = [0.03, 3];
  if (!(priceOf(state, low) <= price && priceOf(state, high) >= price)) return Number.NaN;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (priceOf(state, middle) < price) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Black–Scholes price of one unit at the session. */
export function optionPrice(given: Given): number {
  return priceOf(stateFrom(given, ""), optionVolatility(given));
}

function distances({ S, K, T, r, q }: State, volatility: number) {
  const d1 = (Math.log(S / K) + (r - q + volatility ** 2 / 2) * T) / (volatility * Math.sqrt(T));
  return { d1, d2: d1 - volatility * Math.sqrt(T) };
}

function priceOf(state: State, volatility: number): number {
  const { S, K, T, r, q, isCall } = state;
  if (T === 0) return Math.max(0, isCall ? S - K : K - S);
  if (S === 0) return isCall ? 0 : K * Math.exp(-r * T);
  const { d1, d2 } = distances(state, volatility);
  const [asset, strike] = [S * Math.exp(-q * T), K * Math.exp(-r * T)];
  return isCall
    ? asset * normalCdf(d1) - strike * normalCdf(d2)
    : strike * normalCdf(-d2) - asset * normalCdf(-d1);
}

/** What one unit gains in a move beyond its delta: BS(S′, σ′, r′) − BS(S, σ, r) − δ·S·return. */
export function optionRevaluation(
  given: Given,
  move: {
    readonly underlyingReturn: number;
    readonly volatilityChange: number;
    readonly rateChange: number;
  },
): number {
  const state = stateFrom(given, "");
  const volatility = optionVolatility(given);
  const moved = {
    ...state,
    S: Math.max(0, state.S * (1 + move.underlyingReturn)),
    r: state.r + move.rateChange,
  };
  const after = priceOf(moved, Math.max(0, volatility * (1 + move.volatilityChange)));
  const linear = optionGreek(given, "delta") * state.S * move.underlyingReturn;
  return after - priceOf(state, volatility) - linear;
}

export type GreekName = "delta" | "gamma" | "vega" | "theta" | "rho";

/** A sensitivity of one unit at the session: per 1.00 of volatility and rate, theta per year. */
export function optionGreek(given: Given, greek: GreekName): number {
  const volatility = optionVolatility(given);
  const state = stateFrom(given, "");
  const { S, K, T, r, q, isCall } = state;
  if (T === 0) return expiringGreek(state, greek);
  const { d1, d2 } = distances(state, volatility);
  const sign = isCall ? 1 : -1;
  const [growth, discount] = [Math.exp(-q * T), Math.exp(-r * T)];
  switch (greek) {
    case "delta":
      return sign * growth * normalCdf(sign * d1);
    case "gamma":
      return (growth * normalPdf(d1)) / (S * volatility * Math.sqrt(T));
    case "vega":
      return S * growth * normalPdf(d1) * Math.sqrt(T);
    case "theta":
      return (
        (-S * growth * normalPdf(d1) * volatility) / (2 * Math.sqrt(T)) -
        sign * r * K * discount * normalCdf(sign * d2) +
        sign * q * S * growth * normalCdf(sign * d1)
      );
    case "rho":
      return sign * K * T * discount * normalCdf(sign * d2);
  }
}

/** On the day of the expiration: a step in the money, nothing out of it. */
function expiringGreek({ S, K, r, q, isCall }: State, greek: GreekName): number {
  const sign = isCall ? 1 : -1;
  const inMoney = S === K ? 0.5 : sign * (S - K) > 0 ? 1 : 0;
  if (greek === "delta") return sign * inMoney;
  if (greek === "theta") return S === K ? Number.NaN : sign * inMoney * (q * S - r * K);
  return greek === "gamma" && S === K ? Number.NaN : 0;
}
