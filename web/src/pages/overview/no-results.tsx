import { Link } from "@tanstack/react-router";
import { Hourglass } from "lucide-react";
import type { PortfolioSummary } from "@/api/use-portfolio.ts";
import { buttonClass } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { count, formatPercentage } from "@/lib/format.ts";

/** Where a portfolio has no results yet: how its first calculation stands. */
export function NoResults({ portfolio }: { readonly portfolio: PortfolioSummary }) {
  const { last_run: run, positions_total: lots } = portfolio;
  return (
    <div className="rounded-xl border bg-surface">
      <EmptyState
        icon={<Hourglass />}
        title={titleOf(run)}
        actions={
          <Link
            to="/portfolios/$portfolioId/run"
            params={{ portfolioId: portfolio.id }}
            className={buttonClass("primary")}
          >
            {run === null ? "Start the calculation" : "See the calculation"}
          </Link>
        }
      >
        {count(lots, "lot")} stored. Net asset value, returns and risk appear here once a calculation has
        ended.
      </EmptyState>
    </div>
  );
}

/** For an address that is nobody's portfolio, or somebody else's. */
export function NoPortfolio() {
  return (
    <div className="rounded-xl border bg-surface">
      <EmptyState
        title="There is no such portfolio"
        actions={
          <Link to="/" className={buttonClass("secondary")}>
            All portfolios
          </Link>
        }
      >
        It may have been deleted, or belong to another account.
      </EmptyState>
    </div>
  );
}

function titleOf(run: PortfolioSummary["last_run"]): string {
  switch (run?.status) {
    case undefined:
      return "Nothing is calculated yet";
    case "queued":
      return "The first calculation is waiting";
    case "running":
      return `The first calculation is at ${formatPercentage(run?.percent_complete ?? 0, 0)}`;
    case "cancelled":
      return "The calculation was cancelled";
    default:
      return "The calculation gave no results";
  }
}
