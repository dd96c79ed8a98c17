import { useMutation } from "@tanstack/react-query";
import { answerOf, api } from "@/api/client.ts";
import { invalidatePortfolio } from "./invalidate-portfolio.ts";

/** Starts a calculation of the portfolio, or takes up the one that is active. `force`: all sessions anew. */
export function useCalculate(portfolioId: string) {
  return useMutation({
    mutationFn: (force: boolean) =>
      answerOf(
        api.POST("/api/v1/portfolios/{id}/calculate", {
          params: { path: { id: portfolioId } },
          body: { force },
        }),
      ),
    onSuccess: () => invalidatePortfolio(portfolioId),
  });
}
