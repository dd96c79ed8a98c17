import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import type { BenchmarkPrices } from "./performance-view.ts";

const HOUR_MS = 3_600_000;

/** The benchmark's prices from a session on; null while they are read, and where there are none. */
export function useBenchmark(from: string | undefined, isShown: boolean): BenchmarkPrices | null {
  const portfolioId = usePortfolioId();
  const { data } = useQuery({
    ...apiQuery("/api/v1/data/prices/historical/{portfolio_id}", {
      path: { portfolio_id: portfolioId },
      query: { include_benchmark: "true", ...(from === undefined ? {} : { from }) },
    }),
    enabled: isShown && from !== undefined,
    staleTime: HOUR_MS,
    select: ({ benchmark }) => benchmark,
  });
  return data ?? null;
}
