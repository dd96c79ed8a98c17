import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { apiQuery } from "@/api/api-query.ts";
import { answerOf, api } from "@/api/client.ts";

/** Makes the demo portfolio where the user has none, calculates it where it has no results, and goes there. */
export function useOpenDemo() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const { portfolio_id: id } = await answerOf(api.POST("/api/v1/onboarding/demo"));
      const { as_of: asOf } = await queryClient.fetchQuery(
        apiQuery("/api/v1/portfolios/{id}", { path: { id } }),
      );
      if (asOf === null)
        await answerOf(
          api.POST("/api/v1/portfolios/{id}/calculate", { params: { path: { id } }, body: { force: false } }),
        );
      return { portfolioId: id, isCalculated: asOf !== null };
    },
    onSuccess: async ({ portfolioId, isCalculated }) => {
      await queryClient.invalidateQueries({ queryKey: ["/api/v1/portfolios"] });
      await navigate({
        to: isCalculated ? "/portfolios/$portfolioId" : "/portfolios/$portfolioId/run",
        params: { portfolioId },
      });
    },
  });
}
