import type { Transaction } from "#db/types.ts";
import { findActiveRun, insertEvents, insertRun, type NewRun } from "./run-store.ts";
import { type Message, QUEUES, type Transport } from "./transport.ts";

/** Onboarding is watched by a person; the nightly run can wait for it. */
const PRIORITY = { onboarding: 20, admin: 10, nightly: 0 } as const;

/** What a worker keeps a slot of its own for, so that nobody who watches waits for a night's units in hand. */
export const URGENT_PRIORITY = PRIORITY.onboarding;

export function priorityOf(trigger: keyof typeof PRIORITY): number {
  return PRIORITY[trigger];
}

export function advanceMessage(runId: string, trigger: keyof typeof PRIORITY): Message {
  return { data: { runId }, priority: priorityOf(trigger) };
}

/**
 * Records a run and sends its first message, both in the caller's transaction: work never exists without its
 * record. Where an active run holds the scope, that one is returned instead.
 */
export async function startRun(
  tx: Transaction,
  transport: Pick<Transport, "enqueue">,
  run: NewRun,
): Promise<{ readonly runId: string; readonly created: boolean }> {
  for (;;) {
    const runId = await insertRun(tx.db, run);
    if (runId !== null) {
      await insertEvents(tx.db, runId, null, [
        { level: "info", message: `Run requested by ${run.triggeredBy} up to ${run.to}` },
      ]);
      await transport.enqueue(tx, QUEUES.advance, [advanceMessage(runId, run.trigger)]);
      return { runId, created: true };
    }
    // The holder may end between the two statements; then the insert is tried again.
    const active = await findActiveRun(tx.db, run.scope);
    if (active !== null) return { runId: active.id, created: false };
  }
}
