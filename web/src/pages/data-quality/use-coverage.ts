import { useQueries } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { ANALYTICS } from "./analytics.ts";
import { type Coverage, coverageOf } from "./coverage.ts";

export interface CoverageRow {
  readonly label: string;
  readonly to: (typeof ANALYTICS)[number]["to"];
  /** Null while it is read, and where it could not be. */
  readonly coverage: Coverage | null;
  readonly error: Error | null;
}

/** The coverage of every analytic at the session in the address. */
export function useCoverage(): readonly CoverageRow[] {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const answers = useQueries({
    queries: ANALYTICS.map(({ path }) =>
      apiQuery(path, {
        path: { portfolio_id: portfolioId },
        query: asOf === null ? {} : { as_of: asOf },
      }),
    ),
  });
  return ANALYTICS.map(({ label, to }, index) => {
    const answer = answers[index];
    return {
      label,
      to,
      coverage: answer?.data === undefined ? null : coverageOf(answer.data),
      error: answer?.error ?? null,
    };
  });
}
