import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** What of a server and a role matters to the program. */
export interface ServerFacts {
  readonly user: string;
  readonly database: string;
  readonly encoding: string;
  readonly maxConnections: number;
  readonly reservedConnections: number;
  readonly usedConnections: number;
  readonly isStandby: boolean;
  /** Settings that lose data in a crash, where they are off. */
  readonly unsafeSettings: readonly string[];
  readonly mayCreateSchemas: boolean;
  readonly mayCreateTables: boolean;
  /** Tables of the schema public that belong to another role. */
  readonly foreignTables: readonly string[];
  readonly extensions: readonly string[];
  /** Bytes. */
  readonly databaseSize: number;
}

export async function readServerFacts(db: Queryable): Promise<ServerFacts> {
  const { rows } = await sql<ServerFacts>`
    select current_user as "user", current_database() as database,
      pg_encoding_to_char((select encoding from pg_database where datname = current_database())) as encoding,
      current_setting('max_connections')::int as "maxConnections",
      current_setting('superuser_reserved_connections')::int as "reservedConnections",
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as "usedConnections",
      pg_is_in_recovery() as "isStandby",
      array(select name from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off') as "unsafeSettings",
      has_database_privilege(current_database(), 'create') as "mayCreateSchemas",
      has_schema_privilege('public', 'create') as "mayCreateTables",
      array(select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not pg_has_role(relowner, 'usage') order by 1 limit 10) as "foreignTables",
      array(select extname::text from pg_extension order by 1) as extensions,
      pg_database_size(current_database()) as "databaseSize"`.execute(db);
  return rows[0] as ServerFacts;
}

export interface StuckRun {
  readonly id: string;
  readonly status: string;
  readonly quietSeconds: number;
}

/** Active runs without progress for longer, the longest first. */
export async function listStuckRuns(db: Queryable, seconds: number): Promise<readonly StuckRun[]> {
  const { rows } = await sql<StuckRun>`
    select id, status, extract(epoch from now() - progressed_at)::float8 as "quietSeconds" from batch_run_history
    where status in ('queued', 'running', 'cancelling') and progressed_at < now() - make_interval(secs => ${seconds})
    order by progressed_at limit 20`.execute(db);
  return rows;
}
