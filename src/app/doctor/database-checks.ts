import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { requireApiRole } from "#db/api-role.ts";
import { schemaStatus } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { schemaDrift } from "#db/schema-drift.ts";
import { readDatabaseClock } from "#db/stores/run-read-store.ts";
import { readServerFacts, type ServerFacts } from "#db/stores/server-facts-store.ts";
import type { AppDatabase } from "#db/types.ts";
import { type DoctorCheck, fail, guarded, ok, skipped, warn } from "./doctor-check.ts";

const GB = 1024 ** 3;
const SKEW_WARN_SECONDS = 2;
const SKEW_FAIL_SECONDS = 30;
/** Beside the pools each process has a few connections for its queue and for migrations. */
const QUEUE_CONNECTIONS = 6;

/** The server, what the role may do there, the clocks, and the schema. */
export async function checkDatabase(
  database: AppDatabase,
  settings: { readonly apiPoolSize: number; readonly batchPoolSize: number },
): Promise<readonly DoctorCheck[]> {
  const { db } = database.system;
  const facts = await readServerFacts(db);
  const size = `${(facts.databaseSize / GB).toFixed(2)} GB`;
  const checks: DoctorCheck[] = [
    ok(
      "database",
      `PostgreSQL ${database.serverVersion}, database ${facts.database} of ${size} as ${facts.user}`,
    ),
    ...judgeServer(facts, settings.apiPoolSize + settings.batchPoolSize + QUEUE_CONNECTIONS),
    await guarded("clock skew", "Let both machines follow NTP.", () => checkSkew(database)),
  ];
  const schema = await checkMigrations(database.directUrl);
  if (schema.status !== "ok")
    return [...checks, schema, skipped("schema", "looked at only where it is at head")];
  return [
    ...checks,
    schema,
    await guarded("api role", "See API_ROLE_MISSING in docs/errors.md.", async () => {
      await requireApiRole(database.system);
      return ok("api role", "requests run as sigmasight_api, behind row-level security");
    }),
    await checkDrift(database.directUrl),
  ];
}

export function judgeServer(facts: ServerFacts, connectionsNeeded: number): readonly DoctorCheck[] {
  const { encoding, isStandby, unsafeSettings, foreignTables, extensions } = facts;
  const room = facts.maxConnections - facts.reservedConnections;
  const connections = `${facts.usedConnections} of ${room} connections in use; a process of these settings takes up to ${connectionsNeeded}`;
  const rights = [
    ...(facts.mayCreateTables ? [] : ["create tables in the schema public"]),
    ...(facts.mayCreateSchemas ? [] : ["create schemas (the job queue has its own)"]),
    ...(foreignTables.length === 0 ? [] : [`change tables of another role: ${foreignTables.join(", ")}`]),
  ];
  return [
    isStandby
      ? fail(
          "server role",
          "the server is a standby and takes no writes",
          "Point DATABASE_URL at the primary.",
        )
      : ok("server role", "takes writes"),
    encoding === "UTF8"
      ? ok("encoding", encoding)
      : fail("encoding", encoding, "Make a database with encoding UTF8 and move into it with pg_dump."),
    unsafeSettings.length === 0
      ? ok("crash safety", "fsync and full_page_writes are on")
      : fail(
          "crash safety",
          `${unsafeSettings.join(" and ")} off: a crash of the machine can destroy the database`,
          "Turn them on in postgresql.conf.",
        ),
    room < connectionsNeeded
      ? fail(
          "connections",
          connections,
          "Raise max_connections, or lower SIGMASIGHT_API_POOL and SIGMASIGHT_BATCH_POOL.",
        )
      : room < 2 * connectionsNeeded
        ? warn("connections", connections, "Before you start more processes raise max_connections.")
        : ok("connections", connections),
    rights.length === 0
      ? ok("rights", `${facts.user} may migrate`)
      : fail(
          "rights",
          `${facts.user} may not ${rights.join(", nor ")}`,
          `As a superuser: grant create on database "${facts.database}" to "${facts.user}"; grant create on schema public to "${facts.user}"; and let it own its tables.`,
        ),
    extensions.includes("plpgsql")
      ? ok("extensions", `none is needed beside plpgsql; there: ${extensions.join(", ")}`)
      : fail("extensions", "plpgsql is missing", "As a superuser: create extension plpgsql;"),
  ];
}

async function checkSkew(database: AppDatabase): Promise<DoctorCheck> {
  const before = Date.now();
  const there = await readDatabaseClock(database.system.db);
  return judgeSkew((there.getTime() - (before + Date.now()) / 2) / 1000);
}

export function judgeSkew(seconds: number): DoctorCheck {
  const found = `the database's clock is ${Math.abs(seconds).toFixed(2)} s ${seconds < 0 ? "behind" : "ahead of"} this one`;
  const fix =
    "Let both machines follow NTP: heartbeats go by the database's clock, tokens and sessions by this one.";
  if (Math.abs(seconds) > SKEW_FAIL_SECONDS) return fail("clock skew", found, fix);
  return Math.abs(seconds) > SKEW_WARN_SECONDS ? warn("clock skew", found, fix) : ok("clock skew", found);
}

async function checkMigrations(directUrl: string): Promise<DoctorCheck> {
  try {
    const { version, target, pending } = await schemaStatus({ directUrl, directory: MIGRATIONS_DIRECTORY });
    return pending.length === 0
      ? ok("migrations", `at version ${version}, the newest`)
      : warn(
          "migrations",
          `at version ${version}, this program has ${target}`,
          "Back up, then `sigmasight migrate`; any other command that opens the database does it too.",
        );
  } catch (error) {
    if (!isSigmaSightError(error)) throw error;
    return fail("migrations", error.message, error.hint);
  }
}

async function checkDrift(directUrl: string): Promise<DoctorCheck> {
  return await guarded("schema drift", "Let the role create a schema; it is taken back.", async () => {
    const { missing, different, extra } = await schemaDrift({ directUrl, directory: MIGRATIONS_DIRECTORY });
    const parts = [
      ...(missing.length === 0 ? [] : [`missing: ${missing.join(", ")}`]),
      ...(different.length === 0 ? [] : [`different: ${different.join(", ")}`]),
      ...(extra.length === 0 ? [] : [`extra: ${extra.join(", ")}`]),
    ];
    if (parts.length === 0) return ok("schema drift", "the schema is what the migrations make");
    const fix = "Undo what was changed by hand; the migrations of this version say how it should be.";
    return missing.length + different.length > 0
      ? fail("schema drift", parts.join("; "), fix)
      : warn("schema drift", parts.join("; "), fix);
  });
}
