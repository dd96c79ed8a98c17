import { useQuery } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { VerdictNotice } from "@/components/verdict-notice.tsx";
import { formatInstant } from "@/lib/format.ts";
import { AdminPage } from "./admin-page.tsx";
import { clockWords } from "./clock-words.ts";
import { PoolsPanel } from "./pools-panel.tsx";
import { ProvidersPanel } from "./providers-panel.tsx";
import { SchedulePanel } from "./schedule-panel.tsx";
import { SystemFigures } from "./system-figures.tsx";
import { systemVerdict } from "./system-verdict.ts";
import { TransactionsPanel } from "./transactions-panel.tsx";
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
            <VerdictNotice verdict={systemVerdict(health)} note={clockWords(health)} />
            <SystemFigures health={health} />
            <div className="grid gap-5 xl:grid-cols-2">
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
