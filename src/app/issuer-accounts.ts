import type { IssuerIdentity } from "#auth/issuer-tokens.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { deletePasswordHash, type UserRow } from "#db/stores/account-store.ts";
import {
  findUserOfIssuer,
  type IssuerAccount,
  insertIssuerAccount,
  insertVerifiedUser,
} from "#db/stores/issuer-account-store.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";
import { type EndedAccess, endAccess } from "./end-access.ts";

type IssuerContext = Pick<ApiContext, "database" | "onAuthError">;

/**
 * The user that stands for whom an outside issuer vouches for; made at first sight, which needs an address the issuer
 * has verified. A person is known by issuer and subject alone: an address that has an account here already is not
 * enough to act as its user, and gives null, until an operator links the two.
 */
export async function userOfIssuer(
  { database, onAuthError }: IssuerContext,
  identity: IssuerIdentity,
  by: Actor,
): Promise<UserRow | null> {
  const known = await findUserOfIssuer(database.system.db, identity);
  if (known !== null) return known;
  const { issuer, subject, email } = identity;
  const person = `${issuer} vouches for ${subject}`;
  if (email === null) {
    onAuthError(`${person} without a verified e-mail address, who therefore gets no account`);
    return null;
  }
  const made = await database.system.transaction("account of issuer", async ({ db }) => {
    const user = await insertVerifiedUser(db, { email, fullName: identity.fullName ?? email });
    if (user === null) return null;
    await insertIssuerAccount(db, user.id, identity);
    await recordAudit(
      db,
      { ...by, userId: user.id, role: user.role },
      {
        action: "account.create",
        subject: { kind: "account", id: user.id },
        details: { email, issuer, subject },
      },
    );
    return user;
  });
  if (made !== null) return made;
  // Two first requests at once make one user; anybody else had the address before.
  const meanwhile = await findUserOfIssuer(database.system.db, identity);
  if (meanwhile === null)
    onAuthError(`${person}, whose e-mail address has an account; link them with \`sigmasight users link\``);
  return meanwhile;
}

export interface LinkOptions {
  /** Whether who could get in before still may: where the operator knows that it is the same person. */
  readonly keepPassword: boolean;
}

/** What a link took away. */
export interface RemovedAccess extends EndedAccess {
  readonly password: boolean;
}

/**
 * Lets an issuer's person act as a user from now on. Whoever registered the address before need not be who owns it, so
 * the password, the sign-ins and the API keys of the account end unless they are to be kept; then it gives null.
 * Errors: ISSUER_ACCOUNT_TAKEN.
 */
export async function linkIssuerAccount(
  { database, systemNow }: Pick<ApiContext, "database" | "systemNow">,
  by: Actor,
  userId: string,
  account: IssuerAccount,
  { keepPassword }: LinkOptions,
): Promise<RemovedAccess | null> {
  return await database.system.transaction("link issuer account", async ({ db }) => {
    if (!(await insertIssuerAccount(db, userId, account)))
      throw new SigmaSightError("ISSUER_ACCOUNT_TAKEN", `${account.subject} stands for a user already`);
    const removed = keepPassword
      ? null
      : {
          password: await deletePasswordHash(db, userId),
          ...(await endAccess(db, by, userId, { keptSessionId: null, systemNow: systemNow() })),
        };
    await recordAudit(db, by, {
      action: "account.change",
      subject: { kind: "account", id: userId },
      details: { linked: account, removed },
    });
    return removed;
  });
}
