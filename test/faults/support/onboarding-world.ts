import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { isConnectionLost } from "#db/pg-errors.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { balanced13, openTestPlatform, type TestPlatform, until } from "#test/support/platform.ts";
import { reached } from "#test/support/pooler.ts";
import { dumpTables, type TableDump } from "#test/support/table-dump.ts";
import { spawnWorker, type WorkerProcess } from "#test/support/worker-process.ts";
import { openSessions, programsNaming } from "./what-is-left.ts";

type WorkerOptions = NonNullable<Parameters<typeof spawnWorker>[1]> & {
  /** Where it reaches the database, if not directly. */
  readonly url?: string;
};

/** An onboarding on a database of its own, watched from a process that takes no unit itself. */
export interface OnboardingWorld {
  readonly url: string;
  readonly platform: TestPlatform;
  readonly portfolioId: string;
  readonly runId: string;
  /** Starts a worker process; it ends with the world at the latest. */
  worker(options?: WorkerOptions): Promise<WorkerProcess>;
  /** Takes the heartbeats of dead workers for lapsed, and what waits for its next attempt for due: nobody waits for the clock. */
  hurry(): Promise<void>;
  /** Waits for the end of its run, hurrying. */
  ended(): ReturnType<TestPlatform["ended"]>;
  dump(): Promise<TableDump>;
  /**
   * Stops the workers that still run and the watcher, and expects that each went by itself, complained of nothing, and left
   * neither a session in the database nor a process.
   */
  expectNothingLeft(): Promise<void>;
  close(): Promise<void>;
}

/** The thirteen funds imported and their run requested; nothing works on it yet. */
export async function createOnboardingWorld(server?: { readonly url: string }): Promise<OnboardingWorld> {
  const database =
    server === undefined ? await createTestDatabase() : { url: server.url, drop: () => Promise.resolve() };
  const { url } = database;
  const platform = await openTestPlatform(url, { concurrency: 0 });
  const portfolioId = await platform.importPortfolio(balanced13(), {
    account: "balanced",
    equity: "5000000",
  });
  const { runId } = await platform.runs.requestRun({
    trigger: "onboarding",
    portfolioId,
    triggeredBy: "onboarding:test",
  });
  const workers: WorkerProcess[] = [];
  /** When each dead worker was seen to have ended. */
  const ends = new Map<number, Date>();
  const hurry = async () => {
    const dead = [...ends.keys()];
    if (dead.length > 0) {
      const lastEnd = new Date(Math.max(...[...ends.values()].map(Number)));
      await platform.rows(LAPSE, [dead, workers.length === dead.length, lastEnd]);
    }
    await platform.rows(DUE);
  };
  return {
    url,
    platform,
    portfolioId,
    runId,
    async worker({ url: otherUrl = url, ...options } = {}) {
      const worker = await spawnWorker(otherUrl, options);
      workers.push(worker);
      void worker.ended.then(() => ends.set(worker.pid, new Date()));
      return worker;
    },
    hurry,
    async ended() {
      for (;;) {
        const report = await platform.runs.runStatus(runId).catch((error: unknown) => {
          // Behind a pooler the session that was cut may have been the one that served this question.
          if (isConnectionLost(error)) return undefined;
          throw error;
        });
        if (report === null) throw new Error("the run is gone");
        if (report !== undefined && report.finishedAt !== null) return report;
        await hurry();
        await sleep(100);
      }
    },
    dump: () => dumpTables(url),
    async expectNothingLeft() {
      const alive = workers.filter((worker) => worker.isAlive());
      for (const end of await Promise.all(alive.map((worker) => worker.terminate())))
        expect(end).toMatchObject({ code: 0, stderr: "" });
      await platform.close(0);
      // A pooler keeps its own sessions, for whoever comes next.
      if (reached(url).url === url)
        await until("no session is left", async () => (await openSessions(url)).length === 0);
      expect(programsNaming(url)).toEqual([]);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await platform.close(0);
      await database.drop();
    },
  };
}

/**
 * Messages of dead workers; of all workers where none is alive. Those of live ones are left alone, and so is what was
 * fetched after the last of the dead had ended: by a worker that has just started, or one that has yet to claim the unit.
 * What pg-boss holds at this moment is left to it: two who wait for each other's rows are a deadlock.
 */
const LAPSE = `
  with dead as (
    select j.name, j.id from pgboss.job j
    where j.state = 'active' and j.name like 'sigmasight-%' and j.started_on < $3 and ($2 or exists (
      select 1 from batch_units u join batch_workers w on w.id = u.worker_id
      where u.run_id = (j.data->>'runId')::uuid and u.phase = j.data->>'phase' and u.unit = (j.data->>'unit')::int
        and w.pid = any($1::int[])))
    for update of j skip locked)
  update pgboss.job j set heartbeat_on = now() - interval '1 minute'
  from dead where j.name = dead.name and j.id = dead.id`;

const DUE = `
  with waiting as (
    select name, id from pgboss.job where state = 'retry' and name like 'sigmasight-%' for update skip locked)
  update pgboss.job j set start_after = now() from waiting w where j.name = w.name and j.id = w.id`;

/** The tables an undisturbed onboarding leaves, and how long it took from its worker's start to its end. */
export async function undisturbedOnboarding(): Promise<{ readonly dump: TableDump; readonly runMs: number }> {
  const world = await createOnboardingWorld();
  try {
    await world.worker();
    const startedAt = performance.now();
    const { status } = await world.platform.ended(world.runId);
    if (status !== "completed") throw new Error(`the undisturbed run ended ${status}`);
    return { runMs: performance.now() - startedAt, dump: await world.dump() };
  } finally {
    await world.close();
  }
}
