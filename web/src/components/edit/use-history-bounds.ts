import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { usePortfolio } from "@/api/use-portfolio.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import type { HistoryBounds } from "./history-effect.ts";

/** From when to when the portfolio in the address has results; undefined while that is read. */
export function useHistoryBounds(): HistoryBounds | undefined {
  const portfolioId = usePortfolioId();
  const portfolio = usePortfolio();
  const { data } = useQuery({
    ...apiQuery("/api/v1/data/portfolio/{portfolio_id}/snapshots", {
      path: { portfolio_id: portfolioId },
      query: {},
    }),
    select: ({ snapshots }) => [snapshots[0]?.as_of ?? null, snapshots.at(-1)?.as_of ?? null] as const,
  });
  if (portfolio === undefined || data === undefined) return undefined;
  const [firstSession, lastSession] = data;
  return { firstSession, lastSession, equityAsOf: portfolio.equity_as_of };
}
