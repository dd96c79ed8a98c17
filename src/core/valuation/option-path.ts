import { daysBetween } from "#core/dates/plain-date.ts";
import type { OptionTerms } from "#core/instruments/position.ts";
import type { OptionState } from "#core/options/held-option.ts";
import { impliedVolatility } from "#core/options/implied-volatility.ts";
import { UNDERLYING_VOLATILITY_WINDOW, underlyingVolatility } from "#core/options/underlying-volatility.ts";
import { adjCloseRow, closeRow, lastClose } from "#core/prices/price-rows.ts";
import { type SessionSplit, splitFactor } from "#core/prices/raw-prices.ts";
import type { LedgerContext } from "./ledger-context.ts";
import type { OpenLot } from "./open-lot.ts";

/** Sessions of prices before its entry that an option's model reaches back: the first return needs one more. */
export const OPTION_LOOKBACK_SESSIONS = UNDERLYING_VOLATILITY_WINDOW;

/** Dividends of this many sessions make the dividend yield. */
const DIVIDEND_WINDOW = 252;
const YEAR_DAYS = 365;

/** Where the volatility that an option without a price is valued at comes from. */
export type VolatilitySource = "entryPrice" | "underlying" | "none";

/** What the model of one option lot works with, from its entry to the last session it is held at the close. */
export interface OptionPath {
  readonly terms: OptionTerms;
  /** Element t of every array is the session with ordinal `firstOrdinal + t`. */
  readonly firstOrdinal: number;
  /** Annual fraction, held flat; NaN where its source is none. */
  readonly volatility: number;
  readonly volatilitySource: VolatilitySource;
  /** Raw close, or the last one of at most 10 sessions brought over the splits between; NaN without one. */
  readonly underlyingPrice: Float64Array;
  /** On the share basis of the session. */
  readonly strike: Float64Array;
  /** Calendar days to expiration over 365. */
  readonly years: Float64Array;
  /** Continuously compounded; NaN where no bill yield is known, where the model takes 0. */
  readonly rate: Float64Array;
  /** Dividends of the last 252 sessions over the underlying's price. */
  readonly dividendYield: Float64Array;
}

/** An option's state but for its volatility. */
export type UnpricedState = Omit<OptionState, "volatility">;

/**
 * Gathers what an option lot's price and Greeks are computed from on every session it is held. Its volatility is the
 * one that its entry price implies on the entry session, else that of the underlying's last 63 returns up to it.
 * Nothing later than a session is used for it. Null for other lots and for one closed on its entry session.
 */
export function optionPath(context: LedgerContext, lot: OpenLot, heldTo: number): OptionPath | null {
  const { option, entryOrdinal: first, splits } = lot;
  const last = Math.min(heldTo, (lot.unpricedFrom ?? Number.POSITIVE_INFINITY) - 1);
  if (option === null || last < first) return null;
  const { terms } = option;
  const inputs = modelInputs(context, terms, splits);
  const series = () => new Float64Array(last - first + 1).fill(Number.NaN);
  const path = {
    terms,
    firstOrdinal: first,
    underlyingPrice: series(),
    strike: series(),
    years: series(),
    rate: series(),
    dividendYield: series(),
  };
  for (let ordinal = first; ordinal <= last; ordinal++) {
    const now = inputs(ordinal);
    if (now === null) continue;
    const t = ordinal - first;
    path.underlyingPrice[t] = now.underlyingPrice;
    path.strike[t] = option.strike / splitFactor(splits, first, ordinal);
    path.years[t] = now.years;
    path.rate[t] = now.rate;
    path.dividendYield[t] = now.dividendYield;
  }
  return { ...path, ...flatVolatility(context, lot, unpricedState(path, first)) };
}

/**
 * What the model knows of an option at a session but its strike and volatility; null where its underlying has no price.
 * A rate that is not known is NaN.
 */
export function modelInputs(
  { calendar, events, market }: LedgerContext,
  { underlying, expiration }: OptionTerms,
  splits: readonly SessionSplit[],
): (ordinal: number) => Omit<UnpricedState, "type" | "strike"> | null {
  const row = closeRow(market.prices, underlying);
  const dividends = events.dividends(underlying);
  return (ordinal) => {
    const close = lastClose(row, ordinal, splits);
    if (close === null) return null;
    let paid = 0;
    for (const dividend of dividends)
      if (dividend.ordinal > ordinal - DIVIDEND_WINDOW && dividend.ordinal <= ordinal)
        paid += dividend.amount / splitFactor(splits, dividend.ordinal, ordinal);
    return {
      underlyingPrice: close.price,
      years: daysBetween(calendar.session(ordinal), expiration) / YEAR_DAYS,
      rate: events.riskFreeRate(ordinal),
      dividendYield: paid / close.price,
    };
  };
}

/** Volatility of an underlying up to a session, for an option whose price implies none; NaN without one. */
export function volatilityOf({ market }: LedgerContext, underlying: string, ordinal: number): number {
  const row = adjCloseRow(market.prices, underlying);
  return row === null ? Number.NaN : underlyingVolatility(row.close, ordinal - row.firstOrdinal);
}

function flatVolatility(
  context: LedgerContext,
  lot: OpenLot,
  entry: UnpricedState | null,
): Pick<OptionPath, "volatility" | "volatilitySource"> {
  // A price that is the model's own says nothing.
  const isModelled =
    lot.position.entryPrice === null && lastClose(lot.row, lot.entryOrdinal, lot.splits) === null;
  const implied = entry === null || isModelled ? Number.NaN : impliedVolatility(lot.entryPrice, entry);
  if (!Number.isNaN(implied)) return { volatility: implied, volatilitySource: "entryPrice" };
  const volatility = volatilityOf(context, lot.option!.terms.underlying, lot.entryOrdinal);
  return { volatility, volatilitySource: Number.isNaN(volatility) ? "none" : "underlying" };
}

/** What is known of an option at the close of a session; null where its underlying has no price or it is not held. */
export function unpricedState(
  path: Pick<
    OptionPath,
    "terms" | "firstOrdinal" | "underlyingPrice" | "strike" | "years" | "rate" | "dividendYield"
  >,
  ordinal: number,
): UnpricedState | null {
  const t = ordinal - path.firstOrdinal;
  const underlyingPrice = path.underlyingPrice[t] ?? Number.NaN;
  if (Number.isNaN(underlyingPrice)) return null;
  const rate = path.rate[t]!;
  return {
    type: path.terms.type,
    strike: path.strike[t]!,
    years: path.years[t]!,
    underlyingPrice,
    rate: Number.isNaN(rate) ? 0 : rate,
    dividendYield: path.dividendYield[t]!,
  };
}
