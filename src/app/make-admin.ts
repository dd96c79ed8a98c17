import { hasAdmin, updateUserRole } from "#db/stores/account-store.ts";
import { reownDemoPortfolios } from "#db/stores/portfolio-store.ts";
import type { ApiContext } from "./api-context.ts";

/** Makes a user administrator. The first one becomes owner of the demo, as with the set-up link. */
export async function makeAdmin(context: Pick<ApiContext, "database">, userId: string): Promise<void> {
  await context.database.system.transaction("make administrator", async ({ db }) => {
    const isFirst = !(await hasAdmin(db));
    await updateUserRole(db, userId, "admin");
    if (isFirst) await reownDemoPortfolios(db, userId);
  });
}
