import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";
import type { UserRow } from "./account-store.ts";

export interface ListedUser extends UserRow {
  /** False for one that nobody can sign in as. */
  readonly hasPassword: boolean;
  readonly portfolioCount: number;
  readonly createdAt: Date;
}

/** Every user, the oldest first. */
export async function listUsers(db: Queryable): Promise<readonly ListedUser[]> {
  const { rows } = await sql<ListedUser>`
    select u.id, u.email, u.name as "fullName", u.role, u.created_at as "createdAt",
      exists (select from auth_accounts a where a.user_id = u.id and a.password is not null) as "hasPassword",
      (select count(*)::int from portfolios p where p.owner_id = u.id) as "portfolioCount"
    from users u order by u.created_at, u.email
  `.execute(db);
  return rows;
}

/** A user nobody can sign in as, for what belongs to no person; nothing where the address is taken. */
export async function insertUserWithoutPassword(
  db: Queryable,
  user: { readonly email: string; readonly fullName: string },
): Promise<void> {
  await sql`
    insert into users (email, name) values (lower(${user.email}), ${user.fullName})
    on conflict on constraint users_email_key do nothing
  `.execute(db);
}
