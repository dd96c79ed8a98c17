import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** What one connection of the installation is doing, whichever process has it open. */
export interface ActivityRow {
  readonly pid: number;
  /** Program and pool, as the connection names itself. */
  readonly application: string;
  /** Machine it comes from; null for a local socket. */
  readonly client: string | null;
  readonly state: string;
  /** Since when its transaction is open. */
  readonly since: Date;
  readonly seconds: number;
  /** What it waits for, for example a lock. */
  readonly waitsFor: string | null;
  /** Processes of the server whose locks it waits for. */
  readonly blockedBy: readonly number[];
  /** Text of its last statement, which may hold values: to be shown without them. */
  readonly statement: string;
}

/** Connections of this program inside a transaction for longer than `seconds`, the longest first. */
export async function listLongActivity(db: Queryable, seconds: number): Promise<readonly ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select pid, application_name as application, host(client_addr) as client, state, xact_start as since,
      extract(epoch from clock_timestamp() - xact_start)::float8 as seconds,
      case when wait_event_type is null then null else wait_event_type || ': ' || wait_event end as "waitsFor",
      pg_blocking_pids(pid) as "blockedBy", query as statement
    from pg_stat_activity
    where datname = current_database() and application_name like 'sigmasight%' and pid <> pg_backend_pid()
      and xact_start < clock_timestamp() - make_interval(secs => ${seconds})
    order by xact_start limit 50`.execute(db);
  return rows;
}
