import { createTestDatabase } from "#test/support/database.ts";
import { balanced13, openTestPlatform, type TestPlatform } from "#test/support/platform.ts";
import { dumpTables, type TableDump } from "#test/support/table-dump.ts";
import { spawnWorker, type WorkerProcess } from "#test/support/worker-process.ts";

/** An onboarding on a database of its own, watched from a process that takes no unit itself. */
export interface OnboardingWorld {
  readonly url: string;
  readonly platform: TestPlatform;
  readonly runId: string;
  /** Starts a worker process; it ends with the world at the latest. */
  worker(options?: { readonly graceMs?: number }): Promise<WorkerProcess>;
  dump(): Promise<TableDump>;
  close(): Promise<void>;
}

/** The thirteen funds imported and their run requested; nothing works on it yet. */
export async function createOnboardingWorld(server?: { readonly url: string }): Promise<OnboardingWorld> {
  const database =
    server === undefined ? await createTestDatabase() : { url: server.url, drop: () => Promise.resolve() };
  const platform = await openTestPlatform(database.url, { concurrency: 0 });
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
  return {
    url: database.url,
    platform,
    runId,
    async worker(options) {
      const worker = await spawnWorker(database.url, options);
      workers.push(worker);
      return worker;
    },
    dump: () => dumpTables(database.url),
    async close() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await platform.close(0);
      await database.drop();
    },
  };
}

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
