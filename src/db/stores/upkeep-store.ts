import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** Takes a task up where nobody did within the last `hours`; of several processes one gets true. */
export async function claimUpkeep(db: Queryable, task: string, hours: number): Promise<boolean> {
  const { rows } = await sql`
    insert into upkeep as u (task, claimed_at) values (${task}, now())
    on conflict (task) do update set claimed_at = now(), finished_at = null, outcome = null
      where u.claimed_at < now() - make_interval(hours => ${hours})
    returning task`.execute(db);
  return rows.length > 0;
}

export async function noteUpkeep(db: Queryable, task: string, outcome: object): Promise<void> {
  await sql`
    update upkeep set finished_at = now(), outcome = ${JSON.stringify(outcome)}::jsonb where task = ${task}`.execute(
    db,
  );
}

export interface UpkeepRow {
  readonly task: string;
  readonly claimedAt: Date;
  readonly finishedAt: Date | null;
  readonly outcome: Readonly<Record<string, number>> | null;
}

export async function listUpkeep(db: Queryable): Promise<readonly UpkeepRow[]> {
  const { rows } = await sql<UpkeepRow>`
    select task, claimed_at as "claimedAt", finished_at as "finishedAt", outcome from upkeep order by task`.execute(
    db,
  );
  return rows;
}
