import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 50;
const SQLITE_BUSY = 5;

/** A lock that is held until it is released or the process dies, however it dies. */
export interface ProcessLock {
  release(): void;
}

/**
 * Takes the lock of a file, or returns undefined when another holder – in this process or any other on the machine – has it. The
 * operating system's file lock under SQLite's exclusive transaction is what excludes, so a lock is never stale: no pid to be
 * reused, no file to be removed in the wrong moment. The file itself stays and is empty.
 */
export function tryLock(file: string): ProcessLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("begin exclusive");
  } catch (error) {
    database.close();
    if ((error as { errcode?: unknown }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  return { release: () => database.close() };
}

/** Runs `work` holding the lock. Returns undefined when the lock was not free within `timeoutMs`. */
export async function withLock<T>(
  file: string,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const deadline = performance.now() + timeoutMs;
  let lock = tryLock(file);
  while (lock === undefined) {
    if (performance.now() > deadline) return undefined;
    await sleep(POLL_MS);
    lock = tryLock(file);
  }
  try {
    return { value: await work() };
  } finally {
    lock.release();
  }
}

/** Whether someone holds the lock of a file; a file that nobody holds is removed. Only for files that are not locked again. */
export function isHeldElseRemove(file: string): boolean {
  const lock = tryLock(file);
  if (lock === undefined) return true;
  rmSync(file, { force: true });
  lock.release();
  return false;
}
