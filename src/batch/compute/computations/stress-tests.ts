import { stressAt } from "#core/pipeline/portfolio-analytics.ts";
import { type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { type StressRow, stressRows } from "#core/pipeline/stress-rows.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import { stressFindings } from "#core/scenarios/stress-findings.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export interface Stress {
  readonly nav: number;
  readonly rows: readonly StressRow[];
}

export const stressTests: PortfolioComputation<RiskContext, Stress> = {
  name: "stress-tests",
  sessions: "last",
  share: riskContext,
  compute({ valuation, to, shared, calendar }) {
    const [holdings] = riskPath(valuation, to, to);
    if (holdings === undefined) return { result: { nav: Number.NaN, rows: [] }, findings: [] };
    const { book, results } = stressAt(holdings, shared, to);
    return {
      result: { nav: holdings.nav, rows: stressRows(book, results) },
      findings: stressFindings(results, calendar.session(to)),
    };
  },
};
