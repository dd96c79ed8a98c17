import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROGRAM } from "#app/audit.ts";
import { createPortfolio } from "#app/create-portfolio.ts";
import { openPlatform, type Platform } from "#app/open-platform.ts";
import type { RunControl, RunReport, RunRequest } from "#app/run-control.ts";
import type { AtPoint } from "#engine/engine-points.ts";
import { createLog } from "#log";
import type { NetworkSettings } from "#providers/index.ts";
import { reached } from "./pooler.ts";
import { hasSharedData, sharedPath } from "./shared-data.ts";

/** 17:00 in New York, after the close of Thursday 8 January 2026. */
export const CLOCK = new Date("2026-01-08T22:00:00Z");
export const LAST_SESSION = "2026-01-08";
/** Sessions from balanced-13's entries on 2025-01-06 to {@link LAST_SESSION}. */
export const BALANCED_SESSIONS = 253;

export interface TestPlatformOptions {
  readonly providers?: readonly string[];
  readonly clock?: Date;
  /** Symbols the synthetic market withholds. */
  readonly missing?: readonly string[];
  readonly pricesDir?: string;
  readonly providersChosen?: boolean;
  /** Where vendors are asked instead of their own addresses. */
  readonly network?: NetworkSettings;
  readonly tiingoKey?: string;
  readonly fmpKey?: string;
  /** Symbols whose market betas make the prior. */
  readonly betaReferences?: readonly string[];
  /** Units at once; 0 opens a process without a worker. */
  readonly concurrency?: number;
  /** Ends cancelled and overdue runs, as every process of an installation does. */
  readonly sweep?: boolean;
  readonly deadlineSeconds?: number;
  /** Requests nightly runs this long after a session's end, in the sweep; absent: none. */
  readonly nightlyLagMinutes?: number;
  /** Forces faults at named points of the engine. */
  readonly atPoint?: AtPoint;
}

interface ImportOptions {
  readonly account: string;
  readonly equity: string;
  /** Session whose close the equity belongs to; absent means before the first entries. */
  readonly equityAsOf?: string;
}

export interface TestPlatform extends Platform {
  /** Imports a positions file for a new user; returns the portfolio's id. */
  importPortfolio(csv: Buffer, options: ImportOptions): Promise<string>;
  /** Requests a run and waits for its end. */
  finish(request: Omit<RunRequest, "triggeredBy">): Promise<RunReport>;
  ended(runId: string): Promise<RunReport>;
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** A platform as a process has it, on the database of this URL. */
export async function openTestPlatform(
  url: string,
  options: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const { concurrency = 2 } = options;
  const platform = await openPlatform(
    {
      databaseUrl: reached(url).url,
      databaseDirectUrl: reached(url).directUrl,
      homeDir: ".",
      providers: options.providers ?? ["synthetic"],
      providersChosen: options.providersChosen ?? true,
      tiingoKey: options.tiingoKey ?? null,
      fmpKey: options.fmpKey ?? null,
      ...(options.network === undefined ? {} : { network: options.network }),
      pricesDir: options.pricesDir ?? null,
      syntheticMissing: options.missing ?? [],
      betaReferences: options.betaReferences ?? [],
      clock: options.clock ?? CLOCK,
      apiPoolSize: 2,
      batchPoolSize: 4,
    },
    {
      log: createLog({ level: "silent", pretty: false }),
      worker: concurrency > 0,
      ...(options.atPoint === undefined ? {} : { atPoint: options.atPoint }),
    },
  );
  if (concurrency > 0) await platform.startWorker({ concurrency });
  if (options.sweep === true)
    platform.startSweep({
      deadlineSeconds: options.deadlineSeconds ?? 21_600,
      nightlyLagMinutes: options.nightlyLagMinutes ?? null,
    });
  const ended = (runId: string) => runEnd(platform.runs, runId);
  return {
    ...platform,
    importPortfolio: (csv, portfolio) => importPortfolio(platform, csv, portfolio),
    ended,
    async finish(request) {
      const { runId } = await platform.runs.requestRun({
        ...request,
        triggeredBy: `${request.trigger}:test`,
      });
      return await ended(runId);
    },
    async rows<Row extends object>(text: string, values: readonly unknown[] = []) {
      return (await platform.database.api.query<Row>(text, values)).rows;
    },
  };
}

/** Waits until a run has a terminal status. */
export async function runEnd(runs: Pick<RunControl, "runStatus">, runId: string): Promise<RunReport> {
  for (;;) {
    const report = await runs.runStatus(runId);
    if (report === null) throw new Error(`run ${runId} is gone`);
    if (report.finishedAt !== null) return report;
    await sleep(20);
  }
}

/** Waits for something that other processes bring about, however busy the machine. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | false>,
  timeoutMs = 120_000,
): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (performance.now() > giveUpAt) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await sleep(20);
  }
}

async function importPortfolio(
  platform: Platform,
  csv: Buffer,
  { account, equity, equityAsOf }: ImportOptions,
): Promise<string> {
  const { rows } = await platform.database.api.query<{ id: string }>(
    "insert into users (name, email) values ('Tester', $1) returning id",
    [`${account}@example.com`],
  );
  const created = await createPortfolio(platform, {
    ownerId: rows[0]!.id,
    by: PROGRAM,
    fields: {
      portfolio_name: account,
      account_name: account,
      account_type: "taxable",
      equity_balance: equity,
      ...(equityAsOf === undefined ? {} : { equity_as_of: equityAsOf }),
    },
    mapping: undefined,
    file: { bytes: csv, name: `${account}.csv` },
  });
  if (created.outcome !== "created") throw new Error(JSON.stringify(created));
  return created.portfolio.id;
}

const PRODUCT_COPY = path.resolve(import.meta.dirname, "../../demo/balanced-13.csv");

/** Whether the thirteen funds of the demonstration are at hand. */
export const hasBalanced13 = existsSync(PRODUCT_COPY) || hasSharedData;

/** Thirteen funds bought on 2025-01-06; equity 5,000,000. */
export function balanced13(): Buffer {
  return readFileSync(existsSync(PRODUCT_COPY) ? PRODUCT_COPY : sharedPath("portfolios", "balanced-13.csv"));
}
