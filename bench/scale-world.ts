import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROGRAM } from "#app/audit.ts";
import { createPortfolio } from "#app/create-portfolio.ts";
import { openPlatform, type Platform } from "#app/open-platform.ts";
import type { RunReport, RunTrigger } from "#app/run-control.ts";
import { hasEnded } from "#app/watch-run.ts";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { createLog } from "#log";
import { NODE_ENVIRONMENT, nodeArguments } from "../scripts/pinned-node.mjs";

/**
 * A durable embedded database with portfolios of the synthetic market, and worker processes beside it. What it holds
 * follows from its sizes alone: the same portfolios each time.
 */
export interface ScaleWorld {
  readonly url: string;
  readonly platform: Platform;
  /** Sets business time, for the platform and for workers started from now on. */
  setClock(instant: string): Promise<void>;
  addPortfolios(book: BookSize): Promise<void>;
  /** A `sigmasight work` of its own with so many units in hand at a time; resolves when it takes units. */
  startWorker(options?: WorkerOptions): Promise<WorkerProcess>;
  close(): Promise<void>;
}

export interface BookSize {
  readonly portfolios: number;
  /** Lots of each portfolio, one in seven of them short. */
  readonly lots: number;
  /** Symbols that the lots are of. */
  readonly symbols: number;
  /** Session on whose close all lots were entered. */
  readonly entered: string;
}

export interface WorkerOptions {
  readonly concurrency?: number;
  /** How the worker reaches the database; from this machine unless told. */
  readonly from?: {
    /** What starts a program there. */
    readonly command: readonly string[];
    readonly databaseUrl: string;
    readonly directUrl: string;
  };
}

export interface WorkerProcess {
  /** The most memory it has held since it started or the peak was last forgotten, in bytes. */
  peakBytes(): number;
  forgetPeak(): void;
  stop(): Promise<void>;
}

/** What a run took. */
export interface RunFigures {
  readonly seconds: number;
  /** Seconds of each phase from its first unit to its last, by name; phases overlap. */
  readonly phases: Readonly<Record<string, number>>;
  /** Seconds that units of portfolios were in hand, put end to end: what the portfolios cost, waits left out. */
  readonly portfolioUnitSeconds: number;
}

const log = createLog({ level: "error", pretty: false });
const MAIN = path.join(import.meta.dirname, "../src/main.ts");
/** Phases whose units are portfolios; those before them are of symbols, which all portfolios share. */
const PORTFOLIO_PHASES = [
  "position-values",
  "pnl-snapshots",
  "position-updates",
  "sector-tags",
  "risk-analytics",
];
/** Portfolios that are stored at the same time. */
const STORING = 6;

export async function openScaleWorld(clock: string): Promise<ScaleWorld> {
  const home = mkdtempSync(path.join(tmpdir(), "sigmasight-bench-"));
  chmodSync(home, 0o711); // as root the server runs as another user
  const server = await startEmbeddedPostgres({ homeDir: home, log });
  const { url } = server;
  let now = clock;
  let platform = await open(url, now);
  return {
    url,
    get platform() {
      return platform;
    },
    async setClock(instant) {
      now = instant;
      await platform.close(0);
      platform = await open(url, now);
    },
    addPortfolios: (book) => addPortfolios(platform, book),
    startWorker: (options = {}) => startWorkerProcess(url, now, options),
    async close() {
      await platform.close(0);
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Runs all portfolios and waits for the end. Throws where it did not complete. */
export async function runAll({ platform }: ScaleWorld, trigger: RunTrigger): Promise<RunFigures> {
  const { runId } = await platform.runs.requestRun({ trigger, triggeredBy: `${trigger}:bench` });
  for (;;) {
    const run = await platform.runs.runStatus(runId);
    if (run !== null && hasEnded(run)) return figuresOf(run, await portfolioUnitSeconds(platform, runId));
    await sleep(100);
  }
}

async function portfolioUnitSeconds({ database }: Platform, runId: string): Promise<number> {
  const { rows } = await database.system.query<{ seconds: number }>(
    `select coalesce(sum(extract(epoch from finished_at - started_at)), 0)::float8 as seconds
     from batch_units where run_id = $1 and status = 'completed' and phase = any($2)`,
    [runId, PORTFOLIO_PHASES],
  );
  return rows[0]!.seconds;
}

function figuresOf(run: RunReport, unitSeconds: number): RunFigures {
  if (run.status !== "completed")
    throw new Error(`the run ended as ${run.status}: ${run.error?.message ?? "some units failed"}`);
  const phases = run.phases.map(({ name, startedAt, finishedAt }) => [
    name,
    secondsBetween(startedAt, finishedAt),
  ]);
  return {
    seconds: secondsBetween(run.requestedAt, run.finishedAt),
    phases: Object.fromEntries(phases) as Record<string, number>,
    portfolioUnitSeconds: unitSeconds,
  };
}

function secondsBetween(from: Date | null, to: Date | null): number {
  return from === null || to === null ? 0 : (to.getTime() - from.getTime()) / 1000;
}

async function open(url: string, clock: string): Promise<Platform> {
  return openPlatform(
    {
      databaseUrl: url,
      databaseDirectUrl: null,
      homeDir: "",
      providers: ["synthetic"],
      pricesDir: null,
      syntheticMissing: [],
      betaReferences: [],
      clock: new Date(clock),
      apiPoolSize: STORING + 2,
      batchPoolSize: 2,
    },
    { log, worker: false },
  );
}

async function addPortfolios(platform: Platform, book: BookSize): Promise<void> {
  const owner = await platform.database.system.query<{ id: string }>(
    "insert into users (name, email) values ('Bench', gen_random_uuid() || '@bench.invalid') returning id",
  );
  const ownerId = owner.rows[0]!.id;
  let next = 0;
  const store = async () => {
    for (let number = next++; number < book.portfolios; number = next++) {
      const created = await createPortfolio(platform, {
        ownerId,
        by: PROGRAM,
        fields: {
          portfolio_name: `Book ${number}`,
          account_name: `${number}`,
          account_type: "taxable",
          equity_balance: "1000000",
        },
        mapping: undefined,
        file: { name: "book.csv", bytes: positionsFile(number, book) },
      });
      if (created.outcome !== "created") throw new Error(`portfolio ${number} was ${created.outcome}`);
    }
  };
  await Promise.all(Array.from({ length: STORING }, store));
}

/** Lots of distinct symbols, spread over all of them from one portfolio to the next. */
function positionsFile(number: number, { lots, symbols, entered }: BookSize): Buffer {
  const lines = Array.from({ length: lots }, (_, index) => {
    const symbol = `S${String((number * 7 + index * Math.ceil(symbols / lots)) % symbols).padStart(4, "0")}`;
    const quantity = 10 + ((number * 31 + index * 17) % 190);
    return `${symbol},${index % 7 === 6 ? -quantity : quantity},100.00,${entered}`;
  });
  return Buffer.from(["Symbol,Quantity,Entry Price Per Share,Entry Date", ...lines].join("\n"));
}

async function startWorkerProcess(
  url: string,
  clock: string,
  { concurrency = 2, from = { command: [], databaseUrl: url, directUrl: url } }: WorkerOptions,
): Promise<WorkerProcess> {
  const [file, ...args] = [...from.command, process.execPath, ...nodeArguments("work"), MAIN, "work"];
  const child = spawn(file as string, args, {
    env: {
      ...NODE_ENVIRONMENT,
      ...process.env,
      DATABASE_URL: from.databaseUrl,
      DATABASE_DIRECT_URL: from.directUrl,
      SIGMASIGHT_PROVIDERS: "synthetic",
      SIGMASIGHT_CLOCK: clock,
      SIGMASIGHT_NIGHTLY: "0",
      SIGMASIGHT_WORKER_CONCURRENCY: String(concurrency),
      SIGMASIGHT_LOG_LEVEL: "error",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  await untilReady(child);
  return {
    peakBytes: () =>
      1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, "5"),
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function untilReady(child: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("units at once")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`a worker ended with ${code}: ${said}`)));
  });
}
