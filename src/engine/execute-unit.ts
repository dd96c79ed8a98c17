import { isSigmaSightError, SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { Transaction } from "#db/types.ts";
import { advanceRun } from "./advance-run.ts";
import { type Engine, phaseNamed, type UnitTaken } from "./engine.ts";
import { InputsChanged, type Phase, type UnitOutcome, type UnitSpec } from "./phase.ts";
import {
  type ClaimedUnit,
  claimUnit,
  closePhase,
  countUnit,
  endUnit,
  growPhase,
  holdUnit,
  insertEvents,
  insertFailures,
  insertUnits,
  noteProgress,
  releaseUnit,
} from "./run-store.ts";
import { advanceMessage, priorityOf } from "./start-run.ts";
import { QUEUES } from "./transport.ts";
import {
  describeError,
  isDatabaseTrouble,
  isPassing,
  MAX_ATTEMPTS,
  MAX_DATABASE_ERRORS,
  MAX_ERRORS,
} from "./unit-errors.ts";

/** Times a unit starts over at once because its inputs changed under it; then it counts as an error. */
const MAX_RECOMPUTED = 3;

export interface UnitMessage {
  readonly runId: string;
  readonly phase: string;
  readonly unit: number;
}

/** Why a running unit is stopped. A cancelled one is left to the run's end; the others are given back. */
export type StopReason = "cancelled" | "shutdown" | "claimLost";

export class UnitStopped extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`the unit was stopped: ${reason}`);
    this.name = "UnitStopped";
    this.reason = reason;
  }
}

/**
 * Runs one unit to its commit. Output, completion, counters, the next phases' plan and their messages are one
 * transaction; a duplicate or late execution finds the unit's row taken and writes nothing. Throws where the
 * transport should bring the message again.
 */
export async function executeUnit<Services>(
  engine: Engine<Services>,
  workerId: string,
  message: UnitMessage,
  stop: AbortSignal,
): Promise<void> {
  const { runId, phase: phaseName, unit } = message;
  const phase = phaseNamed(engine, phaseName);
  const claimed = await claimUnit(engine.database.batch.db, runId, phaseName, unit, workerId);
  if (claimed === null) return;
  const startedAt = performance.now();
  const leave = (outcome: UnitTaken["outcome"], rows: number) => {
    const { queuedSeconds } = claimed;
    const seconds = (performance.now() - startedAt) / 1000;
    engine.onUnit?.({ phase: phaseName, outcome, rows, seconds, queuedSeconds });
  };
  await engine.atPoint?.("unit claimed", phaseName);
  const key = { ...message, attempt: claimed.attempt };
  if (claimed.attempt - claimed.errors > MAX_ATTEMPTS) {
    const error = new SigmaSightError(
      "PHASE_FAILED",
      `the unit was taken up ${MAX_ATTEMPTS} times and never came to an end`,
    );
    await recordFailure(engine, phase, key, claimed, error);
    leave("failed", 0);
    return;
  }
  const timeout = AbortSignal.timeout(phase.timeoutMs);
  const signal = AbortSignal.any([stop, timeout]);
  for (let recomputed = 0; ; recomputed++) {
    let writing = false;
    try {
      const write = await abortable(
        phase.run({ run: claimed.run, services: engine.services, signal }, claimed.spec),
        signal,
      );
      await engine.atPoint?.("unit computed", phaseName);
      writing = true;
      const stored = await engine.database.batch.transaction(
        `unit ${phaseName}`,
        async (tx) => {
          if (!(await holdUnit(tx.db, runId, phaseName, unit, claimed.attempt))) return null;
          const outcome = await write(tx);
          await engine.atPoint?.("unit written", phaseName);
          await completeUnit(engine, tx, phase, key, claimed, outcome);
          await engine.atPoint?.("unit counted", phaseName);
          return outcome;
        },
        { signal },
      );
      await engine.atPoint?.("unit committed", phaseName);
      if (stored !== null) leave(statusOf(claimed, stored), stored.rows);
      return;
    } catch (error) {
      if (error instanceof InputsChanged && recomputed < MAX_RECOMPUTED && !signal.aborted) continue;
      const cause = signal.aborted ? abortCause(signal, stop, phase) : error;
      const settled = await settleError(engine, phase, key, claimed, cause, writing);
      leave(settled.outcome, 0);
      if (settled.bringAgain) throw cause;
      return;
    }
  }
}

/** A body that does not listen to its signal must not hold the unit: its result is dropped. */
async function abortable<T>(body: Promise<T>, signal: AbortSignal): Promise<T> {
  body.catch(() => undefined); // after an abort nobody waits for it any more; its error is the abort's
  if (signal.aborted) throw signal.reason;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([body, promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function abortCause<Services>(signal: AbortSignal, stop: AbortSignal, phase: Phase<Services>): unknown {
  if (stop.aborted) return stop.reason instanceof UnitStopped ? stop.reason : new UnitStopped("claimLost");
  return new SigmaSightError("TIMEOUT", `${phase.title} took longer than ${phase.timeoutMs / 1000} s`, {
    cause: signal.reason,
    retry: "never",
  });
}

function statusOf(claimed: ClaimedUnit, { failures }: UnitOutcome): "completed" | "partial" | "failed" {
  if (failures.length === 0) return "completed";
  return failures.length < claimed.spec.subjects.length ? "partial" : "failed";
}

async function completeUnit<Services>(
  engine: Engine<Services>,
  tx: Transaction,
  phase: Phase<Services>,
  key: UnitMessage,
  claimed: ClaimedUnit,
  outcome: UnitOutcome,
): Promise<void> {
  const { runId } = key;
  const { failures } = outcome;
  const status = statusOf(claimed, outcome);
  const first = failures[0] ?? null;
  await endUnit(tx.db, key, {
    status,
    rows: outcome.rows,
    code: first?.code ?? null,
    message: first?.message ?? null,
  });
  await insertFailures(tx.db, runId, phase.name, claimed.spec.job, failures);
  await insertEvents(tx.db, runId, phase.name, [
    ...outcome.events,
    ...failures.map((failure) => ({
      level: "error" as const,
      ...failure,
      message: `${claimed.spec.job} failed: ${failure.message}`,
    })),
  ]);
  await countAndAdvance(engine, tx, phase, key, claimed, { rows: outcome.rows, failed: failures.length > 0 });
}

/** Counts the unit; after the last one under way opens the next phases in the same transaction. */
async function countAndAdvance<Services>(
  engine: Engine<Services>,
  tx: Transaction,
  phase: Phase<Services>,
  key: UnitMessage,
  claimed: ClaimedUnit,
  result: { rows: number; failed: boolean },
): Promise<void> {
  const { runId } = key;
  const last = await countUnit(tx.db, runId, phase.name, { ...result, items: claimed.spec.items });
  if (last) await closePhase(tx.db, runId, phase.name);
  await noteProgress(tx.db, runId);
  if (!last) return;
  // A plan that fails must not take the unit's output with it: the run is then moved on by a message of its own,
  // which is retried and, if it fails for good, fails the run with the plan's error.
  await tx.client.query("savepoint advance");
  try {
    await advanceRun(engine, tx, runId);
    await tx.client.query("release savepoint advance");
  } catch (error) {
    engine.log.warn({ err: error, runId }, "the next phase could not be planned at once");
    await tx.client.query("rollback to savepoint advance");
    await engine.transport.enqueue(tx, QUEUES.advance, [advanceMessage(runId, claimed.run.trigger)]);
  }
}

/** What became of a unit after an error, and whether the transport is to bring its message again. */
interface Settled {
  readonly outcome: UnitTaken["outcome"];
  readonly bringAgain: boolean;
}

/** Decides what an error means for the unit: given back, retried, split, or failed for good. */
async function settleError<Services>(
  engine: Engine<Services>,
  phase: Phase<Services>,
  key: UnitMessage & { attempt: number },
  claimed: ClaimedUnit,
  error: unknown,
  writing: boolean,
): Promise<Settled> {
  const { batch } = engine.database;
  if (error instanceof UnitStopped) {
    await releaseUnit(batch.db, key, null);
    return { outcome: "stopped", bringAgain: error.reason !== "cancelled" };
  }
  const described = describeError(error);
  engine.log.warn({ err: error, ...key, job: claimed.spec.job }, "unit failed");
  const inTrouble = isDatabaseTrouble(error);
  if (isPassing(error) && claimed.errors + 1 < (inTrouble ? MAX_DATABASE_ERRORS : MAX_ERRORS)) {
    await releaseUnit(batch.db, key, described);
    return { outcome: "retried", bringAgain: true };
  }
  const mayBeOneSubject = writing && !inTrouble && !isSigmaSightError(error, "TIMEOUT");
  if (mayBeOneSubject && claimed.spec.subjects.length > 1) {
    await splitUnit(engine, phase, key, claimed, described);
    return { outcome: "split", bringAgain: false };
  }
  await recordFailure(engine, phase, key, claimed, error);
  return { outcome: "failed", bringAgain: false };
}

/** One bad subject must not keep the others from being stored: the unit goes on as two halves. */
async function splitUnit<Services>(
  engine: Engine<Services>,
  phase: Phase<Services>,
  key: UnitMessage & { attempt: number },
  claimed: ClaimedUnit,
  error: { code: string; message: string },
): Promise<void> {
  const { runId } = key;
  const { spec, run } = claimed;
  const middle = Math.ceil(spec.subjects.length / 2);
  const firstItems = Math.round((spec.items * middle) / spec.subjects.length);
  const halves: UnitSpec[] = [
    { ...spec, subjects: spec.subjects.slice(0, middle), items: firstItems },
    { ...spec, subjects: spec.subjects.slice(middle), items: spec.items - firstItems },
  ];
  await engine.database.batch.transaction(`split ${phase.name}`, async (tx) => {
    if (!(await holdUnit(tx.db, runId, phase.name, key.unit, key.attempt))) return;
    await endUnit(tx.db, key, { status: "split", rows: 0, ...error });
    const next = await growPhase(tx.db, runId, phase.name, halves.length - 1);
    await insertUnits(tx.db, runId, phase.name, next, halves);
    await engine.transport.enqueue(
      tx,
      QUEUES.unit,
      halves.map((_, index) => ({
        data: { runId, phase: phase.name, unit: next + index },
        priority: priorityOf(run.trigger),
      })),
    );
    await insertEvents(tx.db, runId, phase.name, [
      {
        level: "warning",
        code: error.code,
        message: `${spec.job}: ${spec.subjects.length} subjects could not be stored together, retried in halves: ${error.message}`,
      },
    ]);
  });
}

/** Ends a unit as failed, with every subject's record, and moves the run on. */
async function recordFailure<Services>(
  engine: Engine<Services>,
  phase: Phase<Services>,
  key: UnitMessage & { attempt: number },
  claimed: ClaimedUnit,
  error: unknown,
): Promise<void> {
  const described = describeError(error);
  await engine.database.batch.transaction(`failure ${phase.name}`, async (tx) => {
    if (!(await holdUnit(tx.db, key.runId, phase.name, key.unit, key.attempt))) return;
    const failures = claimed.spec.subjects.map((subject) => ({ subject, ...described }));
    await completeUnit(engine, tx, phase, key, claimed, { rows: 0, failures, events: [] });
  });
}
