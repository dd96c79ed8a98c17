import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

// Ids are long; people type their start. A prefix consists of hexadecimal digits and dashes, so it has no wildcard.

const MOST = 6;

/** Runs whose id starts so, at most six. */
export async function findRunIds(db: Queryable, prefix: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from batch_run_history where id::text like ${`${prefix}%`} order by requested_at desc limit ${MOST}
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** The owner's portfolios whose id starts so, at most six. */
export async function findPortfolioIds(
  db: Queryable,
  ownerId: string,
  prefix: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from portfolios where owner_id = ${ownerId} and id::text like ${`${prefix}%`} order by id limit ${MOST}
  `.execute(db);
  return rows.map(({ id }) => id);
}
