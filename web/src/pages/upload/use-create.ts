import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answerOf, api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { plainAmount } from "@/lib/plain-amount.ts";
import type { AccountDraft } from "./account-draft.ts";
import { createPortfolio, type SentFile } from "./upload-requests.ts";

interface CreateRequest {
  readonly sent: SentFile;
  readonly draft: AccountDraft;
  readonly historyFrom: string;
}

/**
 * Stores the portfolio, starts its first calculation and shows it. Where the very same portfolio is stored already
 * nothing is started, and the answer says so. A calculation that does not start is told by its own page.
 */
export function useCreate() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ sent, draft, historyFrom }: CreateRequest) =>
      createPortfolio(sent, {
        portfolio_name: draft.portfolioName,
        account_name: draft.accountName,
        account_type: draft.accountType,
        equity_balance: plainAmount(draft.equity),
        equity_as_of: draft.equityAsOf,
        description: draft.description,
        history_from: historyFrom,
      }),
    onSuccess: async ({ isNew, answer: { portfolio_id: id } }) => {
      if (!isNew) return;
      await startQuietly(id);
      void queryClient.invalidateQueries({ queryKey: ["/api/v1/portfolios"] });
      await navigate({ to: "/portfolios/$portfolioId/run", params: { portfolioId: id } });
    },
  });
}

async function startQuietly(id: string): Promise<void> {
  try {
    await answerOf(
      api.POST("/api/v1/portfolios/{id}/calculate", { params: { path: { id } }, body: { force: false } }),
    );
  } catch {
    // The portfolio is stored; its page says that it was never calculated and offers to.
  }
}
