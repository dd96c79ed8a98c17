import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { apiQuery } from "@/api/api-query.ts";
import { PercentDelta, Stat, StatList, Value } from "@/components/numbers.tsx";
import { buttonClass } from "@/components/ui/button.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { formatDate, formatDuration, formatQuantity } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";

interface CompletedSummaryProps {
  readonly portfolioId: string;
  readonly seconds: number;
}

/** What a calculation has led to: how long the history is, what it is worth, what it returned. */
export function CompletedSummary({ portfolioId, seconds }: CompletedSummaryProps) {
  const amounts = useAmounts();
  const query = useQuery(
    apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/overview", {
      path: { portfolio_id: portfolioId },
    }),
  );
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-20" />}>
      {({ data, as_of: asOf, reason, data_quality: { data_days: sessions } }) => (
        <StatList>
          <Stat label="NAV (USD)" note={asOf === null ? undefined : `as of ${formatDate(asOf)}`}>
            {data === null ? (reason?.message ?? "n/a") : amounts.dollars(data.net_asset_value)}
          </Stat>
          <Stat label="Return since the first entry">
            <PercentDelta value={data?.cumulative_return} reason={reason} />
          </Stat>
          <Stat label="Sessions">
            <Value value={sessions} reason={reason} format={formatQuantity} />
          </Stat>
          <Stat label="Time taken">{formatDuration(seconds)}</Stat>
        </StatList>
      )}
    </QueryState>
  );
}

/** The way on. */
export function ViewPortfolioLink({ portfolioId }: { readonly portfolioId: string }) {
  return (
    <Link to="/portfolios/$portfolioId" params={{ portfolioId }} className={buttonClass("primary")}>
      View portfolio
    </Link>
  );
}
