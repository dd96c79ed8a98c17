import { useMutation } from "@tanstack/react-query";
import { usePortfolio } from "@/api/use-portfolio.ts";
import { invalidatePortfolio } from "@/components/run/invalidate-portfolio.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import { markOutdated } from "./outdated-results.ts";

interface Edit<Input> {
  readonly send: (input: Input) => Promise<unknown>;
  /** First day whose results it makes outdated; null: none. */
  readonly outdatedFrom: (input: Input) => string | null;
  readonly onDone: () => void;
}

/** A change of the portfolio's facts: what shows them is read again, and results count as outdated from a day on. */
export function useEdit<Input>({ send, outdatedFrom, onDone }: Edit<Input>) {
  const portfolioId = usePortfolioId();
  const portfolio = usePortfolio();
  return useMutation({
    mutationFn: send,
    onSuccess: async (_answer, input) => {
      const from = outdatedFrom(input);
      if (from !== null) markOutdated(portfolioId, from, portfolio?.last_run?.batch_run_id ?? null);
      await invalidatePortfolio(portfolioId);
      onDone();
    },
  });
}
