import {
  deleteOldAuditEntries,
  deleteOldEvents,
  deleteOldFacts,
  deleteOldFetches,
  deleteOldRunStates,
  deleteOldRuns,
} from "#db/stores/retention-store.ts";
import { claimUpkeep, noteUpkeep } from "#db/stores/upkeep-store.ts";
import type { AppDatabase, Transaction } from "#db/types.ts";
import { every } from "#engine/sweep.ts";
import type { Log } from "#log";
import { PROGRAM, recordAudit } from "./audit.ts";

/** How many days each kind of history is kept; null: for ever. */
export interface RetentionPolicy {
  readonly eventDays: number | null;
  readonly runDays: number | null;
  readonly runStateDays: number | null;
  readonly fetchDays: number | null;
  readonly auditDays: number | null;
}

/** Rows that went, by kind. */
export type Removed = Readonly<Record<string, number>>;

export interface RetentionContext {
  readonly database: AppDatabase;
  readonly log: Log;
}

export const RETENTION_TASK = "retention";
/** A day less the time it may take, so that it does not move on through the day. */
export const RETENTION_EVERY_HOURS = 20;
const LOOK_EVERY_MS = 600_000;
/** Small enough that a batch takes milliseconds and holds nobody up. */
const ROWS_AT_ONCE = 2_000;
/** A run takes its units with it. */
const RUNS_AT_ONCE = 20;
/** What one night may take away; the next goes on. */
const MOST_BATCHES = 2_000;

/** Clears what is older than the policy wants, in short transactions, until done or stopped. */
export async function applyRetention(
  { database }: Pick<RetentionContext, "database">,
  policy: RetentionPolicy,
  signal: AbortSignal,
): Promise<Removed> {
  const removed: Record<string, number> = {};
  let batches = 0;
  const clear = async (
    kind: string,
    days: number | null,
    limit: number,
    remove: (tx: Transaction, days: number) => Promise<number>,
  ) => {
    removed[kind] = 0;
    if (days === null) return;
    for (let gone = limit; gone >= limit && batches < MOST_BATCHES && !signal.aborted; batches++) {
      gone = await database.batch.transaction(`retention: ${kind}`, (tx) => remove(tx, days));
      removed[kind] += gone;
    }
  };
  const rows = ROWS_AT_ONCE;
  await clear("run events", policy.eventDays, rows, ({ db }, days) => deleteOldEvents(db, days, rows));
  await clear("provider fetches", policy.fetchDays, rows, ({ db }, days) => deleteOldFetches(db, days, rows));
  await clear("run states", policy.runStateDays, rows, ({ db }, days) => deleteOldRunStates(db, days, rows));
  await clear("facts versions", policy.runStateDays, rows, ({ db }, days) => deleteOldFacts(db, days, rows));
  await clear("runs", policy.runDays, RUNS_AT_ONCE, ({ db }, days) => deleteOldRuns(db, days, RUNS_AT_ONCE));
  await clear("audit entries", policy.auditDays, rows, async ({ db }, days) => {
    const gone = await deleteOldAuditEntries(db, days, rows);
    const details = { entries: gone, olderThanDays: days };
    if (gone > 0)
      await recordAudit(db, PROGRAM, {
        action: "audit.expire",
        subject: { kind: "audit log", id: "-" },
        details,
      });
    return gone;
  });
  return removed;
}

/** Applies the policy once a day, in one of all processes, until stopped. */
export function startRetention(
  context: RetentionContext,
  policy: RetentionPolicy,
): { stop(): Promise<void> } {
  const { database, log } = context;
  const stopping = new AbortController();
  const loop = every(LOOK_EVERY_MS, async () => {
    try {
      if (!(await claimUpkeep(database.batch.db, RETENTION_TASK, RETENTION_EVERY_HOURS))) return;
      const startedAt = performance.now();
      const removed = await applyRetention(context, policy, stopping.signal);
      await noteUpkeep(database.batch.db, RETENTION_TASK, removed);
      log.info({ removed, ms: Math.round(performance.now() - startedAt) }, "retention");
    } catch (error) {
      log.warn({ err: error }, "retention failed; tomorrow's goes on");
    }
  });
  return {
    async stop() {
      stopping.abort();
      await loop.stop();
    },
  };
}
