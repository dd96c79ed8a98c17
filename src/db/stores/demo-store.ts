import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";

/** The demo portfolio of this account, whoever owns it by now. */
export async function findDemoPortfolio(
  db: Queryable,
  accountName: string,
): Promise<{ readonly id: string; readonly ownerId: string; readonly name: string } | null> {
  const { rows } = await sql<{ id: string; ownerId: string; name: string }>`
    select id, owner_id as "ownerId", name from portfolios
    where is_demo and account_name = ${accountName} order by created_at limit 1
  `.execute(db);
  return rows[0] ?? null;
}

/** Marks a portfolio as demonstration: it goes to the first administrator. */
export async function markDemoPortfolio(db: Queryable, id: string): Promise<void> {
  await sql`update portfolios set is_demo = true where id = ${id}`.execute(db);
}

const MADE = "demo_made";

/** Whether a demo portfolio was made here before, deleted since or not. */
export async function isDemoMade(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from system_settings where key = ${MADE}) as found
  `.execute(db);
  return rows[0]?.found === true;
}

export async function noteDemoMade(db: Queryable): Promise<void> {
  await sql`
    insert into system_settings (key, value) values (${MADE}, 'true') on conflict (key) do nothing
  `.execute(db);
}
