import { sharedSymbols } from "#batch/run-scope.ts";
import { readFreshnessCounts } from "#db/stores/freshness-store.ts";
import { listWorkers, readDatabaseClock } from "#db/stores/run-read-store.ts";
import { listEndedRuns, listLastPhases, readRunState } from "#db/stores/state-store.ts";
import type { GaugeFigure } from "#metrics";
import type { ApiContext } from "./api-context.ts";
import { businessDay } from "./business-day.ts";
import { sessionsBehind } from "./freshness.ts";
import { programVersion } from "./program-version.ts";
import { WORKER_SILENCE_SECONDS } from "./worker-silence.ts";

type StateContext = Pick<ApiContext, "database" | "calendar" | "businessNow" | "betaReferences" | "health">;

/** How long figures stand: whoever asks more often gets the same ones, and the database is not asked. */
const STAND_MS = 5_000;
const ENDED_HOURS = 24;

/**
 * Gauges whenever they are asked for: of this process, and `ofInstallation` also what the database knows, which is the
 * same from any process.
 */
export function gaugeFigures(
  context: StateContext,
  options: { readonly ofInstallation: boolean; readonly onError: (error: unknown) => void },
): () => Promise<readonly GaugeFigure[]> {
  const state = options.ofInstallation ? createStateFigures(context, options.onError) : null;
  const build = { version: programVersion(), node: process.version };
  return async () => [
    { name: "sigmasight_build_info", labels: build, value: 1 },
    ...poolFigures(context),
    ...providerFigures(context),
    ...((await state?.()) ?? []),
  ];
}

/** Those that have a circuit at all: what is on this machine needs none. */
function providerFigures({ health }: Pick<StateContext, "health">): readonly GaugeFigure[] {
  return health.providers().flatMap(({ provider, circuit }) => {
    if (circuit === null) return [];
    const value = circuit.state === "open" ? 1 : 0;
    return [{ name: "sigmasight_provider_open", labels: { provider }, value }] as const;
  });
}

/** The connection pools of this process. */
function poolFigures({ database }: Pick<StateContext, "database">): readonly GaugeFigure[] {
  return [database.system, database.batch].flatMap((source) => {
    const { name: pool, size, open, inUse, waiting, holders } = source.statistics();
    const labels = { pool };
    const longest = Math.max(0, ...holders.map(({ heldMs }) => heldMs));
    return [
      { name: "sigmasight_pool_size", labels, value: size },
      { name: "sigmasight_pool_open", labels, value: open },
      { name: "sigmasight_pool_in_use", labels, value: inUse },
      { name: "sigmasight_pool_waiting", labels, value: waiting },
      { name: "sigmasight_pool_longest_hold_seconds", labels, value: longest / 1000 },
    ] as const satisfies readonly GaugeFigure[];
  });
}

/**
 * What the database knows of the installation, as gauges: the same from any process. Asked again only after five
 * seconds. Where the database cannot tell, `sigmasight_state_read` is 0 and nothing else is there.
 */
function createStateFigures(
  context: StateContext,
  onError: (error: unknown) => void,
): () => Promise<readonly GaugeFigure[]> {
  let asked: { readonly at: number; readonly figures: Promise<readonly GaugeFigure[]> } | null = null;
  const read = async (): Promise<readonly GaugeFigure[]> => {
    try {
      return [{ name: "sigmasight_state_read", labels: {}, value: 1 }, ...(await readState(context))];
    } catch (error) {
      onError(error);
      return [{ name: "sigmasight_state_read", labels: {}, value: 0 }];
    }
  };
  return () => {
    const now = performance.now();
    if (asked === null || now - asked.at > STAND_MS) asked = { at: now, figures: read() };
    return asked.figures;
  };
}

async function readState(context: StateContext): Promise<readonly GaugeFigure[]> {
  const { calendar, betaReferences, health } = context;
  const { db } = context.database.system;
  const { lastSession } = businessDay(context);
  const before = Date.now();
  const databaseNow = await readDatabaseClock(db);
  const skew = (databaseNow.getTime() - (before + Date.now()) / 2) / 1000;
  const runs = await readRunState(db);
  const ended = await listEndedRuns(db, ENDED_HOURS);
  const phases = await listLastPhases(db);
  const workers = await listWorkers(db);
  const counts = await readFreshnessCounts(db, lastSession, sharedSymbols(betaReferences));
  const queue = await health.queueDepth();
  const { nightlySuccessAt } = runs;
  const behind = sessionsBehind(calendar, lastSession, counts.oldestResults) ?? 0;
  const alive = workers.filter(({ heartbeatAgeSeconds }) => heartbeatAgeSeconds < WORKER_SILENCE_SECONDS);
  return [
    { name: "sigmasight_database_skew_seconds", labels: {}, value: skew },
    { name: "sigmasight_runs_active", labels: { status: "queued" }, value: runs.queued },
    { name: "sigmasight_runs_active", labels: { status: "running" }, value: runs.running },
    { name: "sigmasight_run_quiet_seconds", labels: {}, value: runs.quietSeconds },
    ...(nightlySuccessAt === null
      ? []
      : [
          {
            name: "sigmasight_nightly_success_timestamp_seconds",
            labels: {},
            value: nightlySuccessAt.getTime() / 1000,
          } as const,
        ]),
    ...ended.map(
      ({ trigger, status, count }) =>
        ({ name: "sigmasight_runs_ended_last_day", labels: { trigger, status }, value: count }) as const,
    ),
    ...phases.flatMap(
      ({ phase, seconds, rows }) =>
        [
          { name: "sigmasight_phase_last_seconds", labels: { phase }, value: seconds },
          { name: "sigmasight_phase_last_rows", labels: { phase }, value: rows },
        ] as const,
    ),
    { name: "sigmasight_queue_waiting", labels: {}, value: queue.waiting },
    { name: "sigmasight_queue_active", labels: {}, value: queue.active },
    { name: "sigmasight_queue_oldest_seconds", labels: {}, value: queue.oldestWaitingSeconds ?? 0 },
    { name: "sigmasight_workers_alive", labels: {}, value: alive.length },
    ...Object.entries(counts.portfolios).map(
      ([state, value]) => ({ name: "sigmasight_portfolios", labels: { state }, value }) as const,
    ),
    { name: "sigmasight_portfolio_sessions_behind", labels: {}, value: behind },
    ...Object.entries(counts.symbols).map(
      ([state, value]) => ({ name: "sigmasight_symbols", labels: { state }, value }) as const,
    ),
  ];
}
