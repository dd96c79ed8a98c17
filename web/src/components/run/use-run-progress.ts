import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { queryClient } from "@/api/query-client.ts";
import {
  type Connection,
  followRun,
  hasEnded,
  openRunStream,
  type RunEvent,
  type RunReport,
} from "@/api/run-events.ts";
import { invalidatePortfolio } from "./invalidate-portfolio.ts";
import {
  isActive,
  NOTHING_SEEN,
  type OnboardingStatus,
  type SeenProgress,
  withEvent,
  withStatus,
} from "./run-progress-state.ts";

const POLL_MS = 2_000;
/** While the stream tells of every change, asking is only a safeguard. */
const LIVE_POLL_MS = 10_000;
/** Another run may start, as every night. */
const IDLE_POLL_MS = 30_000;
/** Phases are not in the stream; they are read again at most this often as it speaks. */
const REFRESH_MS = 400;

export interface RunProgress extends SeenProgress {
  readonly status: UseQueryResult<OnboardingStatus>;
  /** What the run is; undefined until read, and where there is none. */
  readonly run: RunReport | undefined;
  readonly connection: Connection;
}

/** The progress of a portfolio's latest run as it happens, however often the connection breaks. */
export function useRunProgress(portfolioId: string): RunProgress {
  const [seen, setSeen] = useState(NOTHING_SEEN);
  const [connection, setConnection] = useState<Connection>("reconnecting");
  const every = (active: boolean) =>
    active ? (connection === "live" ? LIVE_POLL_MS : POLL_MS) : IDLE_POLL_MS;

  const status = useQuery({
    ...apiQuery("/api/v1/onboarding/status/{portfolio_id}", { path: { portfolio_id: portfolioId } }),
    staleTime: 0,
    refetchInterval: ({ state }) => every(isActive(state.data?.status ?? "queued")),
  });
  const runId = status.data?.batch_run_id ?? null;
  const active = isActive(status.data?.status ?? "idle");
  const run = useQuery({
    ...reportQuery(portfolioId, runId ?? ""),
    enabled: runId !== null,
    staleTime: active ? 0 : Number.POSITIVE_INFINITY,
    refetchInterval: active ? every(true) : false,
  });

  useEffect(() => {
    if (status.data !== undefined) setSeen((before) => withStatus(before, status.data));
  }, [status.data]);

  useEffect(() => {
    if (runId === null || !active) return;
    const controller = new AbortController();
    const refresh = createRefresh(portfolioId);
    const onEvent = (event: RunEvent) => {
      setSeen((before) => withEvent(before, runId, event));
      if (event.kind === "status") {
        queryClient.setQueryData(reportQuery(portfolioId, runId).queryKey, event.run);
        if (hasEnded(event.run.status)) return refresh.now();
      }
      refresh.soon();
    };
    void followRun({
      open: openRunStream(portfolioId, runId),
      signal: controller.signal,
      onEvent,
      onConnection: setConnection,
    });
    return () => {
      controller.abort();
      refresh.stop();
      setConnection("reconnecting");
    };
  }, [portfolioId, runId, active]);

  const hasJustEnded = seen.sawActive && !active && seen.runId === runId;
  useEffect(() => {
    if (hasJustEnded) void invalidatePortfolio(portfolioId);
  }, [hasJustEnded, portfolioId]);

  return { ...seen, status, run: run.data, connection };
}

function reportQuery(portfolioId: string, runId: string) {
  return apiQuery("/api/v1/portfolios/{id}/batch-status/{batch_run_id}", {
    path: { id: portfolioId, batch_run_id: runId },
  });
}

interface Refresh {
  readonly now: () => void;
  /** Once for all that asks for it within a moment. */
  readonly soon: () => void;
  readonly stop: () => void;
}

/** Reads the status again. */
function createRefresh(portfolioId: string): Refresh {
  const path = { portfolio_id: portfolioId };
  const { queryKey } = apiQuery("/api/v1/onboarding/status/{portfolio_id}", { path });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const now = () => {
    stop();
    void queryClient.invalidateQueries({ queryKey });
  };
  return { now, stop, soon: () => (timer ??= setTimeout(now, REFRESH_MS)) };
}
