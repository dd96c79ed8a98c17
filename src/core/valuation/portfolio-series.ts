import type { LotPath, Valuation } from "./valuation.ts";

/** What the lots of a portfolio add up to by session, before any cash is known. */
export type LotTotals = Pick<
  Valuation,
  | "longExposure"
  | "shortExposure"
  | "grossExposure"
  | "netExposure"
  | "dividends"
  | "realizedPnl"
  | "unrealizedPnl"
  | "positionCount"
> & {
  /** Cash received less paid for entries, exits and settlements. */
  readonly tradeCash: Float64Array;
};

/** Adds the lots up in their order, so that the sums have the same bits in every run. */
export function addUpLots(lots: readonly LotPath[], firstOrdinal: number, sessionCount: number): LotTotals {
  const series = () => new Float64Array(sessionCount);
  const [longExposure, shortExposure, unrealizedPnl] = [series(), series(), series()];
  const [dividends, realizedPnl, tradeCash] = [series(), series(), series()];
  const positionCount = new Int32Array(sessionCount);
  for (const { entry, closing, dividends: receipts, marketValue } of lots) {
    if (entry === null) continue;
    const from = entry.ordinal - firstOrdinal;
    const to = closing === null ? sessionCount : closing.ordinal - firstOrdinal;
    for (let t = from; t < to; t++) {
      const value = marketValue[t]!;
      if (value >= 0) longExposure[t]! += value;
      else shortExposure[t]! += value;
      unrealizedPnl[t]! += value - entry.cost;
      positionCount[t]! += 1;
    }
    tradeCash[from]! -= entry.cost;
    if (closing !== null) {
      tradeCash[to]! += closing.proceeds;
      realizedPnl[to]! += closing.proceeds - entry.cost;
    }
    for (const { ordinal, amount } of receipts) dividends[ordinal - firstOrdinal]! += amount;
  }
  return {
    longExposure,
    shortExposure,
    grossExposure: longExposure.map((long, t) => long - shortExposure[t]!),
    netExposure: longExposure.map((long, t) => long + shortExposure[t]!),
    dividends,
    realizedPnl,
    unrealizedPnl,
    tradeCash,
    positionCount,
  };
}

/** Cash at each close had the portfolio opened with nothing: flows, trades and dividends so far. */
export function cashFromNothing(totals: LotTotals, flow: Float64Array): Float64Array {
  const cash = new Float64Array(flow.length);
  let balance = 0;
  for (let t = 0; t < cash.length; t++) {
    balance += flow[t]! + totals.tradeCash[t]! + totals.dividends[t]!;
    cash[t] = balance;
  }
  return cash;
}

export interface ReturnSeries {
  readonly dailyReturn: Float64Array;
  readonly cumulativeReturn: Float64Array;
  /** Sessions whose capital base is not positive, as offsets from the first. */
  readonly withoutCapital: readonly number[];
}

/**
 * Time-weighted returns with flows at the start of the session: r = P&L / (NAV before + flow), on the first
 * session P&L / E₀, whose flow is in E₀. NaN where that base is ≤ 0; the index Π(1 + r) − 1 ends there for good.
 */
export function timeWeightedReturns(
  openingEquity: number,
  nav: Float64Array,
  flow: Float64Array,
  dailyPnl: Float64Array,
): ReturnSeries {
  const dailyReturn = new Float64Array(nav.length);
  const cumulativeReturn = new Float64Array(nav.length);
  const withoutCapital: number[] = [];
  let index = 1;
  for (let t = 0; t < nav.length; t++) {
    const base = t === 0 ? openingEquity : nav[t - 1]! + flow[t]!;
    if (!(base > 0)) withoutCapital.push(t);
    const value = base > 0 ? dailyPnl[t]! / base : Number.NaN;
    index *= 1 + value;
    dailyReturn[t] = value;
    cumulativeReturn[t] = index - 1;
  }
  return { dailyReturn, cumulativeReturn, withoutCapital };
}
