import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const PROGRAM = path.join(import.meta.dirname, "worker-program.ts");

export interface WorkerProcess {
  readonly pid: number;
  /** Ends it as power loss would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end; resolves with its exit code and the milliseconds it took. */
  terminate(): Promise<{ readonly code: number | null; readonly tookMs: number; readonly stderr: string }>;
}

/** A worker on this database in a process of its own; resolves when it takes units. */
export async function spawnWorker(
  url: string,
  options: { readonly graceMs?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [PROGRAM, url, String(options.graceMs ?? 5_000)], {
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => {
    stderr += text.toString();
  });
  const exit = once(child, "exit");
  await Promise.race([
    once(child.stdout, "data"),
    exit.then(() => {
      throw new Error(`the worker ended before it was ready: ${stderr}`);
    }),
  ]);
  return {
    pid: child.pid!,
    kill: () => end(child, "SIGKILL", exit),
    async terminate() {
      const startedAt = performance.now();
      await end(child, "SIGTERM", exit);
      return { code: child.exitCode, tookMs: performance.now() - startedAt, stderr };
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals, exit: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await exit;
}
