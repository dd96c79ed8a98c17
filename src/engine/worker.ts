import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { ERROR_CODES } from "#core/errors/error-codes.ts";
import { advanceRun, finishRun } from "./advance-run.ts";
import type { Engine } from "./engine.ts";
import { executeUnit, type UnitMessage, UnitStopped } from "./execute-unit.ts";
import { findStoppedRuns, lockRun } from "./run-store.ts";
import { URGENT_PRIORITY } from "./start-run.ts";
import { endCancelledRuns, every } from "./sweep.ts";
import { QUEUES } from "./transport.ts";
import { describeError, isPassing } from "./unit-errors.ts";
import { beatWorker, registerWorker, retireWorker } from "./worker-store.ts";

const BEAT_INTERVAL_MS = 1_000;

export interface Worker {
  readonly id: string;
  /** Stops claiming, lets units in hand end within `graceMs`, gives back the rest. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Takes units of every run until stopped, `concurrency` at once and one more of an onboarding. Any number of workers, on
 * any number of machines, may run at once.
 */
export async function startWorker<Services>(
  engine: Engine<Services>,
  options: { readonly concurrency: number },
): Promise<Worker> {
  const worker = { id: randomUUID(), host: hostname(), pid: process.pid };
  const { batch } = engine.database;
  const inHand = new Map<AbortController, string>();
  await registerWorker(batch.db, worker);

  const beat = every(BEAT_INTERVAL_MS, async () => {
    try {
      await beatWorker(batch.db, worker);
      if (inHand.size === 0) return;
      const stoppedRuns = new Set(await findStoppedRuns(batch.db, [...new Set(inHand.values())]));
      for (const [controller, runId] of inHand) {
        if (stoppedRuns.has(runId)) controller.abort(new UnitStopped("cancelled"));
      }
    } catch (error) {
      engine.log.warn({ err: error }, "no sign of life could be given; the next one tries again");
    }
  });

  const take = async (message: UnitMessage, claim: AbortSignal) => {
    const controller = new AbortController();
    const onClaimLost = () => controller.abort(new UnitStopped("claimLost"));
    claim.addEventListener("abort", onClaimLost, { once: true });
    inHand.set(controller, message.runId);
    try {
      await executeUnit(engine, worker.id, message, controller.signal);
    } finally {
      claim.removeEventListener("abort", onClaimLost);
      inHand.delete(controller);
    }
    if (controller.signal.aborted) await endCancelledRuns(engine);
  };
  await engine.transport.work(QUEUES.unit, { slots: options.concurrency }, take);
  await engine.transport.work(QUEUES.unit, { slots: 1, minPriority: URGENT_PRIORITY }, take);
  await engine.transport.work<{ runId: string }>(QUEUES.advance, { slots: 1 }, async ({ runId }) => {
    let phase: string | null = null;
    const onPlan = (planned: string) => {
      phase = planned;
    };
    try {
      await batch.transaction("advance run", async (tx) => await advanceRun(engine, tx, runId, onPlan));
    } catch (error) {
      if (isPassing(error)) throw error;
      engine.log.error({ err: error, runId }, "the next phase could not be planned");
      await batch.transaction("fail run", async (tx) => {
        const run = await lockRun(tx.db, runId);
        if (run === null) return;
        const failure = { ...describeError(error), hint: ERROR_CODES.PHASE_FAILED.hint, phase };
        await finishRun(engine, tx, run, "failed", failure);
      });
    }
  });

  return {
    id: worker.id,
    async stop(graceMs) {
      const timer = setTimeout(() => {
        for (const controller of inHand.keys()) controller.abort(new UnitStopped("shutdown"));
      }, graceMs);
      // Room after the abort for the units to roll back and be given back.
      await engine.transport.stop(graceMs + 5_000);
      clearTimeout(timer);
      await beat.stop();
      try {
        await retireWorker(batch.db, worker.id);
      } catch (error) {
        // Others take it for gone all the same once it has been silent for a heartbeat's time.
        engine.log.warn({ err: error }, "the end of the worker could not be noted");
      }
    },
  };
}
