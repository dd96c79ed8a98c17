import { useQuery } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { Stat, StatList } from "@/components/numbers.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count, formatDate, formatDuration, formatInstant, formatNumber, NONE } from "@/lib/format.ts";
import { AdminPage } from "./admin-page.tsx";
import { PoolsPanel } from "./pools-panel.tsx";
import { ProvidersPanel } from "./providers-panel.tsx";
import { SchedulePanel } from "./schedule-panel.tsx";
import { type Health, systemVerdict } from "./system-verdict.ts";
import { TransactionsPanel } from "./transactions-panel.tsx";
import { VerdictNotice } from "./verdict-notice.tsx";
import { WorkersPanel } from "./workers-panel.tsx";

const POLL_MS = 5_000;

export function SystemPage() {
  const [isPaused, setIsPaused] = useState(false);
  return (
    <AdminPage
      title="System"
      lead={isPaused ? "Refreshing is paused." : "Refreshed every 5 seconds."}
      actions={
        <Button aria-pressed={isPaused} onClick={() => setIsPaused(!isPaused)}>
          {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {isPaused ? "Refresh again" : "Pause"}
        </Button>
      }
    >
      <System isPaused={isPaused} />
    </AdminPage>
  );
}

function System({ isPaused }: { readonly isPaused: boolean }) {
  const query = useQuery({
    ...apiQuery("/api/v1/admin/system/health", {}),
    refetchInterval: isPaused ? false : POLL_MS,
    staleTime: 0,
  });
  return (
    <>
      {query.error !== null && query.data !== undefined ? (
        <Notice kind="error" title={`The last look failed: ${query.error.message}`}>
          What is below is of {formatInstant(query.data.clock.system_now)}.
        </Notice>
      ) : null}
      <QueryState query={query} skeleton={<Skeleton className="h-96" />}>
        {(health) => (
          <>
            <VerdictNotice verdict={systemVerdict(health)} />
            <Figures health={health} />
            <div className="grid items-start gap-5 xl:grid-cols-2">
              <PoolsPanel pools={health.database.pools} />
              <WorkersPanel workers={health.workers} alive={health.workers_alive} />
              <SchedulePanel schedule={health.schedule} clock={health.clock} />
              <ProvidersPanel providers={health.providers} />
            </div>
            <TransactionsPanel transactions={health.database.long_transactions} />
          </>
        )}
      </QueryState>
    </>
  );
}

function Figures({
  health: { market, database, queue, workers_alive: alive, data, clock },
}: {
  readonly health: Health;
}) {
  const { pending_migrations: pending } = database;
  return (
    <StatList>
      <Stat label="Workers alive" note={alive === 0 ? "runs would wait" : undefined}>
        {alive}
      </Stat>
      <Stat
        label="Queue"
        note={
          queue.oldest_waiting_seconds === null
            ? "nothing waits"
            : `the oldest for ${formatDuration(queue.oldest_waiting_seconds)}`
        }
      >
        {queue.waiting} waiting, {queue.active} in work
      </Stat>
      <Stat label="Last completed session" note={`newest price ${dateOrNone(data.newest_price)}`}>
        {formatDate(data.last_completed_session)}
      </Stat>
      <Stat
        label="Oldest results"
        note={`of ${count(data.portfolios, "portfolio")}, ${data.portfolios_without_snapshot} without`}
      >
        {dateOrNone(data.oldest_snapshot)}
      </Stat>
      <Stat
        label="Database"
        note={pending.length === 0 ? "schema up to date" : count(pending.length, "pending migration")}
      >
        PostgreSQL {database.server_version.split(" ")[0]}
      </Stat>
      <Stat label="Market" note={`business time ${formatInstant(clock.business_now)}`}>
        {market === "synthetic" ? "Synthetic" : "Real"}
      </Stat>
      <Stat label="Clock skew of the database" note={`here ${formatInstant(clock.system_now)}`}>
        {formatNumber(clock.database_skew_seconds, 3)} s
      </Stat>
    </StatList>
  );
}

function dateOrNone(date: string | null): string {
  return date === null ? NONE : formatDate(date);
}
