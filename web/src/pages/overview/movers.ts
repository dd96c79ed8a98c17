import { type Holding, shortName } from "../holdings/holding.ts";

interface Mover {
  readonly symbol: string;
  /** The symbol, or the terms of an option. */
  readonly name: string;
  /** USD on the session. */
  readonly pnl: number;
  /** P&L as a share of NAV: the contribution to the day's return. */
  readonly contribution: number | null;
}

/** The holdings with the largest market value on either side, the largest first. */
export function topHoldings(holdings: readonly Holding[], limit: number): readonly Holding[] {
  return holdings
    .filter(({ marketValue }) => marketValue !== null && marketValue !== 0)
    .toSorted((a, b) => Math.abs(b.marketValue ?? 0) - Math.abs(a.marketValue ?? 0))
    .slice(0, limit);
}

/** The holdings that moved the session's P&L most, gains first; `nav` is the one before, after flows. */
export function topMovers(holdings: readonly Holding[], nav: number | null, limit: number): readonly Mover[] {
  return holdings
    .flatMap(({ dailyPnl: pnl, ...holding }) =>
      pnl === null || pnl === 0
        ? []
        : [
            {
              symbol: holding.symbol,
              name: shortName(holding),
              pnl,
              contribution: nav === null || nav <= 0 ? null : pnl / nav,
            },
          ],
    )
    .toSorted((a, b) => Math.abs(b.pnl) - Math.abs(a.pnl))
    .slice(0, limit)
    .toSorted((a, b) => b.pnl - a.pnl);
}
