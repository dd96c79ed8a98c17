import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type Answer, apiQuery } from "./api-query.ts";

export type PortfolioSummary = Answer<"/api/v1/portfolios">["portfolios"][number];

/** The portfolio in the address, as the list of portfolios has it; undefined while that is read, and outside of one. */
export function usePortfolio(): PortfolioSummary | undefined {
  const { portfolioId } = useParams({ strict: false });
  const { data } = useQuery(apiQuery("/api/v1/portfolios", {}));
  return data?.portfolios.find(({ id }) => id === portfolioId);
}
