import { hasAdmin, updateUserRole } from "#db/stores/account-store.ts";
import { reownDemoPortfolios } from "#db/stores/portfolio-store.ts";
import type { Queryable } from "#db/types.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";

/** Makes a user administrator. The first one becomes owner of the demo, as with the set-up link. */
export async function makeAdmin(
  context: Pick<ApiContext, "database">,
  userId: string,
  by: Actor,
): Promise<void> {
  await context.database.system.transaction("make administrator", async ({ db }) => {
    const isFirst = !(await hasAdmin(db));
    await giveAdminRole(db, by, userId);
    if (isFirst) await reownDemoPortfolios(db, userId);
  });
}

export async function giveAdminRole(db: Queryable, by: Actor, userId: string): Promise<void> {
  await updateUserRole(db, userId, "admin");
  const subject = { kind: "account", id: userId };
  await recordAudit(db, by, { action: "account.role", subject, details: { role: "admin" } });
}
