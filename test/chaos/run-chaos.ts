import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openPlatform, type Platform } from "#app/open-platform.ts";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { createLog } from "#log";
import { seededRandom } from "#test/support/seeded-random.ts";
import { testLog } from "#test/support/test-log.ts";
import { openSessions } from "../faults/support/what-is-left.ts";
import { generatedBooks } from "./books.ts";
import { compareWithUndisturbed } from "./compare.ts";
import { createFaultDriver } from "./faults.ts";
import { startFleet } from "./fleet.ts";
import { importBook, makeOwner, persistently, startOnboardings } from "./onboardings.ts";
import type { ChaosOptions } from "./options.ts";
import { type ChaosFigures, readRunFigures } from "./report.ts";
import { startMonitor } from "./watched.ts";

const CLOCK = "2026-01-08T22:00:00Z";
const ENVIRONMENT = { SIGMASIGHT_PROVIDERS: "synthetic", SIGMASIGHT_CLOCK: CLOCK };
/** Faults are not evenly spaced: each pause is between none and twice the mean. */
const SPREAD = 2;

/** Two databases on a server of its own, or of DATABASE_URL. */
interface Server {
  readonly url: string;
  readonly undisturbedUrl: string;
  readonly homeDir: string | null;
  stop(): Promise<void>;
}

export async function runChaos(options: ChaosOptions, tell: (line: string) => void): Promise<ChaosFigures> {
  const server = await startServer();
  try {
    const books = generatedBooks(options.portfolios, options.seed);
    tell(`${books.length} undisturbed onboardings …`);
    await withPlatform(server.undisturbedUrl, async (platform) => {
      const fleet = startFleet(2, server.undisturbedUrl, ENVIRONMENT);
      try {
        const ownerId = await makeOwner(platform);
        for (const book of books) {
          const portfolioId = await importBook(platform, ownerId, book, book.name);
          await platform.runs.requestRun({
            trigger: "onboarding",
            portfolioId,
            triggeredBy: "onboarding:chaos",
          });
        }
        await allEnded(platform);
      } finally {
        await fleet.stop();
      }
    });
    const figures = await withPlatform(server.url, (platform) =>
      disturb(platform, server, books, options, tell),
    );
    return { ...figures, sessionsLeft: await countSessions(server.url) };
  } finally {
    await server.stop();
  }
}

async function disturb(
  platform: Platform,
  server: Server,
  books: ReturnType<typeof generatedBooks>,
  options: ChaosOptions,
  tell: (line: string) => void,
): Promise<Omit<ChaosFigures, "sessionsLeft">> {
  const { url } = server;
  const startedAt = performance.now();
  const random = seededRandom(options.seed);
  const ownerId = await makeOwner(platform);
  const monitor = await startMonitor(url);
  const fleet = startFleet(options.workers, url, ENVIRONMENT);
  const onboardings = startOnboardings(platform, ownerId, books);
  const driver = createFaultDriver(
    { fleet, url, homeDir: server.homeDir, random, cancelSomeRun: () => onboardings.cancelSomeRun(random) },
    options.kinds,
  );
  const until = startedAt + options.minutes * 60_000;
  let toldAt = startedAt;
  while (performance.now() < until) {
    await sleep((60_000 / options.faultsPerMinute) * SPREAD * random());
    await driver.strike();
    if (performance.now() - toldAt > 30_000) {
      toldAt = performance.now();
      const left = Math.round((until - toldAt) / 1000);
      tell(`${left} s left: ${JSON.stringify(driver.counts)}, ${onboardings.all.length} onboardings begun`);
    }
  }
  tell("no more faults; waiting for the last runs …");
  await driver.settle();
  await onboardings.finish();
  await allEnded(platform);
  await fleet.stop();
  const watched = await monitor.stop();
  const query = (text: string) => platform.database.api.query(text);
  const runs = await readRunFigures(query);
  tell(`comparing ${onboardings.all.length} portfolios …`);
  const compared = await compareWithUndisturbed(
    url,
    server.undisturbedUrl,
    onboardings.all.map(({ account }) => account),
  );
  const { started, crashes, unclean } = fleet;
  return {
    options,
    seconds: (performance.now() - startedAt) / 1000,
    faults: driver.counts,
    runs,
    fleet: { started, crashes, unclean },
    watched,
    compared,
  };
}

/** Runs that others follow on, as where facts changed on the way, included. */
async function allEnded({ database }: Platform): Promise<void> {
  for (;;) {
    const { rows } = await persistently(() =>
      database.api.query("select 1 from batch_run_history where finished_at is null limit 1"),
    );
    if (rows.length === 0) return;
    await sleep(250);
  }
}

/** Sessions of killed workers end when the server notices; then there must be none. */
async function countSessions(url: string): Promise<number> {
  for (let look = 0; look < 50; look++) {
    if ((await openSessions(url)).length === 0) return 0;
    await sleep(200);
  }
  return (await openSessions(url)).length;
}

async function withPlatform<T>(url: string, work: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = await openPlatform(
    {
      databaseUrl: url,
      databaseDirectUrl: null,
      homeDir: ".",
      providers: ["synthetic"],
      pricesDir: null,
      syntheticMissing: [],
      betaReferences: [],
      clock: new Date(CLOCK),
      apiPoolSize: 8,
      batchPoolSize: 3,
    },
    { log: createLog({ level: "silent", pretty: false }), worker: false },
  );
  try {
    return await work(platform);
  } finally {
    await platform.close(0);
  }
}

async function startServer(): Promise<Server> {
  const given = process.env.DATABASE_URL ?? "";
  const homeDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-chaos-"));
  chmodSync(homeDir, 0o711); // as root the server runs as another user
  const embedded =
    given === ""
      ? await startEmbeddedPostgres({ homeDir, log: testLog(), settings: { max_connections: "200" } })
      : null;
  const base = embedded?.url ?? given;
  const names = { url: `chaos_${process.pid}`, undisturbedUrl: `chaos_${process.pid}_undisturbed` };
  const urlOf = (name: string) => {
    const url = new URL(base);
    url.pathname = `/${name}`;
    return url.href;
  };
  await asAdmin(
    base,
    Object.values(names).map((name) => `create database ${name}`),
  );
  return {
    url: urlOf(names.url),
    undisturbedUrl: urlOf(names.undisturbedUrl),
    homeDir: embedded === null ? null : homeDir,
    async stop() {
      if (embedded === null)
        await asAdmin(
          base,
          Object.values(names).map((name) => `drop database ${name} with (force)`),
        );
      await embedded?.stop();
      rmSync(homeDir, { recursive: true, force: true });
    },
  };
}

async function asAdmin(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
