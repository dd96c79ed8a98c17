import { sql } from "kysely";
import type { Queryable } from "#db/types.ts";
import type { UserRow } from "./account-store.ts";

/** A person as an outside issuer knows them. */
export interface IssuerAccount {
  readonly issuer: string;
  readonly subject: string;
}

/** The user that stands for the issuer's person; null for one not seen before. */
export async function findUserOfIssuer(db: Queryable, account: IssuerAccount): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`
    select u.id, u.email, u.name as "fullName", u.role
    from auth_accounts a join users u on u.id = a.user_id
    where a.provider_id = ${account.issuer} and a.account_id = ${account.subject}
  `.execute(db);
  return rows[0] ?? null;
}

/** A user without a password, with an address that the issuer verified; null where the address has an account. */
export async function insertVerifiedUser(
  db: Queryable,
  user: { readonly email: string; readonly fullName: string },
): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`
    insert into users (email, name, email_verified) values (lower(${user.email}), ${user.fullName}, true)
    on conflict on constraint users_email_key do nothing
    returning id, email, name as "fullName", role
  `.execute(db);
  return rows[0] ?? null;
}

/** Lets the issuer's person act as the user; false where they stand for one already. */
export async function insertIssuerAccount(
  db: Queryable,
  userId: string,
  account: IssuerAccount,
): Promise<boolean> {
  const { rows } = await sql`
    insert into auth_accounts (user_id, provider_id, account_id)
    values (${userId}, ${account.issuer}, ${account.subject})
    on conflict on constraint auth_accounts_provider_key do nothing
    returning id
  `.execute(db);
  return rows.length > 0;
}
