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

export interface UserPageRow extends ListedUser {
  readonly openSignIns: number;
  /** When an open sign-in was last renewed. */
  readonly lastActiveAt: Date | null;
  /** Keys that work. */
  readonly apiKeys: number;
  /** Until when sign-in is closed after failures, from whatever network; null for not at all. */
  readonly lockedUntil: Date | null;
}

export interface UserPage {
  /** Part of an address or a name. */
  readonly search: string | null;
  /** The last address of the page before. */
  readonly after: string | null;
  readonly limit: number;
  readonly systemNow: Date;
}

/** Users by address, with how they get in. */
export async function listUserPage(db: Queryable, page: UserPage): Promise<readonly UserPageRow[]> {
  const { search, after, limit, systemNow } = page;
  const { rows } = await sql<UserPageRow>`
    select u.id, u.email, u.name as "fullName", u.role, u.created_at as "createdAt",
      exists (select from auth_accounts a where a.user_id = u.id and a.password is not null) as "hasPassword",
      (select count(*)::int from portfolios p where p.owner_id = u.id) as "portfolioCount",
      s.open as "openSignIns", s.renewed as "lastActiveAt",
      (select count(*)::int from api_keys k where k.user_id = u.id and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > ${systemNow})) as "apiKeys",
      (select max(t.locked_until) from sign_in_attempts t where t.locked_until > ${systemNow} and (
        t.kind = 'account' and t.subject = u.email
        or t.kind = 'account-network' and split_part(t.subject, ' ', 1) = u.email)) as "lockedUntil"
    from users u, lateral (
      select count(*)::int as open, max(a.updated_at) as renewed
      from auth_sessions a where a.user_id = u.id and a.expires_at > ${systemNow}
    ) s
    where (${after}::text is null or u.email > ${after}::text)
      and (${search}::text is null or strpos(lower(u.email || ' ' || u.name), lower(${search}::text)) > 0)
    order by u.email limit ${limit}
  `.execute(db);
  return rows;
}

export async function findUserEmail(db: Queryable, id: string): Promise<string | null> {
  const { rows } = await sql<{ email: string }>`select email from users where id = ${id}`.execute(db);
  return rows[0]?.email ?? null;
}
