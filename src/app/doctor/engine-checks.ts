import { sharedSymbols } from "#batch/run-scope.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { sqlState } from "#db/pg-errors.ts";
import { readFreshnessCounts } from "#db/stores/freshness-store.ts";
import { listWorkers } from "#db/stores/run-read-store.ts";
import { listStuckRuns } from "#db/stores/server-facts-store.ts";
import { listEndedRuns } from "#db/stores/state-store.ts";
import { listUpkeep, type UpkeepRow } from "#db/stores/upkeep-store.ts";
import type { AppDatabase } from "#db/types.ts";
import { readQueueDepth } from "#engine/queue-depth.ts";
import { QUEUES } from "#engine/transport.ts";
import { WORKER_SILENCE_SECONDS } from "../worker-silence.ts";
import { type DoctorCheck, fail, guarded, ok, skipped, warn } from "./doctor-check.ts";

export interface EngineSettings {
  readonly calendar: TradingCalendar;
  readonly businessNow: Date;
  readonly betaReferences: readonly string[];
  readonly runDeadlineSeconds: number;
  readonly nightly: boolean;
}

const LONG_WAIT_SECONDS = 900;
const QUIET_SECONDS = 1_800;
const LATE_UPKEEP_MS = 3 * 86_400_000;
const LONGEST_UPKEEP_MS = 3_600_000;

/** Queue, workers, runs and data of a database at head. */
export async function checkEngine(
  database: AppDatabase,
  settings: EngineSettings,
): Promise<readonly DoctorCheck[]> {
  const { db } = database.system;
  const workers = await listWorkers(db);
  const alive = workers.filter(
    ({ heartbeatAgeSeconds }) => heartbeatAgeSeconds < WORKER_SILENCE_SECONDS,
  ).length;
  return [
    await guarded("queue", "Start a worker once: it makes the queue's tables.", () =>
      checkQueue(database, alive),
    ),
    await guarded("runs", "Look at `sigmasight runs list`.", () => checkRuns(database, settings)),
    await guarded("data", "Look at `sigmasight freshness`.", () => checkData(database, settings)),
    await guarded("upkeep", "Look at the log for `retention`.", async () => {
      const [last] = await listUpkeep(db);
      if (last === undefined) return ok("upkeep", "history has not been cleared yet");
      return judgeUpkeep(last, Date.now());
    }),
  ];
}

/** `now` in milliseconds. */
export function judgeUpkeep(
  { claimedAt, finishedAt }: Pick<UpkeepRow, "claimedAt" | "finishedAt">,
  now: number,
): DoctorCheck {
  if (finishedAt === null) {
    const found = `clearing history began ${claimedAt.toISOString()} and has not ended`;
    return now - claimedAt.getTime() > LONGEST_UPKEEP_MS
      ? warn("upkeep", found, "Look at the log for `retention failed`: the next one is due within a day.")
      : ok("upkeep", found);
  }
  const found = `history was last cleared ${finishedAt.toISOString()}`;
  return now - finishedAt.getTime() > LATE_UPKEEP_MS
    ? warn("upkeep", found, "Keep a process of `serve`, `work` or `start` running: each does it.")
    : ok("upkeep", found);
}

const NO_SUCH_TABLE = "42P01";

async function checkQueue({ system }: AppDatabase, alive: number): Promise<DoctorCheck> {
  try {
    const ask = (text: string, values: unknown[]) => system.query(text, values);
    const {
      waiting,
      active,
      oldestWaitingSeconds: oldest,
    } = await readQueueDepth(Object.values(QUEUES), ask);
    const found = `${waiting} messages wait, ${active} in hand, ${alive} workers alive`;
    if (waiting > 0 && alive === 0)
      return warn("queue", found, "Start a worker: `sigmasight work`, or `sigmasight start`.");
    if (oldest !== null && oldest > LONG_WAIT_SECONDS)
      return warn(
        "queue",
        `${found}; the oldest for ${Math.round(oldest / 60)} minutes`,
        "Start more workers, or look at `sigmasight runs list` for one that takes all of them.",
      );
    return ok("queue", found);
  } catch (error) {
    if (sqlState(error) !== NO_SUCH_TABLE) throw error;
    return skipped("queue", "not there yet: the first command that opens the database makes it");
  }
}

async function checkRuns(database: AppDatabase, settings: EngineSettings): Promise<DoctorCheck> {
  const { db } = database.system;
  const stuck = await listStuckRuns(db, QUIET_SECONDS);
  const ended = await listEndedRuns(db, 24);
  const bad = ended.filter(({ status }) => status === "failed" || status === "partial");
  const lately =
    ended.length === 0
      ? "none ended in the last day"
      : ended
          .map(({ trigger, status, count }) => `${count} ${trigger} ${status}`)
          .join(", ")
          .concat(" in the last day");
  const overdue = stuck.filter(({ quietSeconds }) => quietSeconds > settings.runDeadlineSeconds);
  const named = stuck.map(
    ({ id, quietSeconds }) => `${id} without progress for ${Math.round(quietSeconds / 60)} minutes`,
  );
  if (overdue.length > 0)
    return fail(
      "runs",
      named.join(", "),
      "No process sweeps: start `sigmasight serve` or `work`, or cancel with `sigmasight runs cancel`.",
    );
  if (stuck.length > 0)
    return warn(
      "runs",
      named.join(", "),
      "See that a worker is alive; `sigmasight runs logs` says what it did last.",
    );
  return bad.length > 0
    ? warn("runs", lately, "`sigmasight runs list`, `runs show ID`, then `runs retry ID --preview`.")
    : ok("runs", lately);
}

async function checkData(database: AppDatabase, settings: EngineSettings): Promise<DoctorCheck> {
  const { calendar, businessNow, betaReferences } = settings;
  const session = calendar.lastCompleted(businessNow);
  const shared = sharedSymbols(betaReferences);
  const { portfolios, symbols } = await readFreshnessCounts(database.system.db, session, shared);
  const total = portfolios.current + portfolios.behind + portfolios.none;
  if (total === 0) return ok("data", "no portfolio yet");
  const found = `${portfolios.current} of ${total} portfolios have results up to ${session}; prices of ${symbols.behind} symbols end before it, ${symbols.none} have none, ${symbols.dead} no provider knows`;
  return portfolios.behind + portfolios.none > 0 || symbols.behind + symbols.none > 0
    ? warn(
        "data",
        found,
        "`sigmasight freshness` and `freshness --symbols` name them; `sigmasight run` computes what is missing.",
      )
    : ok("data", found);
}
