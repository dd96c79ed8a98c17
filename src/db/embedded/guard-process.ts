import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Socket } from "node:net";
import path from "node:path";
import type { EmbeddedPaths } from "./embedded-paths.ts";

const SCRIPT = path.join(import.meta.dirname, "guard.ts");

/**
 * A process beside the program that holds the end of a pipe. When the program dies in whatever way the pipe closes, and the
 * guard stops the server unless another program uses it. It waits as a shell, which is a hundredth of a waiting Node.
 */
export function startGuard(paths: EmbeddedPaths): { dismiss(): void } {
  const log = openSync(paths.log, "a", 0o600);
  const node = [process.execPath, SCRIPT, path.dirname(paths.root)] as const;
  // `read` fails at the end of the file: the program died without a word.
  const [file, args] =
    process.platform === "win32"
      ? ([node[0], [...node.slice(1), "--wait"]] as const)
      : (["/bin/sh", ["-c", 'read -r word || exec "$@"', "sigmasight-guard", ...node]] as const);
  const guard = spawn(file, args, { cwd: paths.root, detached: true, stdio: ["pipe", log, log] });
  closeSync(log);
  const pipe = guard.stdin as unknown as Socket;
  pipe.on("error", () => undefined); // a guard that was killed: the next start finds the server and attaches
  guard.on("error", () => undefined);
  pipe.unref();
  guard.unref();
  return { dismiss: () => void pipe.end("done\n") };
}
