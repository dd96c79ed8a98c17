import type { RunReport } from "#app/run-control.ts";
import { runStatus } from "#app/run-status.ts";
import type { PoolLimits } from "#db/database-pool.ts";
import { createDatabase } from "#db/pools.ts";
import type { AppDatabase, Transaction } from "#db/types.ts";
import { cancelRun } from "#engine/cancel-run.ts";
import type { Engine } from "#engine/engine.ts";
import type { Run } from "#engine/run-state.ts";
import type { NewRun } from "#engine/run-store.ts";
import { startRun } from "#engine/start-run.ts";
import { startSweep } from "#engine/sweep.ts";
import { startTransport, type Transport } from "#engine/transport.ts";
import { startWorker, type Worker } from "#engine/worker.ts";
import { createLog } from "#log";
import { createTestDatabase } from "#test/support/database.ts";
import { runEnd } from "#test/support/platform.ts";
import { reached } from "#test/support/pooler.ts";
import { type MadeUpPhase, madeUpPhase } from "./made-up-phase.ts";

export interface EngineWorld {
  readonly database: AppDatabase;
  readonly engine: Engine<null>;
  readonly transport: Transport;
  /** Requests a run of a scope that is free, in a transaction of its own. */
  start(run?: Partial<NewRun>): Promise<string>;
  work(concurrency?: number): Promise<Worker>;
  /** A worker with a queue connection of its own, as in another process. */
  workElsewhere(concurrency?: number): Promise<Worker>;
  sweep(deadlineSeconds?: number): void;
  cancel(runId: string, reason?: string): Promise<boolean>;
  status(runId: string): Promise<RunReport>;
  ended(runId: string): Promise<RunReport>;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** What the phases wrote: `phase subject`, in order of writing. */
  outputs(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface WorldHooks {
  readonly prepare?: (tx: Transaction, run: Run) => Promise<void>;
  readonly hasOutdatedResults?: (tx: Transaction, run: Run) => Promise<boolean>;
  /** Narrower than an installation's. */
  readonly batchPoolSize?: number;
  readonly batchLimits?: Partial<Omit<PoolLimits, "size">>;
}

export const NEW_RUN: NewRun = {
  trigger: "admin",
  scope: "all",
  portfolioId: null,
  from: null,
  to: "2026-01-08",
  force: false,
  triggeredBy: "admin:test",
  reason: null,
  retryOf: null,
  followUpOf: null,
};

/** The engine on a database of its own, with made-up phases that write into a table `outputs`. */
export async function createEngineWorld(
  phases: readonly MadeUpPhase[],
  hooks: WorldHooks = {},
): Promise<EngineWorld> {
  const testDatabase = await createTestDatabase();
  const { url } = testDatabase;
  const log = createLog({ level: "silent", pretty: false });
  const database: AppDatabase = await createDatabase({
    ...reached(url),
    apiPoolSize: 4,
    batchPoolSize: hooks.batchPoolSize ?? 6,
    batchLimits: hooks.batchLimits ?? {},
    applicationName: "engine-test",
    log,
  });
  await database.api.query(`create table outputs (id bigint generated always as identity, phase text not null, subject text not null,
    constraint outputs_subject_check check (subject <> 'unstorable'))`);
  const transport = await startTransport({ url, worker: true, log });
  const built = phases.map(madeUpPhase);
  const engine: Engine<null> = {
    phases: built,
    services: null,
    database,
    transport,
    log,
    prepare: hooks.prepare ?? (() => Promise.resolve()),
    hasOutdatedResults: hooks.hasOutdatedResults ?? (() => Promise.resolve(false)),
  };
  const closers: (() => Promise<void>)[] = [];
  const status = async (runId: string) => {
    const report = await runStatus(database, built, runId);
    if (report === null) throw new Error(`there is no run ${runId}`);
    return report;
  };
  return {
    database,
    engine,
    transport,
    start: async (run = {}) =>
      await database.api.transaction(
        "start",
        async (tx) => (await startRun(tx, transport, { ...NEW_RUN, ...run })).runId,
      ),
    async work(concurrency = 2) {
      const worker = await startWorker(engine, { concurrency });
      closers.push(() => worker.stop(0));
      return worker;
    },
    async workElsewhere(concurrency = 2) {
      const elsewhere = await startTransport({ url, worker: true, log });
      const worker = await startWorker({ ...engine, transport: elsewhere }, { concurrency });
      closers.push(() => worker.stop(0));
      return worker;
    },
    sweep(deadlineSeconds = 21_600) {
      const sweep = startSweep(engine, {
        deadlineSeconds,
        intervalMs: 100,
        alsoRun: () => Promise.resolve(),
      });
      closers.push(() => sweep.stop());
    },
    cancel: async (runId, reason) =>
      await database.api.transaction("cancel", (tx) =>
        cancelRun(tx, runId, { by: "test", reason: reason ?? null }),
      ),
    status,
    ended: (runId) => runEnd({ runStatus: status }, runId),
    transaction: (work) => database.api.transaction("test", work),
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await database.api.query<Row>(text, values)).rows,
    async outputs() {
      const { rows } = await database.api.query<{ output: string }>(
        "select phase || ' ' || subject as output from outputs order by id",
      );
      return rows.map(({ output }) => output);
    },
    async close() {
      for (const closer of closers.reverse()) await closer();
      await transport.stop(0);
      await database.close(100);
      await testDatabase.drop();
    },
  };
}
