import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { Page } from "@/components/layout/page.tsx";
import { EmptyState, QueryState, Skeleton } from "@/components/ui/states.tsx";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { useSearchText } from "@/lib/use-search-text.ts";
import { ChangeContent } from "./change-content.tsx";
import { PeriodPicker } from "./period-picker.tsx";
import { sessionBefore } from "./periods.ts";

export function ChangesPage() {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const [chosen, setFrom] = useSearchText("from");
  const history = useQuery(
    apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics/history", {
      path: { portfolio_id: portfolioId },
      query: asOf === null ? {} : { to: asOf },
    }),
  );
  const sessions = history.data?.history.map((point) => point.as_of) ?? [];
  const usual = sessionBefore(sessions, "21");
  const isDate = /^\d{4}-\d\d-\d\d$/.test(chosen ?? "");
  const from = isDate ? chosen : usual;
  return (
    <Page
      title="What changed"
      lead="Why risk is not what it was: the change between two sessions, taken apart into steps that add up."
      actions={
        from === null ? undefined : (
          <PeriodPicker
            sessions={sessions}
            from={from}
            onChange={(session) => setFrom(session === usual ? null : session)}
          />
        )
      }
    >
      <QueryState query={history} skeleton={<Skeleton className="h-96" />}>
        {() =>
          from === null || sessions.length < 2 ? (
            <div className="rounded-xl border bg-surface">
              <EmptyState title="Nothing to compare yet">
                A comparison takes two sessions with results up to the one shown.
              </EmptyState>
            </div>
          ) : (
            <ChangeContent from={from} />
          )
        }
      </QueryState>
    </Page>
  );
}
