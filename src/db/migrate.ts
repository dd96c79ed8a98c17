import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { DatabaseLog } from "./database-log.ts";
import { type MigrationFile, readMigrationFiles } from "./migration-files.ts";
import { connectError, describeUrl } from "./pg-errors.ts";

/** Any constant; every version of the program must use the same. */
const MIGRATION_LOCK = 7_244_612_530;
const LOCK_POLL_MS = 100;
const LOCK_WAIT_MS = 600_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Longest look at the applied migrations, which a migration of another program may hold up. */
const STATUS_TIMEOUT_MS = 10_000;
/** A migration that cannot get a table lock this long gives up rather than hold up every query queued behind it. */
const TABLE_LOCK_TIMEOUT = "60s";

const CREATE_TABLE = `
  create table if not exists schema_migrations (
    version    integer     not null constraint schema_migrations_pkey primary key,
    name       text        not null,
    sha256     text        not null,
    applied_at timestamptz not null default now()
  );
  comment on table schema_migrations is 'Migrations applied to this database, one row each.';
  comment on column schema_migrations.version is 'Number at the start of the file''s name.';
  comment on column schema_migrations.name is 'The file''s name without its extension.';
  comment on column schema_migrations.sha256 is 'Of the file as applied; a file changed later is refused.';
  comment on column schema_migrations.applied_at is 'When it was applied.'`;

export interface MigrateOptions {
  /** A direct connection: the lock is held by the session, which a transaction pooler does not keep. */
  readonly directUrl: string;
  readonly directory: string;
  readonly log: DatabaseLog;
}

export interface SchemaStatus {
  /** Latest applied version, 0 for an empty database. */
  readonly version: number;
  /** Latest version this program knows. */
  readonly target: number;
  /** Names of files not applied yet, in order. */
  readonly pending: readonly string[];
}

interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
}

/**
 * Applies the pending files in order, each in its own transaction together with its record. Programs that start at the same
 * time wait for one another. Returns the names applied.
 * Errors: SCHEMA_TOO_NEW, SCHEMA_DIVERGED, MIGRATION_FAILED, DATABASE_UNREACHABLE.
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const files = await readMigrationFiles(options.directory);
  return withClient(options.directUrl, async (client) => {
    await lock(client, options.log);
    await client.query(`set client_min_messages = warning; ${CREATE_TABLE}`);
    const applied = await readApplied(client);
    checkHistory(files, applied);
    const pending = files.slice(applied.length);
    for (const file of pending) {
      const startedAt = performance.now();
      await applyFile(client, file);
      const ms = Math.round(performance.now() - startedAt);
      options.log.info({ migration: file.name, ms }, "migration applied");
    }
    return pending.map((file) => file.name);
  });
}

/** Compares the database with the files. Errors: SCHEMA_TOO_NEW, SCHEMA_DIVERGED, DATABASE_UNREACHABLE. */
export async function schemaStatus(options: Omit<MigrateOptions, "log">): Promise<SchemaStatus> {
  const files = await readMigrationFiles(options.directory);
  return withClient(options.directUrl, async (client) => {
    await client.query(`set statement_timeout = ${STATUS_TIMEOUT_MS}`);
    const { rows } = await client.query<{ exists: boolean }>(
      "select to_regclass('schema_migrations') is not null as exists",
    );
    const applied = rows[0]?.exists === true ? await readApplied(client) : [];
    checkHistory(files, applied);
    return {
      version: applied.at(-1)?.version ?? 0,
      target: files.at(-1)?.version ?? 0,
      pending: files.slice(applied.length).map((file) => file.name),
    };
  });
}

/** For programs that do not migrate themselves. Errors: SCHEMA_BEHIND and those of {@link schemaStatus}. */
export async function requireCurrentSchema(options: Omit<MigrateOptions, "log">): Promise<void> {
  const status = await schemaStatus(options);
  if (status.pending.length === 0) return;
  throw new SigmaSightError(
    "SCHEMA_BEHIND",
    `the database is at version ${status.version}, the program needs ${status.target}`,
  );
}

/** Applied migrations must be the first of the files, unchanged. */
function checkHistory(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): void {
  const known = files.at(-1)?.version ?? 0;
  const newest = applied.at(-1);
  if (newest !== undefined && newest.version > known) {
    throw new SigmaSightError(
      "SCHEMA_TOO_NEW",
      `the database is at version ${newest.version} (${newest.name}), this program knows versions up to ${known}`,
    );
  }
  for (const [i, row] of applied.entries()) {
    const file = files[i];
    if (file === undefined || file.version !== row.version) {
      const other = file === undefined ? "there is no such file" : `the next file is ${file.name}`;
      throw new SigmaSightError("SCHEMA_DIVERGED", `the database has ${row.name} applied, but ${other}`);
    }
    if (file.sha256 !== row.sha256) {
      throw new SigmaSightError("SCHEMA_DIVERGED", `${file.name} was changed after it was applied`);
    }
  }
}

async function applyFile(client: pg.Client, file: MigrationFile): Promise<void> {
  try {
    await client.query(`begin; set local lock_timeout = '${TABLE_LOCK_TIMEOUT}'`);
    await client.query(file.sql);
    await client.query("insert into schema_migrations (version, name, sha256) values ($1, $2, $3)", [
      file.version,
      file.name,
      file.sha256,
    ]);
    const { command } = await client.query("commit");
    if (command !== "COMMIT") throw new Error("a statement failed without stopping the file");
  } catch (error) {
    // The caller closes the connection, which rolls back and frees the lock.
    throw new SigmaSightError("MIGRATION_FAILED", `${file.name}: ${located(error, file.sql)}`, {
      cause: error,
    });
  }
}

/** The server's message with the line it points at. */
function located(error: unknown, sql: string): string {
  if (!(error instanceof Error)) return String(error);
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isNaN(position)
    ? error.message
    : `line ${sql.slice(0, position).split("\n").length}: ${error.message}`;
}

async function readApplied(client: pg.Client): Promise<readonly AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    "select version, name, sha256 from schema_migrations order by version",
  );
  return rows;
}

/** Polls instead of waiting in the server, so that whoever waits can say so and give up. */
async function lock(client: pg.Client, log: DatabaseLog): Promise<void> {
  const startedAt = performance.now();
  for (let attempt = 0; ; attempt++) {
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [
      MIGRATION_LOCK,
    ]);
    if (rows[0]?.locked === true) return;
    if (attempt === 0) log.info({}, "another program is migrating the database; waiting for it");
    if (performance.now() - startedAt > LOCK_WAIT_MS) {
      throw new SigmaSightError(
        "MIGRATION_FAILED",
        "another program has held the migration lock for 10 minutes",
      );
    }
    await sleep(LOCK_POLL_MS);
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "sigmasight migrate",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A lost connection fails the query in hand too; without a listener it would end the process first.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw connectError(error, describeUrl(url));
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
