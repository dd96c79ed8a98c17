import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { PlannedFault } from "./planned-faults.ts";

const PROGRAM = path.join(import.meta.dirname, "worker-program.ts");
/** A program started for the hundredth time need not be compiled again. */
const COMPILED = path.resolve(import.meta.dirname, "../../node_modules/.cache/compiled");

export interface WorkerSettings {
  readonly graceMs?: number;
  readonly concurrency?: number;
  /** What it does to itself, and where. */
  readonly faults?: readonly PlannedFault[];
  /** Symbols the synthetic market withholds. */
  readonly missing?: readonly string[];
  /** Business time's "now", as an ISO instant. */
  readonly clock?: string;
  /** Requests nightly runs this long after a session's end; absent: none. */
  readonly nightlyLagMinutes?: number;
}

interface WorkerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

export interface WorkerProcess {
  readonly pid: number;
  /** Resolves when it has come to the first of its faults. */
  readonly faulted: Promise<void>;
  readonly ended: Promise<WorkerEnd>;
  isAlive(): boolean;
  signal(name: NodeJS.Signals): void;
  /** Ends it as power loss would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end; resolves with how it ended and the milliseconds it took. */
  terminate(): Promise<WorkerEnd & { readonly tookMs: number }>;
}

/** A worker on this database in a process of its own; resolves when it takes units, or has come to its first fault. */
export async function spawnWorker(
  url: string,
  settings: WorkerSettings & {
    /** Milliseconds its system clock is ahead; negative where it is behind. */
    readonly clockAheadMs?: number;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<WorkerProcess> {
  const { clockAheadMs, env, ...rest } = settings;
  const preloaded =
    clockAheadMs === undefined ? [] : ["--import", path.join(import.meta.dirname, "skewed-clock.ts")];
  const child = spawn(process.execPath, [...preloaded, PROGRAM, url, JSON.stringify(rest)], {
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: COMPILED,
      CLOCK_AHEAD_MS: String(clockAheadMs ?? 0),
      ...env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => {
    stderr += text.toString();
  });
  const lines = createInterface({ input: child.stdout });
  const faulted = Promise.withResolvers<void>();
  lines.on("line", (line) => {
    if (line !== "ready") faulted.resolve();
  });
  const ended = once(child, "close").then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    stderr,
  }));
  const ready = await Promise.race([once(lines, "line"), ended]);
  if (!Array.isArray(ready)) throw new Error(`the worker ended before it was ready: ${stderr}`);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (isAlive()) child.kill(signal);
    return await ended;
  };
  return {
    pid: child.pid!,
    faulted: faulted.promise,
    ended,
    isAlive,
    signal: (name) => void child.kill(name),
    kill: async () => void (await end("SIGKILL")),
    async terminate() {
      const startedAt = performance.now();
      return { ...(await end("SIGTERM")), tookMs: performance.now() - startedAt };
    },
  };
}
