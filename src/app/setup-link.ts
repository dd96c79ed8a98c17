import type { NewAccount } from "#auth/local-accounts.ts";
import { hashSecret, randomSecret } from "#auth/secrets.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  consumeVerification,
  deleteUser,
  hasAdmin,
  hasVerification,
  replaceVerification,
  type UserRow,
} from "#db/stores/account-store.ts";
import { reownDemoPortfolios } from "#db/stores/portfolio-store.ts";
import { createAccount } from "./accounts.ts";
import type { ApiContext } from "./api-context.ts";
import type { Actor } from "./audit.ts";
import { giveAdminRole, lockRoles, SETUP_LINK } from "./make-admin.ts";

const LIFETIME_MS = 7 * 24 * 3600 * 1000;

type SetupContext = Pick<ApiContext, "database" | "accounts" | "systemNow">;

/**
 * Makes a one-time link, valid for seven days, whose user becomes administrator and owner of the demo portfolio.
 * Any link made before stops working. The answer is a path to be put behind the server's address; the secret in it
 * is shown this once, only its hash is stored.
 */
export async function createSetupLink(
  context: Pick<SetupContext, "database" | "systemNow">,
): Promise<string> {
  const secret = randomSecret();
  const expiresAt = new Date(context.systemNow().getTime() + LIFETIME_MS);
  await replaceVerification(context.database.system.db, SETUP_LINK, hashSecret(secret), expiresAt);
  return `/setup?token=${secret}`;
}

/** Whether nobody administers this installation yet. */
export async function needsSetup(context: Pick<SetupContext, "database">): Promise<boolean> {
  return !(await hasAdmin(context.database.system.db));
}

/**
 * Makes the account of whoever holds the link, open registration or not, while nobody administers. Of two people who
 * use it at once one becomes administrator and the other's account is withdrawn. Errors: SETUP_LINK_USED, EMAIL_TAKEN, PASSWORD_WEAK.
 */
export async function registerThroughSetupLink(
  context: SetupContext,
  account: NewAccount,
  secret: string,
  by: Actor,
): Promise<UserRow> {
  const value = hashSecret(secret);
  const { system } = context.database;
  if (!(await needsSetup(context))) throw linkUsed();
  if (!(await hasVerification(system.db, SETUP_LINK, value, context.systemNow()))) throw linkUsed();
  const user = await createAccount(context, account, by);
  const promoted = await system.transaction("set-up link", async (tx) => {
    const { db } = tx;
    await lockRoles(tx);
    if ((await hasAdmin(db)) || !(await consumeVerification(db, SETUP_LINK, value, context.systemNow()))) {
      await deleteUser(db, user.id);
      return false;
    }
    await giveAdminRole(tx, by, user.id);
    await reownDemoPortfolios(db, user.id);
    return true;
  });
  if (!promoted) throw linkUsed();
  return { ...user, role: "admin" };
}

function linkUsed(): SigmaSightError {
  return new SigmaSightError(
    "SETUP_LINK_USED",
    "the set-up link was used, has expired or was replaced, or an administrator exists",
  );
}
