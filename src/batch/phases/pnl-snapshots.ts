import { PRICE_SOURCE, type Valuation } from "#core/valuation/valuation.ts";
import { replaceSnapshots } from "#db/stores/results-store.ts";
import type { Phase } from "#engine/phase.ts";
import { type PortfolioJob, runnable } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";
import type { BatchServices } from "../services.ts";

const job: PortfolioJob<null, null> = {
  name: "pnl-snapshots",
  sessions: "every",
  lookbackSessions: 0,
  share: () => null,
  compute: ({ valuation }) => ({ result: null, findings: valuation.findings }),
  write: (tx, target, results) =>
    replaceSnapshots(
      tx,
      rowRange(target, results),
      sessionRows(target, results, ({ valuation, from }, key, offset) => {
        const t = from - valuation.firstOrdinal + offset;
        return {
          ...key,
          nav: valuation.nav[t]!,
          cash: valuation.cash[t]!,
          longExposure: valuation.longExposure[t]!,
          shortExposure: valuation.shortExposure[t]!,
          grossExposure: valuation.grossExposure[t]!,
          netExposure: valuation.netExposure[t]!,
          flow: valuation.flow[t]!,
          dividends: valuation.dividends[t]!,
          realizedPnl: valuation.realizedPnl[t]!,
          unrealizedPnl: valuation.unrealizedPnl[t]!,
          dailyPnl: valuation.dailyPnl[t]!,
          dailyReturn: valuation.dailyReturn[t]!,
          cumulativeReturn: valuation.cumulativeReturn[t]!,
          positionCount: valuation.positionCount[t]!,
          unpricedValue: unpricedValue(valuation, t),
        };
      }),
    ),
};

export const pnlSnapshots: Phase<BatchServices> = {
  number: "3",
  title: "P&L and snapshots",
  grain: "portfolio",
  itemUnit: "portfolio sessions",
  needs: ["market-data"],
  reads: ["portfolios", "positions", "capital_flows", "market_data_cache", "corporate_actions"],
  writes: ["portfolio_snapshots"],
  timeoutMs: 90_000,
  weight: 12,
  essential: true,
  ...runnable(job),
};

/** Absolute value of the lots held at their entry price for want of a market price. */
function unpricedValue({ lots }: Valuation, t: number): number {
  let value = 0;
  for (const lot of lots) if (lot.source[t] === PRICE_SOURCE.entry) value += Math.abs(lot.marketValue[t]!);
  return value;
}
