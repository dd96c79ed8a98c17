import { replaceSnapshots } from "#db/stores/results-store.ts";
import type { Phase } from "#engine/phase.ts";
import { pnlSnapshots as computation } from "../compute/computations/pnl-snapshots.ts";
import { portfolioJob, runnable } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";
import type { BatchServices } from "../services.ts";

const job = portfolioJob(computation, (tx, target, results) =>
  replaceSnapshots(
    tx,
    rowRange(target, results),
    sessionRows(target, results, ({ result, scope }, key, t) => ({
      ...key,
      nav: result.nav[t]!,
      cash: result.cash[t]!,
      longExposure: result.longExposure[t]!,
      shortExposure: result.shortExposure[t]!,
      grossExposure: result.grossExposure[t]!,
      netExposure: result.netExposure[t]!,
      flow: result.flow[t]!,
      dividends: result.dividends[t]!,
      realizedPnl: result.realizedPnl[t]!,
      unrealizedPnl: result.unrealizedPnl[t]!,
      dailyPnl: result.dailyPnl[t]!,
      dailyReturn: result.dailyReturn[t]!,
      cumulativeReturn: result.cumulativeReturn[t]!,
      positionCount: result.positionCount[t]!,
      unpricedValue: result.unpricedValue[t]!,
      factsRevision: scope.factsRevision,
    })),
  ),
);

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
