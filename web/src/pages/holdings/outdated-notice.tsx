import { useNavigate } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { usePortfolio } from "@/api/use-portfolio.ts";
import { useCalculate } from "@/components/run/use-calculate.ts";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { formatDate } from "@/lib/format.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import { useOutdatedFrom } from "./outdated-results.ts";

interface OutdatedNoticeProps {
  /** A day from which on results are known to be outdated, whatever was edited here. */
  readonly since?: string | undefined;
}

/** After an edit: from when on results do not fit it, and the button that makes them fit. */
export function OutdatedNotice({ since }: OutdatedNoticeProps) {
  const portfolioId = usePortfolioId();
  const runId = usePortfolio()?.last_run?.batch_run_id ?? null;
  const from = useOutdatedFrom(portfolioId, runId) ?? since ?? null;
  const navigate = useNavigate();
  const calculate = useCalculate(portfolioId);
  if (from === null) return null;
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
      What is shown from {formatDate(from)} on is from before them.
      {calculate.error === null ? null : <ErrorState error={calculate.error} />}
    </Notice>
  );
}
