import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { Stat, StatList } from "@/components/numbers.tsx";
import { RunStatusBadge } from "@/components/run/run-status-badge.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count, formatDuration, formatInstant, formatPercent, NONE } from "@/lib/format.ts";
import { runTotals } from "./run-totals.ts";

/** How the runs of so many days ended and how long they took. */
export function RunTotalsStrip({ days }: { readonly days: number }) {
  const query = useQuery({
    ...apiQuery("/api/v1/admin/batch/history/summary", { query: { days } }),
    staleTime: 0,
  });
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-20" />}>
      {({ total, groups }) => {
        const { byStatus, meanSeconds, wholeShare, lastFinishedAt } = runTotals(groups);
        const seen = byStatus.filter(({ runs }) => runs > 0);
        return (
          <StatList>
            <Stat label="Runs" note={`in ${count(days, "day")}`}>
              {total}
            </Stat>
            <Stat
              label="How they stand"
              note={wholeShare === null ? undefined : `${formatPercent(wholeShare, 0)} of ended runs`}
            >
              <span className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
                {seen.length === 0
                  ? NONE
                  : seen.map(({ status, runs }) => (
                      <span key={status} className="inline-flex items-center gap-1">
                        {runs} <RunStatusBadge status={status} />
                      </span>
                    ))}
              </span>
            </Stat>
            <Stat label="Mean duration">{meanSeconds === null ? NONE : formatDuration(meanSeconds)}</Stat>
            <Stat label="Last ended">
              <span className="max-sm:text-sm">
                {lastFinishedAt === null ? NONE : formatInstant(lastFinishedAt)}
              </span>
            </Stat>
          </StatList>
        );
      }}
    </QueryState>
  );
}
