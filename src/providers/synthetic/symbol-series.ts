import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Dividend, Split } from "#core/prices/market-facts.ts";
import type { SyntheticInstrument } from "./describe-symbol.ts";
import {
  type MarketPaths,
  offsetInBlock,
  REGIME,
  SESSIONS_PER_YEAR,
  SYNTHETIC_FACTORS,
} from "./market-paths.ts";
import { hashText, normal, uniform } from "./noise.ts";

/** What cash earns a year. An instrument that is neither market nor long bonds earns it too (BIL all of it). */
const CASH_RATE = 0.043;

/** A splitting stock splits once in every six years, at a drawn session. */
const SPLIT_PERIOD_SESSIONS = 6 * SESSIONS_PER_YEAR;
const SPLIT_RATIOS = [2, 2, 3, 4] as const;

/** Bars of the sessions `from` to `to` (ordinals) and the corporate actions with ex-dates among them. */
export interface SyntheticSeries {
  readonly close: Float64Array;
  readonly adjClose: Float64Array;
  readonly volume: Float64Array;
  readonly splits: readonly Split[];
  readonly dividends: readonly Dividend[];
}

/**
 * One instrument's series. The total return of a session is
 *
 *   r = CASH_RATE·(1 − b_market − b_rates)/252 + Σ b_k f_k + specificVol/√252 · regime · z,
 *
 * z a standard normal number of (seed, stream, ordinal). Price and total-return index are cumulated from the
 * fixed level outwards, always in the same order, so that a session's numbers are the same bits whatever range
 * is asked for: x_t = x_{t−1}(1 + r_t − y_t) with y_t the dividend's share of the price on an ex-date, and
 * adjClose_t = adjClose_{t−1}(1 + r_t). The raw close is x times the splits between it and the level's session.
 */
export function syntheticSeries(
  instrument: SyntheticInstrument,
  market: MarketPaths,
  calendar: TradingCalendar,
  from: number,
  to: number,
): SyntheticSeries {
  const base = calendar.ordinalOnOrAfter(instrument.level.session);
  /** One session early: a dividend on `from` is a share of the price before it. */
  const first = Math.min(from, base) - 1;
  const last = Math.max(to, base);
  const size = last - first + 1;

  const returns = totalReturns(instrument, market, first, last);
  const payouts = payoutShares(instrument, calendar, first, last);
  const splitAt = splitRatios(instrument, market.seed, first, last);

  const adjClose = new Float64Array(size);
  const price = new Float64Array(size);
  /** Raw price = `price` × `basis`. */
  const basis = new Float64Array(size).fill(1);
  const origin = base - first;
  adjClose[origin] = instrument.level.price;
  price[origin] = instrument.level.price;
  for (let t = origin + 1; t < size; t++) {
    const r = returns[t] as number;
    adjClose[t] = (adjClose[t - 1] as number) * (1 + r);
    price[t] = (price[t - 1] as number) * (1 + r - (payouts[t] as number));
    basis[t] = (basis[t - 1] as number) / (splitAt.get(first + t) ?? 1);
  }
  for (let t = origin; t > 0; t--) {
    const r = returns[t] as number;
    adjClose[t - 1] = (adjClose[t] as number) / (1 + r);
    price[t - 1] = (price[t] as number) / (1 + r - (payouts[t] as number));
    basis[t - 1] = (basis[t] as number) * (splitAt.get(first + t) ?? 1);
  }

  const dividends: Dividend[] = [];
  for (let ordinal = from; ordinal <= to; ordinal++) {
    const t = ordinal - first;
    const share = payouts[t] as number;
    if (share > 0)
      dividends.push({
        exDate: calendar.session(ordinal),
        amount: share * (price[t - 1] as number) * (basis[t] as number),
      });
  }
  const close = new Float64Array(to - from + 1);
  for (let i = 0; i < close.length; i++) {
    const t = from - first + i;
    close[i] = (price[t] as number) * (basis[t] as number);
  }
  return {
    close,
    adjClose: adjClose.slice(from - first, to - first + 1),
    volume: volumes(instrument, market.seed, from, close),
    splits: [...splitAt]
      .filter(([ordinal]) => ordinal >= from && ordinal <= to)
      .map(([ordinal, ratio]) => ({ exDate: calendar.session(ordinal), ratio })),
    dividends,
  };
}

/** Element t is the total return of the session with ordinal first + t. */
function totalReturns(
  instrument: SyntheticInstrument,
  market: MarketPaths,
  first: number,
  last: number,
): Float64Array {
  const { loadings, specificVol, noiseStream } = instrument;
  const key = hashText(`${market.seed}/specific/${noiseStream}`);
  const loading = SYNTHETIC_FACTORS.map(({ name }) => loadings[name]);
  const alpha = (CASH_RATE * (1 - loadings.market - loadings.rates)) / SESSIONS_PER_YEAR;
  const dailyVol = specificVol / Math.sqrt(SESSIONS_PER_YEAR);
  const returns = new Float64Array(last - first + 1);
  for (let ordinal = first; ordinal <= last; ordinal++) {
    const block = market.block(ordinal);
    const at = offsetInBlock(ordinal);
    let r = alpha;
    for (let k = 0; k < loading.length; k++) r += (loading[k] as number) * (block[at + k] as number);
    if (dailyVol > 0) r += dailyVol * (block[at + REGIME] as number) * normal(key, ordinal);
    returns[ordinal - first] = r;
  }
  return returns;
}

/** Element t is the dividend of that ex-date as a share of the price before it, 0 on other sessions. */
function payoutShares(
  instrument: SyntheticInstrument,
  calendar: TradingCalendar,
  first: number,
  last: number,
): Float64Array {
  const { symbol, dividendYield, payoutsPerYear, assetType } = instrument;
  const shares = new Float64Array(last - first + 1);
  if (payoutsPerYear === 0) return shares;
  const key = hashText(`dividends/${symbol}`);
  const every = 12 / payoutsPerYear;
  const phase = every === 1 || assetType !== "stock" ? 0 : Math.floor(uniform(key, 0) * every);
  const day = every === 1 ? 1 : 8 + Math.floor(uniform(key, 1) * 15);
  for (const date of monthlyDates(calendar.session(first), calendar.session(last), every, phase, day)) {
    const ordinal = calendar.ordinalOnOrAfter(date);
    if (ordinal >= first && ordinal <= last) shares[ordinal - first] = dividendYield / payoutsPerYear;
  }
  return shares;
}

/** The given day of every `every`-th month, from the month of `from` to that of `to`. */
function monthlyDates(
  from: PlainDate,
  to: PlainDate,
  every: number,
  phase: number,
  day: number,
): readonly PlainDate[] {
  const monthOf = (date: PlainDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const dates: PlainDate[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month++) {
    if ((month + 1) % every !== phase) continue;
    const [year, ofYear] = [Math.floor(month / 12), (month % 12) + 1];
    dates.push(`${year}-${String(ofYear).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
  }
  return dates;
}

/** Ratio by the ordinal of the ex-date, for the sessions after `first` up to `last`. */
function splitRatios(
  instrument: SyntheticInstrument,
  seed: number,
  first: number,
  last: number,
): ReadonlyMap<number, number> {
  const ratios = new Map<number, number>();
  if (!instrument.splits) return ratios;
  const key = hashText(`${seed}/splits/${instrument.symbol}`);
  const periodOf = (ordinal: number): number => Math.floor(ordinal / SPLIT_PERIOD_SESSIONS);
  for (let period = periodOf(first); period <= periodOf(last); period++) {
    const ordinal = Math.floor((period + uniform(key, 2 * period)) * SPLIT_PERIOD_SESSIONS);
    const ratio = SPLIT_RATIOS[Math.floor(uniform(key, 2 * period + 1) * SPLIT_RATIOS.length)] ?? 2;
    if (ordinal > first && ordinal <= last) ratios.set(ordinal, ratio);
  }
  return ratios;
}

/** Whole shares around a drawn daily turnover in dollars; NaN for what does not trade on an exchange. */
function volumes(
  instrument: SyntheticInstrument,
  seed: number,
  from: number,
  close: Float64Array,
): Float64Array {
  if (instrument.assetType !== "stock" && instrument.assetType !== "etf")
    return new Float64Array(close.length).fill(Number.NaN);
  const key = hashText(`${seed}/volume/${instrument.symbol}`);
  const turnover = 2e8 * Math.exp(normal(key, -1));
  return close.map((price, i) => Math.round((turnover / price) * Math.exp(0.35 * normal(key, from + i))));
}
