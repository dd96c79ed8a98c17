import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { type Answer, apiQuery, type ReadPath } from "./api-query.ts";

type AnalyticPath = Extract<ReadPath, `/api/v1/analytics/portfolio/{portfolio_id}/${string}`>;

/** An analytic of the portfolio and session in the address; `query` is what else the route takes. */
export function useAnalytic<Path extends AnalyticPath>(
  path: Path,
  query: Record<string, string | number | undefined> = {},
): UseQueryResult<Answer<Path>> {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const params = { path: { portfolio_id: portfolioId }, query: { ...query, as_of: asOf ?? undefined } };
  return useQuery(
    apiQuery(path, params as unknown as Parameters<typeof apiQuery<Path>>[1]),
  ) as UseQueryResult<Answer<Path>>;
}
