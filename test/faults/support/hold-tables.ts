import pg from "pg";

/** Lets nobody write these tables while `work` goes on, however long that is; reading them is free. */
export async function holdingTables<T>(
  url: string,
  tables: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "holder" });
  await client.connect();
  try {
    await client.query(`begin; lock table ${tables.join(", ")} in exclusive mode`);
    return await work();
  } finally {
    await client.end();
  }
}

/** How many sessions wait for a lock that another one holds. */
export const WAITING_FOR_LOCKS =
  "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
