import { useMutation } from "@tanstack/react-query";
import { usePortfolioId } from "@/lib/route-state.ts";
import { invalidatePortfolio } from "../run/invalidate-portfolio.ts";

interface Edit<Input> {
  readonly send: (input: Input) => Promise<unknown>;
  readonly onDone: () => void;
}

/** A change of the portfolio's facts: what shows them is read again. */
export function useEdit<Input>({ send, onDone }: Edit<Input>) {
  const portfolioId = usePortfolioId();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await invalidatePortfolio(portfolioId);
      onDone();
    },
  });
}
