import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import type { EmbeddedPaths } from "./embedded-paths.ts";
import { isHeldElseRemove, type ProcessLock, tryLock } from "./process-lock.ts";

/**
 * Programs that use the server, one locked file each; the last to leave stops it. Both functions are called while holding the
 * start lock, so that a file is never seen between being made and being locked.
 */
export function registerUser(paths: EmbeddedPaths): ProcessLock {
  const lock = tryLock(path.join(paths.users, `${process.pid}-${randomUUID()}`));
  if (lock === undefined) throw new Error("a file just made under a random name is locked");
  return lock;
}

/** Whether any program still uses the server; files of dead ones are removed. */
export function hasUsers(paths: EmbeddedPaths): boolean {
  return readdirSync(paths.users)
    .filter((name) => !name.endsWith("-journal"))
    .map((name) => isHeldElseRemove(path.join(paths.users, name)))
    .includes(true);
}
