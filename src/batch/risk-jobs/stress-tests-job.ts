import { stressAt } from "#core/pipeline/portfolio-analytics.ts";
import { RISK_LOOKBACK_SESSIONS, type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import { replaceStressResults, type StressRow } from "#db/stores/results-store.ts";
import type { PortfolioJob } from "../portfolio-job.ts";
import { rowRange } from "../portfolio-rows.ts";

type Stress = Omit<StressRow, "portfolioId" | "asOf">;

/** Every active scenario on the joint model, applied to the holdings of the last session. */
export const stressTestsJob: PortfolioJob<RiskContext, readonly Stress[]> = {
  name: "stress-tests",
  sessions: "last",
  lookbackSessions: RISK_LOOKBACK_SESSIONS,
  share: riskContext,
  compute({ valuation, to, shared }) {
    const [holdings] = riskPath(valuation, to, to);
    if (holdings === undefined) return { result: [], findings: [] };
    const { book, results } = stressAt(holdings, shared, to);
    const stress = results.map(({ scenario, shocks, direct }) => ({
      scenarioId: scenario.id,
      direct: direct.pnl * holdings.nav,
      directFraction: direct.pnl,
      factorShocks: shocks.factorReturns,
      factorContributions: direct.byFactor,
      symbols: book.symbols,
      symbolContributions: direct.bySymbol,
      notCovered: book.uncoveredWeight,
    }));
    return { result: stress, findings: [] };
  },
  write: (tx, target, results) =>
    replaceStressResults(
      tx,
      rowRange(target, results),
      results.flatMap(({ facts, result }) =>
        result.map((row) => ({ portfolioId: facts.id, asOf: target.unit.to, ...row })),
      ),
    ),
};
