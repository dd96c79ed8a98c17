import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { apiQuery } from "@/api/api-query.ts";
import { usePortfolio } from "@/api/use-portfolio.ts";
import { ResultsBadge } from "@/components/results-badge.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { count, formatDate } from "@/lib/format.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { findingsText } from "./freshness.ts";

/** Of which session the numbers are, how far they lag, and what to know about the data behind them. */
export function FreshnessLine() {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const portfolio = usePortfolio();
  const path = { id: portfolioId };
  const { data: freshness } = useQuery(apiQuery("/api/v1/portfolios/{id}/freshness", { path }));
  const { data: detail } = useQuery(apiQuery("/api/v1/portfolios/{id}", { path }));
  const session = asOf ?? freshness?.results_as_of ?? null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {session === null ? null : (
        <span>
          {asOf === null ? "Close of" : "As it stood on"} {formatDate(session)}
        </span>
      )}
      {portfolio === undefined || asOf !== null ? null : <ResultsBadge portfolio={portfolio} />}
      {freshness === undefined || freshness.symbols_behind === 0 ? null : (
        <Badge tone="warning">{count(freshness.symbols_behind, "symbol")} without a current price</Badge>
      )}
      {detail === undefined ? null : (
        <Link
          to="/portfolios/$portfolioId/data-quality"
          params={{ portfolioId }}
          className="text-accent underline-offset-4 hover:underline"
        >
          {findingsText(detail.findings)}
        </Link>
      )}
    </p>
  );
}
