import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { migrate } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { startPgBouncer } from "./pg-bouncer.ts";
import { announcePooler, WANTS_POOLER } from "./pooler.ts";
import { testLog } from "./test-log.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A database of the test server from which others may be made. */
    readonly adminUrl: string;
    /** Name of the migrated database that tests clone. */
    readonly templateDatabase: string;
  }
}

/** Data of a test run need not survive a power cut, and little of it is there at a time. */
const FAST_SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_wal_size: "128MB",
};

/** Files in memory, on Linux. */
const IN_MEMORY = "/dev/shm";
/** What must be free there, and twice that in the machine; a run takes a small part of it. */
const ROOM_BYTES = 4 * 2 ** 30;

/**
 * One server for the whole run – DATABASE_URL's, or an embedded one in a temporary home – with a migrated template database.
 * vitest calls this by its name; the function returned tears down.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const templateDatabase = `sigmasight_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`drop database if exists ${templateDatabase} with (force)`);
  await admin.query(`create database ${templateDatabase}`);
  const templateUrl = new URL(server.url);
  templateUrl.pathname = `/${templateDatabase}`;
  await migrate({ directUrl: templateUrl.href, directory: MIGRATIONS_DIRECTORY, log: testLog() });
  const pooler = WANTS_POOLER ? await startPgBouncer(server.url) : null;
  if (pooler !== null) announcePooler(server.url, pooler.port);
  project.provide("adminUrl", server.url);
  project.provide("templateDatabase", templateDatabase);
  return async () => {
    await pooler?.stop();
    await admin.query(`drop database ${templateDatabase} with (force)`);
    await admin.end();
    await server.stop();
  };
}

async function testServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== "") return { url: given, stop: () => Promise.resolve() };
  const homeDir = mkdtempSync(path.join(fastDirectory(), "sigmasight-test-"));
  chmodSync(homeDir, 0o711); // as root the server runs as another user
  const server = await startEmbeddedPostgres({ homeDir, log: testLog(), settings: FAST_SETTINGS });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(homeDir, { recursive: true, force: true });
    },
  };
}

/** In memory where there is plenty: every test has a database of its own, and each is hundreds of small files. */
function fastDirectory(): string {
  if (!existsSync(IN_MEMORY) || os.freemem() < 2 * ROOM_BYTES) return os.tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize < ROOM_BYTES ? os.tmpdir() : IN_MEMORY;
}
