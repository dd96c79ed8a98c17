import { type ActivityRow, listLongActivity } from "#db/stores/activity-store.ts";
import { withoutValues } from "#db/time-statements.ts";
import type { ApiContext } from "./api-context.ts";

/** Transactions of any process of the installation that are open for longer, with their statements but no values. */
export async function longTransactions(
  { database }: Pick<ApiContext, "database">,
  seconds: number,
): Promise<readonly ActivityRow[]> {
  const rows = await listLongActivity(database.system.db, seconds);
  return rows.map((row) => ({ ...row, statement: withoutValues(row.statement) }));
}
