import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { apiQuery } from "@/api/api-query.ts";
import type { PortfolioSummary } from "@/api/use-portfolio.ts";
import { MoneyDelta, PercentDelta } from "@/components/numbers.tsx";
import { ResultsBadge } from "@/components/results-badge.tsx";
import { RunStatusBadge, type ShownRunStatus } from "@/components/run/run-status-badge.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { count, formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { monthsBefore } from "../overview/history.ts";
import { NavSparkline } from "./nav-sparkline.tsx";

const MONTHS = 6;

/** A portfolio with where it stands; all of it leads there. */
export function PortfolioCard({ portfolio }: { readonly portfolio: PortfolioSummary }) {
  const { id, name, account_name: account, as_of: asOf, is_demo: isDemo, last_run: run } = portfolio;
  const amounts = useAmounts();
  return (
    <article className="relative flex h-full flex-col rounded-xl border bg-surface p-5 transition-colors hover:border-accent">
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-base">
            <Link
              to="/portfolios/$portfolioId"
              params={{ portfolioId: id }}
              className="after:absolute after:inset-0 after:rounded-xl"
            >
              {name}
            </Link>
          </h2>
          {account === name ? null : <p className="truncate text-sm text-muted">{account}</p>}
        </div>
        {isDemo ? <Badge tone="accent">Demo</Badge> : null}
      </header>
      {asOf === null || portfolio.net_asset_value === null ? (
        <p className="my-6 text-sm text-muted">
          {count(portfolio.positions_total, "lot")} stored; not calculated yet.
        </p>
      ) : (
        <>
          <dl className="mt-3">
            <dt className="text-xs text-muted">Net asset value (USD)</dt>
            <dd className="numeric text-2xl font-semibold tracking-tight">
              {amounts.dollars(portfolio.net_asset_value)}
            </dd>
            <dt className="sr-only">P&L (USD) and return of the session</dt>
            <dd className="flex flex-wrap gap-x-3 text-sm">
              <MoneyDelta value={portfolio.daily_pnl} />
              <PercentDelta value={portfolio.daily_return} />
            </dd>
          </dl>
          <CardSparkline portfolioId={id} asOf={asOf} />
        </>
      )}
      <footer className="mt-auto flex flex-wrap items-center gap-x-2 gap-y-1 pt-3 text-xs text-muted">
        {asOf === null ? null : <span>{formatDate(asOf)}</span>}
        <ResultsBadge portfolio={portfolio} />
        <span className="ml-auto flex items-center gap-1.5">
          Last run <RunStatusBadge status={(run?.status ?? "idle") as ShownRunStatus} />
        </span>
      </footer>
    </article>
  );
}

function CardSparkline({ portfolioId, asOf }: { readonly portfolioId: string; readonly asOf: string }) {
  const { data } = useQuery(
    apiQuery("/api/v1/data/portfolio/{portfolio_id}/snapshots", {
      path: { portfolio_id: portfolioId },
      query: { from: monthsBefore(asOf, MONTHS) },
    }),
  );
  if (data === undefined) return <Skeleton className="mt-3 h-14" />;
  return <NavSparkline snapshots={data.snapshots} />;
}
