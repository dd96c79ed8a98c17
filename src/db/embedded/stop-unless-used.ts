import { existsSync } from "node:fs";
import type { EmbeddedPaths } from "./embedded-paths.ts";
import { withLock } from "./process-lock.ts";
import { serverFailure } from "./server-log.ts";
import { stopServer } from "./server-process.ts";
import { hasUsers } from "./server-users.ts";

export const START_LOCK_TIMEOUT_MS = 150_000;

/** Gives up the caller's use of the server, then stops it when no program uses it. Returns whether it was stopped. */
export async function stopUnlessUsed(
  paths: EmbeddedPaths,
  leave: () => void = () => undefined,
): Promise<boolean> {
  if (!existsSync(paths.root)) return false;
  const result = await withLock(paths.startLock, START_LOCK_TIMEOUT_MS, async () => {
    leave();
    if (hasUsers(paths)) return false;
    await stopServer(paths);
    return true;
  });
  if (result === undefined) throw serverFailure("another program holds the start lock", paths.log, 0);
  return result.value;
}
