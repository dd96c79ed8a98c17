import { useNavigate } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { usePortfolio } from "@/api/use-portfolio.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import { isActive } from "../run/run-progress-state.ts";
import { useCalculate } from "../run/use-calculate.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { ErrorState } from "../ui/states.tsx";

/** After an edit: that results do not fit it, and the button that makes them fit. */
export function OutdatedNotice() {
  const portfolioId = usePortfolioId();
  const portfolio = usePortfolio();
  const navigate = useNavigate();
  const calculate = useCalculate(portfolioId);
  if (portfolio?.results_outdated !== true || isActive(portfolio.last_run?.status ?? "")) return null;
  const start = () =>
    calculate.mutate(false, {
      onSuccess: () => void navigate({ to: "/portfolios/$portfolioId/run", params: { portfolioId } }),
    });
  return (
    <Notice
      kind="warning"
      title="Results do not contain your changes yet"
      actions={
        <Button variant="primary" size="small" disabled={calculate.isPending} onClick={start}>
          <RotateCw aria-hidden />
          {calculate.isPending ? "Starting…" : "Calculate now"}
        </Button>
      }
    >
      What is shown was computed before them.
      {calculate.error === null ? null : <ErrorState error={calculate.error} />}
    </Notice>
  );
}
