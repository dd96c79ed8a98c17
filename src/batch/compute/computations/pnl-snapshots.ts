import { PRICE_SOURCE, type Valuation } from "#core/valuation/valuation.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

/** The ledger's series over the unit's sessions of a portfolio. */
export type SnapshotSeries = Pick<
  Valuation,
  | "nav"
  | "cash"
  | "longExposure"
  | "shortExposure"
  | "grossExposure"
  | "netExposure"
  | "flow"
  | "dividends"
  | "realizedPnl"
  | "unrealizedPnl"
  | "dailyPnl"
  | "dailyReturn"
  | "cumulativeReturn"
  | "positionCount"
> & {
  /** Absolute value of the lots held at their entry price for want of a market price. */
  readonly unpricedValue: Float64Array;
};

export const pnlSnapshots: PortfolioComputation<null, SnapshotSeries> = {
  name: "pnl-snapshots",
  sessions: "every",
  share: () => null,
  compute({ valuation, from, to }) {
    const [first, end] = [from - valuation.firstOrdinal, to - valuation.firstOrdinal + 1];
    const cut = (series: Float64Array) => series.slice(first, end);
    return {
      result: {
        nav: cut(valuation.nav),
        cash: cut(valuation.cash),
        longExposure: cut(valuation.longExposure),
        shortExposure: cut(valuation.shortExposure),
        grossExposure: cut(valuation.grossExposure),
        netExposure: cut(valuation.netExposure),
        flow: cut(valuation.flow),
        dividends: cut(valuation.dividends),
        realizedPnl: cut(valuation.realizedPnl),
        unrealizedPnl: cut(valuation.unrealizedPnl),
        dailyPnl: cut(valuation.dailyPnl),
        dailyReturn: cut(valuation.dailyReturn),
        cumulativeReturn: cut(valuation.cumulativeReturn),
        positionCount: valuation.positionCount.slice(first, end),
        unpricedValue: Float64Array.from({ length: Math.max(0, end - first) }, (_, t) =>
          unpricedValue(valuation, first + t),
        ),
      },
      findings: valuation.findings,
    };
  },
};

function unpricedValue({ lots }: Valuation, t: number): number {
  let value = 0;
  for (const lot of lots) if (lot.source[t] === PRICE_SOURCE.entry) value += Math.abs(lot.marketValue[t]!);
  return value;
}
