import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findUserByEmail, type UserRow } from "#db/stores/account-store.ts";
import { type ListedUser, listUsers } from "#db/stores/user-store.ts";
import type { Queryable } from "#db/types.ts";

/** Owner of the demo portfolio until there is an administrator. The domain belongs to nobody, by RFC 2606. */
export const DEMO_EMAIL = "demo@sigmasight.invalid";

/**
 * Whom a command acts as: the named user, else the only one, else the only administrator; the demo's user only where
 * there is nobody else. Throws NOT_FOUND for an unknown address or no user at all, USAGE where several could be meant.
 */
export async function actingUser(db: Queryable, email: string | null): Promise<UserRow> {
  if (email !== null) {
    const user = await findUserByEmail(db, email);
    if (user !== null) return user;
    throw new SigmaSightError("NOT_FOUND", `there is no user ${email}`, {
      hint: "`sigmasight users list` shows them.",
    });
  }
  return pickUser(await listUsers(db));
}

function pickUser(users: readonly ListedUser[]): UserRow {
  const people = users.filter((user) => user.email !== DEMO_EMAIL);
  const candidates = people.length === 0 ? users : people;
  const admins = candidates.filter(({ role }) => role === "admin");
  const only = candidates.length === 1 ? candidates[0] : admins.length === 1 ? admins[0] : undefined;
  if (only !== undefined) return only;
  if (candidates.length === 0)
    throw new SigmaSightError("NOT_FOUND", "there is no user yet", {
      hint: "Make one with `sigmasight users create EMAIL`, or use the set-up link that `sigmasight start` prints.",
    });
  throw new SigmaSightError("USAGE", `there are ${candidates.length} users; say which one with --user EMAIL`);
}
