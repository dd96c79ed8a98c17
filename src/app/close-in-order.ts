import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "#log";

/** Beyond the grace time: room to roll back, to give units back, and to find out that a database is away. */
const CLOSING_MS = 12_000;

/** Ends something within a grace time. */
export type Closer = (graceMs: number) => Promise<void>;

/**
 * Closes the last opened first. What cannot be closed, or not in time – as when the database is away – is reported and left, so
 * that it keeps neither the others open nor the process alive.
 */
export async function closeInOrder(closers: readonly Closer[], graceMs: number, log: Log): Promise<void> {
  const giveUpAt = performance.now() + graceMs + CLOSING_MS;
  for (const closer of closers.toReversed()) {
    const gaveUp = new AbortController();
    const timer = sleep(Math.max(0, giveUpAt - performance.now()), "late" as const, {
      signal: gaveUp.signal,
    });
    timer.catch(() => undefined); // it was in time
    try {
      if ((await Promise.race([closer(graceMs), timer])) === "late")
        log.warn({}, "something could not be closed in time; it is left to the end of the process");
    } catch (error) {
      log.warn({ err: error }, "something could not be closed in order");
    } finally {
      gaveUp.abort();
    }
  }
}
