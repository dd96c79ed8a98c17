import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = path.resolve(import.meta.dirname, "../..");
const RESPAWN_MS = 200;
/** A program that finds no database ends; it is started again like any service. */
const RESPAWN_UNREADY_MS = 1_000;
/** Its grace time, what closing may take, and room for a busy machine. */
const GONE_MS = 60_000;
const STDERR_CHARACTERS = 4_000;

interface Worker {
  readonly child: ChildProcess;
  /** It has said that it takes units. */
  ready: boolean;
  frozen: boolean;
  /** Somebody outside ended it, or asked it to. */
  told: boolean;
  stderr: string;
}

/** Worker programs as an installation runs them, each started again whenever it ends. */
export interface Fleet {
  /** Those that take units and are not frozen. */
  targets(): readonly Worker[];
  kill(worker: Worker): void;
  terminate(worker: Worker): void;
  /** Stops a worker's clock for so long. */
  freeze(worker: Worker, forMs: number): Promise<void>;
  /** How often a worker was started. */
  readonly started: number;
  /** Ends that nobody asked for, of workers that took units: what they complained of last. */
  readonly crashes: readonly string[];
  /** Ends that workers which took units were asked for with SIGTERM, and that were not clean. */
  readonly unclean: readonly string[];
  /** Asks all to end, with the grace time; none is started again. */
  stop(): Promise<void>;
}

export function startFleet(
  count: number,
  databaseUrl: string,
  environment: Readonly<Record<string, string>>,
): Fleet {
  const workers = new Set<Worker>();
  const crashes: string[] = [];
  const unclean: string[] = [];
  let stopping = false;
  let started = 0;

  const start = () => {
    const child = spawn(process.execPath, [path.join(ROOT, "src/main.ts"), "work"], {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        SIGMASIGHT_LOG_LEVEL: "error",
        SIGMASIGHT_WORKER_CONCURRENCY: "2",
        SIGMASIGHT_API_POOL: "2",
        SIGMASIGHT_BATCH_POOL: "4",
        SIGMASIGHT_NIGHTLY: "0",
        SIGMASIGHT_GRACE_SECONDS: "5",
        NODE_COMPILE_CACHE: path.join(ROOT, "node_modules/.cache/compiled"),
        ...environment,
      },
    });
    const worker: Worker = { child, ready: false, frozen: false, told: false, stderr: "" };
    workers.add(worker);
    started++;
    child.stderr!.on("data", (text: Buffer) => {
      worker.stderr = (worker.stderr + text.toString()).slice(-STDERR_CHARACTERS);
      worker.ready ||= worker.stderr.includes(" units at once");
    });
    void once(child, "close").then(async () => {
      workers.delete(worker);
      const { exitCode, signalCode } = child;
      const said = `${exitCode ?? signalCode}: ${worker.stderr}`;
      if (worker.ready && !worker.told) crashes.push(said);
      if (worker.ready && worker.told && signalCode !== "SIGKILL" && exitCode !== 0) unclean.push(said);
      await sleep(worker.ready ? RESPAWN_MS : RESPAWN_UNREADY_MS);
      if (!stopping) start();
    });
  };
  const signal = (worker: Worker, name: NodeJS.Signals) => {
    worker.told = true;
    worker.child.kill(name);
    worker.child.kill("SIGCONT"); // a frozen one cannot end by itself
  };
  for (let n = 0; n < count; n++) start();
  return {
    crashes,
    unclean,
    get started() {
      return started;
    },
    targets: () => [...workers].filter(({ ready, frozen, told }) => ready && !frozen && !told),
    kill: (worker) => signal(worker, "SIGKILL"),
    terminate: (worker) => signal(worker, "SIGTERM"),
    async freeze(worker, forMs) {
      worker.frozen = true;
      worker.child.kill("SIGSTOP");
      await sleep(forMs);
      worker.child.kill("SIGCONT");
      worker.frozen = false;
    },
    async stop() {
      stopping = true;
      // A second signal would mean at once, and be no clean end.
      for (const worker of workers) if (!worker.told) signal(worker, "SIGTERM");
      const giveUpAt = performance.now() + GONE_MS;
      while (workers.size > 0) {
        await sleep(50);
        if (performance.now() < giveUpAt) continue;
        for (const worker of workers) unclean.push(`does not end: ${worker.stderr}`);
        for (const worker of workers) worker.child.kill("SIGKILL");
        break;
      }
    },
  };
}
