import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";
import { shownRunOf } from "./run-of-portfolio.ts";

/** A portfolio as its owner stated it. */
export interface PortfolioRow {
  readonly id: string;
  readonly name: string;
  readonly accountName: string;
  readonly accountType: string;
  readonly description: string | null;
  /** Exact decimal, USD. */
  readonly equityBalance: string;
  readonly equityAsOf: PlainDate | null;
  readonly isDemo: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The same with what the batch last found out about it; null where it has not run yet. */
export interface PortfolioSummaryRow extends PortfolioRow {
  readonly positionsTotal: number;
  readonly asOf: PlainDate | null;
  readonly nav: number | null;
  readonly cash: number | null;
  readonly dailyPnl: number | null;
  readonly dailyReturn: number | null;
  readonly positionCount: number | null;
  readonly runId: string | null;
  readonly runStatus: string | null;
  readonly runPercent: number | null;
  readonly runRequestedAt: Date | null;
  readonly runFinishedAt: Date | null;
  /** Facts were changed since the stored snapshots were computed; false without lots, of which there is nothing to show. */
  readonly resultsOutdated: boolean;
}

export interface NewPortfolio {
  readonly ownerId: string;
  readonly name: string;
  readonly accountName: string;
  readonly accountType: string;
  readonly description: string | null;
  readonly equityBalance: string;
  readonly equityAsOf: PlainDate | null;
  readonly fileSha256: string;
}

/** Fields to change; absent ones stay. */
export interface PortfolioChange {
  readonly name?: string;
  readonly accountName?: string;
  readonly accountType?: string;
  readonly description?: string | null;
  readonly equityBalance?: string;
  readonly equityAsOf?: PlainDate | null;
}

const PORTFOLIO = sql`
  p.id, p.name, p.account_name as "accountName", p.account_type as "accountType", p.description,
  p.equity_balance as "equityBalance", p.equity_as_of as "equityAsOf",
  p.is_demo as "isDemo", p.created_at as "createdAt", p.updated_at as "updatedAt"`;

/** Null for an id that is not this owner's, whether or not it exists. */
export async function findOwnedPortfolio(
  db: Queryable,
  ownerId: string,
  id: string,
): Promise<PortfolioRow | null> {
  const { rows } = await sql<PortfolioRow>`
    select ${PORTFOLIO} from portfolios p where p.id = ${id} and p.owner_id = ${ownerId}
  `.execute(db);
  return rows[0] ?? null;
}

/** The owner's portfolios by name; only one of them when `id` is given. */
export async function listPortfolioSummaries(
  db: Queryable,
  ownerId: string,
  id: string | null = null,
): Promise<readonly PortfolioSummaryRow[]> {
  const { rows } = await sql<PortfolioSummaryRow>`
    select ${PORTFOLIO},
      (select count(*) from positions q where q.portfolio_id = p.id) as "positionsTotal",
      s.as_of as "asOf", s.nav, s.cash, s.daily_pnl as "dailyPnl", s.daily_return as "dailyReturn",
      s.position_count as "positionCount",
      r.id as "runId", r.status as "runStatus", r.percent_complete as "runPercent",
      r.requested_at as "runRequestedAt", r.finished_at as "runFinishedAt",
      coalesce(least(o.facts_revision, s.facts_revision) < p.facts_revision, false) as "resultsOutdated"
    from portfolios p
    left join lateral (
      select as_of, nav, cash, daily_pnl, daily_return, position_count, facts_revision
      from portfolio_snapshots where portfolio_id = p.id order by as_of desc limit 1
    ) s on true
    left join lateral (
      select facts_revision from portfolio_snapshots where portfolio_id = p.id order by as_of limit 1
    ) o on true
    left join lateral (${shownRunOf(sql`p.id`)}) r on true
    where p.owner_id = ${ownerId} and (${id}::uuid is null or p.id = ${id}::uuid)
    order by p.name, p.id
  `.execute(db);
  return rows;
}

export async function countPortfolios(db: Queryable, ownerId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from portfolios where owner_id = ${ownerId}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** What an import of the same account was made of, to tell a repetition from a conflict. */
export interface ImportedAccount {
  readonly id: string;
  readonly name: string;
  readonly accountType: string;
  readonly equityBalance: string;
  readonly fileSha256: string;
  readonly positionsTotal: number;
}

export async function findPortfolioOfAccount(
  db: Queryable,
  ownerId: string,
  accountName: string,
): Promise<ImportedAccount | null> {
  const { rows } = await sql<ImportedAccount>`
    select p.id, p.name, p.account_type as "accountType", p.equity_balance as "equityBalance",
      p.file_sha256 as "fileSha256",
      (select count(*) from positions q where q.portfolio_id = p.id) as "positionsTotal"
    from portfolios p where p.owner_id = ${ownerId} and p.account_name = ${accountName}
  `.execute(db);
  return rows[0] ?? null;
}

/** Null when the owner has a portfolio with this account name already, stored by a request at the same time too. */
export async function insertPortfolio(db: Queryable, portfolio: NewPortfolio): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into portfolios (owner_id, name, account_name, account_type, description, equity_balance,
      equity_as_of, file_sha256)
    values (${portfolio.ownerId}, ${portfolio.name}, ${portfolio.accountName}, ${portfolio.accountType},
      ${portfolio.description}, ${portfolio.equityBalance}, ${portfolio.equityAsOf},
      ${portfolio.fileSha256})
    on conflict on constraint portfolios_owner_account_key do nothing
    returning id
  `.execute(db);
  return rows[0]?.id ?? null;
}

/** Writes the change; equity is a fact of the valuation, so changing it makes every result of it outdated. */
export async function updatePortfolio(db: Queryable, id: string, change: PortfolioChange): Promise<void> {
  const touchesFacts = change.equityBalance !== undefined || change.equityAsOf !== undefined;
  await sql`
    update portfolios set
      name = coalesce(${change.name ?? null}, name),
      account_name = coalesce(${change.accountName ?? null}, account_name),
      account_type = coalesce(${change.accountType ?? null}, account_type),
      description = case when ${change.description !== undefined} then ${change.description ?? null} else description end,
      equity_balance = coalesce(${change.equityBalance ?? null}::numeric, equity_balance),
      equity_as_of = case when ${change.equityAsOf !== undefined} then ${change.equityAsOf ?? null}::date else equity_as_of end,
      facts_revision = facts_revision + ${touchesFacts ? 1 : 0},
      updated_at = now()
    where id = ${id}
  `.execute(db);
}

/**
 * Holds a portfolio's facts until the transaction ends, so that of two changes at once the second starts from the first.
 * A batch that stores results of the portfolio does not wait for it.
 */
export async function lockFacts(db: Queryable, id: string): Promise<void> {
  await sql`select 1 from portfolios where id = ${id} for no key update`.execute(db);
}

/** Has to go with every change of a lot or a flow, in its transaction: what was computed before is outdated. */
export async function bumpFactsRevision(db: Queryable, id: string): Promise<void> {
  await sql`
    update portfolios set facts_revision = facts_revision + 1, updated_at = now() where id = ${id}
  `.execute(db);
}

/** Deletes the portfolio with its lots, flows, results and runs, and what names it without a foreign key. */
export async function deletePortfolio(db: Queryable, id: string): Promise<void> {
  await sql`
    with findings_gone as (delete from findings where owner = ${id}::text),
      records_gone as (delete from completion_records where subject = ${id}::text)
    delete from portfolios where id = ${id}::uuid
  `.execute(db);
}

export async function reownDemoPortfolios(db: Queryable, ownerId: string): Promise<void> {
  await sql`update portfolios set owner_id = ${ownerId}, updated_at = now() where is_demo`.execute(db);
}
