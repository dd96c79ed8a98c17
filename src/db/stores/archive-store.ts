import { type RawBuilder, sql } from "kysely";
import { type ArchiveRecord, type ArchiveSection, sectionNamed } from "#core/archive/archive-format.ts";
import type { Queryable } from "#db/types.ts";

/** Sections whose records belong to a portfolio. */
export type PortfolioSection = "positions" | "capital_flows" | "position_tags" | "import_findings";

/** Where a section's records are, and which of them they are. */
const SOURCES: Readonly<
  Record<PortfolioSection, { readonly from: RawBuilder<unknown>; readonly key: string }>
> = {
  positions: { from: sql`positions`, key: "id" },
  capital_flows: { from: sql`capital_flows`, key: "id" },
  position_tags: {
    from: sql`(select * from position_tags where source = 'user') t`,
    key: "position_id, tag",
  },
  import_findings: {
    from: sql`(select f.*, p.id as portfolio_id from findings f join portfolios p on p.id::text = f.owner where f.job = 'import') t`,
    key: "subject, code",
  },
};

/** The columns of a section as JSON has them: decimals and instants with every digit. */
function columnsOf(section: ArchiveSection): RawBuilder<unknown> {
  return sql.join(
    section.fields.map(({ name, kind }) => {
      const column = sql.ref(name);
      if (kind === "decimal") return sql`${column}::text as ${column}`;
      if (kind === "instant")
        return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`;
      return sql`${column}`;
    }),
  );
}

/** Portfolios in id order; of one owner, or only one, where it is said so. */
export async function listArchivePortfolioIds(
  db: Queryable,
  filter: { readonly ownerId: string | null; readonly portfolioId: string | null },
  afterId: string | null,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from portfolios
    where (${filter.ownerId}::uuid is null or owner_id = ${filter.ownerId}::uuid)
      and (${filter.portfolioId}::uuid is null or id = ${filter.portfolioId}::uuid)
      and (${afterId}::uuid is null or id > ${afterId}::uuid)
    order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Portfolios with their owner's id in place of the address. */
export async function listArchivePortfolios(
  db: Queryable,
  ids: readonly string[],
): Promise<readonly ArchiveRecord[]> {
  const { rows } = await sql<ArchiveRecord>`
    select ${columnsOf(sectionNamed("portfolios"))} from (select *, owner_id as owner from portfolios) p
    where id = any(${[...ids]}::uuid[]) order by id`.execute(db);
  return rows;
}

export async function listArchiveRecords(
  db: Queryable,
  name: PortfolioSection,
  portfolioIds: readonly string[],
): Promise<readonly ArchiveRecord[]> {
  const { from, key } = SOURCES[name];
  const { rows } = await sql<ArchiveRecord>`
    select ${columnsOf(sectionNamed(name))} from ${from}
    where portfolio_id = any(${[...portfolioIds]}::uuid[]) order by portfolio_id, ${sql.raw(key)}`.execute(
    db,
  );
  return rows;
}

/** Accounts by address: those that own these portfolios, or all; `id` beside what an export has. */
export async function listArchiveAccounts(
  db: Queryable,
  filter: { readonly ownerId: string | null; readonly portfolioId: string | null },
): Promise<readonly { readonly id: string; readonly record: ArchiveRecord }[]> {
  const { rows } = await sql<{ id: string } & ArchiveRecord>`
    select id, ${columnsOf(sectionNamed("accounts"))} from users u
    where (${filter.ownerId}::uuid is null or id = ${filter.ownerId}::uuid)
      and (${filter.portfolioId}::uuid is null
        or exists (select from portfolios p where p.owner_id = u.id and p.id = ${filter.portfolioId}::uuid))
    order by email collate "C"`.execute(db);
  return rows.map(({ id, ...record }) => ({ id, record }));
}

export async function listArchiveCalendar(db: Queryable): Promise<readonly ArchiveRecord[]> {
  const { rows } = await sql<ArchiveRecord>`
    select ${columnsOf(sectionNamed("calendar_exceptions"))} from calendar_exceptions order by exception_date`.execute(
    db,
  );
  return rows;
}
