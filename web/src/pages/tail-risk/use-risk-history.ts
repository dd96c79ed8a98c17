import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";

/** Risk of every session up to the one in the address. */
export function useRiskHistory() {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  return useQuery(
    apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics/history", {
      path: { portfolio_id: portfolioId },
      query: asOf === null ? {} : { to: asOf },
    }),
  );
}
