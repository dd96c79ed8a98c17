import type { NewAccount } from "#auth/local-accounts.ts";
import { passwordProblem } from "#auth/password-rules.ts";
import { sameSecret } from "#auth/secrets.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findUserByEmail, type UserRow, writePasswordHash } from "#db/stores/account-store.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit, type UserActor } from "./audit.ts";
import { type EndedAccess, endAccess } from "./end-access.ts";
import { guardedConfirmation } from "./guarded-sign-in.ts";

type AccountContext = Pick<ApiContext, "database" | "accounts" | "systemNow" | "registration">;

/** Makes an account with role user. Errors: REGISTRATION_CLOSED, EMAIL_TAKEN, PASSWORD_WEAK. */
export async function registerAccount(
  context: AccountContext,
  account: NewAccount,
  inviteCode: string | null,
  by: Actor,
): Promise<UserRow> {
  const { registration } = context;
  if (registration.mode === "invite") {
    const expected = registration.inviteCode;
    if (expected === null || inviteCode === null || !sameSecret(inviteCode, expected))
      throw new SigmaSightError("REGISTRATION_CLOSED", "registration needs a valid invite code");
  }
  return createAccount(context, account, by);
}

/** Makes an account, whoever asks. Errors: EMAIL_TAKEN, PASSWORD_WEAK. */
export async function createAccount(
  context: Pick<AccountContext, "database" | "accounts">,
  account: NewAccount,
  by: Actor,
): Promise<UserRow> {
  requireGoodPassword(account.password, account);
  const { db } = context.database.system;
  const email = account.email.toLowerCase();
  const id = await context.accounts.signUp({ ...account, email });
  const user = await findUserByEmail(db, email);
  if (user === null || user.id !== id)
    throw new SigmaSightError("EMAIL_TAKEN", "an account with this e-mail address exists");
  const subject = { kind: "account", id: user.id };
  await recordAudit(db, by, { action: "account.create", subject, details: { email } });
  return user;
}

/**
 * Changes the password of a signed-in user who knows the old one, and ends all other access. Wrong ones count for this
 * sign-in. Errors: CREDENTIALS_WRONG, SIGN_IN_LOCKED, PASSWORD_WEAK.
 */
export async function changePassword(
  context: AccountContext,
  by: UserActor,
  user: UserRow,
  passwords: { readonly current: string; readonly next: string },
  keptSessionId: string | null,
): Promise<EndedAccess> {
  requireGoodPassword(passwords.next, user);
  const signIn = { id: keptSessionId ?? user.id, email: user.email };
  await guardedConfirmation(context, signIn, by, async () =>
    (await context.accounts.isPassword(user.id, passwords.current)) ? true : null,
  );
  return await setPassword(context, by, user, passwords.next, keptSessionId);
}

/**
 * Gives a user a password, whatever it was; ends all sign-ins but the one to keep, and all API keys. Errors:
 * PASSWORD_WEAK.
 */
export async function setPassword(
  { database, accounts, systemNow }: Pick<AccountContext, "database" | "accounts" | "systemNow">,
  by: Actor,
  user: UserRow,
  password: string,
  keptSessionId: string | null,
): Promise<EndedAccess> {
  requireGoodPassword(password, user);
  const hash = await accounts.hashPassword(password);
  return await database.system.transaction("change password", async ({ db }) => {
    await writePasswordHash(db, user.id, hash);
    const ended = await endAccess(db, by, user.id, { keptSessionId, systemNow: systemNow() });
    await recordAudit(db, by, {
      action: "account.change",
      subject: { kind: "account", id: user.id },
      details: { changed: ["password"], ended },
    });
    return ended;
  });
}

function requireGoodPassword(password: string, owner: Pick<NewAccount, "email" | "fullName">): void {
  const problem = passwordProblem(password, owner);
  if (problem !== null) throw new SigmaSightError("PASSWORD_WEAK", problem);
}
