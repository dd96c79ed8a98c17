import { concentrationSeries } from "#core/pipeline/portfolio-analytics.ts";
import { riskPath, weightPath } from "#core/pipeline/weight-path.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export const concentration: PortfolioComputation<null, ReturnType<typeof concentrationSeries>> = {
  name: "concentration",
  sessions: "every",
  share: () => null,
  compute({ valuation, from, to, market }) {
    const path = { firstOrdinal: from, sessions: weightPath(valuation, from, to) };
    const result = concentrationSeries(path, riskPath(valuation, from, to), market.profiles);
    return { result, findings: [] };
  },
};
