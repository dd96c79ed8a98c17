import { ERROR_CODES } from "#core/errors/error-codes.ts";
import { finishRun } from "./advance-run.ts";
import type { Engine } from "./engine.ts";
import { HEARTBEAT_SECONDS } from "./heartbeat.ts";
import { isActive } from "./run-state.ts";
import { findCancellable, findOverdue, lockRun } from "./run-store.ts";
import { forgetWorkers } from "./worker-store.ts";

/** What the sweep needs; a process without phases can do it. */
export type Sweepable = Pick<Engine<unknown>, "database" | "log">;

/** Ends cancelling runs of which nothing is active any more; their scope is free then. */
export async function endCancelledRuns(engine: Sweepable): Promise<void> {
  for (const runId of await findCancellable(engine.database.batch.db, HEARTBEAT_SECONDS)) {
    await engine.database.batch.transaction("end cancelled run", async (tx) => {
      const run = await lockRun(tx.db, runId);
      if (run?.status === "cancelling") await finishRun(engine, tx, run, "cancelled", null);
    });
  }
}

/** Fails runs that made no progress for longer than the deadline: no run stays active for ever. */
export async function failOverdueRuns(engine: Sweepable, deadlineSeconds: number): Promise<void> {
  for (const runId of await findOverdue(engine.database.batch.db, deadlineSeconds)) {
    await engine.database.batch.transaction("fail overdue run", async (tx) => {
      const run = await lockRun(tx.db, runId);
      if (run === null || !isActive(run.status)) return;
      const { title, hint } = ERROR_CODES.RUN_DEADLINE;
      await finishRun(engine, tx, run, "failed", { code: "RUN_DEADLINE", message: title, hint, phase: null });
    });
  }
}

/**
 * Runs the sweep of every process, `serve` included, every `intervalMs` until stopped. A database that is away
 * for a while is waited for: the next round tries again.
 */
export function startSweep(
  engine: Sweepable,
  options: {
    readonly deadlineSeconds: number;
    readonly intervalMs: number;
    readonly alsoRun: () => Promise<void>;
  },
): { stop(): Promise<void> } {
  return every(options.intervalMs, async () => {
    try {
      await endCancelledRuns(engine);
      await failOverdueRuns(engine, options.deadlineSeconds);
      await forgetWorkers(engine.database.batch.db);
      await options.alsoRun();
    } catch (error) {
      engine.log.warn({ err: error }, "sweep failed; the next one tries again");
    }
  });
}

/** Repeats `task` with a pause of `intervalMs` after each end; `stop` waits for the one under way. */
export function every(intervalMs: number, task: () => Promise<void>): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopped) {
      await task();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, stopped ? 0 : intervalMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}
