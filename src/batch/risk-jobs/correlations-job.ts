import { correlationsAt } from "#core/pipeline/portfolio-analytics.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import { dailyReturns, type ReturnMatrix } from "#core/prices/returns.ts";
import { CORRELATION_WINDOWS, type CorrelationMatrix } from "#core/risk/correlation.ts";
import { replaceCorrelations } from "#db/stores/risk-results-store.ts";
import type { PortfolioJob } from "../portfolio-job.ts";
import { rowRange } from "../portfolio-rows.ts";

/** Pairwise correlations of the listed holdings at the last session. */
export const correlationsJob: PortfolioJob<{ readonly returns: ReturnMatrix }, readonly CorrelationMatrix[]> =
  {
    name: "correlations",
    sessions: "last",
    lookbackSessions: Math.max(...CORRELATION_WINDOWS),
    share: (market) => ({ returns: dailyReturns(market.prices) }),
    compute({ valuation, to, shared }) {
      const [holdings] = riskPath(valuation, to, to);
      return { result: holdings === undefined ? [] : correlationsAt(holdings, shared, to), findings: [] };
    },
    write: (tx, target, results) =>
      replaceCorrelations(
        tx,
        rowRange(target, results),
        results.flatMap(({ facts, result }) =>
          result.map(({ symbols, windowSessions, correlations, observations, average }) => ({
            portfolioId: facts.id,
            asOf: target.unit.to,
            windowSessions,
            symbols,
            rho: correlations,
            observations,
            average,
          })),
        ),
      ),
  };
