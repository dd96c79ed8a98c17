import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** The processes that take units, and their signs of life. */

export async function registerWorker(
  db: Queryable,
  worker: { id: string; host: string; pid: number },
): Promise<void> {
  await sql`insert into batch_workers (id, host, pid) values (${worker.id}, ${worker.host}, ${worker.pid})`.execute(
    db,
  );
}

/** Notes a sign of life; registers anew where the row was lost with its database. */
export async function beatWorker(
  db: Queryable,
  worker: { id: string; host: string; pid: number },
): Promise<void> {
  await sql`
    insert into batch_workers (id, host, pid) values (${worker.id}, ${worker.host}, ${worker.pid})
    on conflict (id) do update set heartbeat_at = now(), stopped_at = null`.execute(db);
}

export async function retireWorker(db: Queryable, workerId: string): Promise<void> {
  await sql`update batch_workers set stopped_at = now() where id = ${workerId}`.execute(db);
}

/** Forgets workers that have been gone for a day. */
export async function forgetWorkers(db: Queryable): Promise<void> {
  await sql`delete from batch_workers where heartbeat_at < now() - interval '1 day'`.execute(db);
}

export interface WorkerRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly alive: boolean;
}

/** Workers of the last day, newest sign of life first. Alive: not stopped, and heard of within `heartbeatSeconds`. */
export async function listWorkers(db: Queryable, heartbeatSeconds: number): Promise<readonly WorkerRow[]> {
  const { rows } = await sql<WorkerRow>`
    select id, host, pid, started_at as "startedAt", heartbeat_at as "heartbeatAt",
      stopped_at is null and heartbeat_at > now() - make_interval(secs => ${heartbeatSeconds}) as alive
    from batch_workers order by heartbeat_at desc limit 100`.execute(db);
  return rows;
}
