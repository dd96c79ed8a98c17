import { type RawBuilder, sql } from "kysely";
import {
  ARCHIVE_SECTIONS,
  type ArchiveRecord,
  type ArchiveSection,
  type FieldKind,
  type SectionName,
  sectionNamed,
} from "#core/archive/archive-format.ts";
import type { Queryable } from "#db/types.ts";

// An export is put into temporary tables first, so that the whole of it can be compared with what is there in a few
// statements, and stored in a few more. All in one transaction of the caller, with whom they go.

const TYPES: Readonly<Record<FieldKind, string>> = {
  uuid: "uuid",
  text: "text",
  decimal: "numeric",
  integer: "integer",
  boolean: "boolean",
  date: "date",
  instant: "timestamptz",
};

const staged = (name: SectionName): RawBuilder<unknown> => sql.id(`staged_${name}`);

function names({ fields }: ArchiveSection): RawBuilder<unknown> {
  return sql.join(fields.map(({ name }) => sql.ref(name)));
}

function typed({ fields }: ArchiveSection): RawBuilder<unknown> {
  return sql.join(fields.map(({ name, kind }) => sql`${sql.ref(name)} ${sql.raw(TYPES[kind])}`));
}

/** Makes the temporary tables; they go with the transaction. */
export async function createStaging(db: Queryable): Promise<void> {
  for (const section of ARCHIVE_SECTIONS)
    await sql`create temp table ${staged(section.name)} (${typed(section)}) on commit drop`.execute(db);
  await sql`create temp table staged_status (id uuid primary key, owner_id uuid, status text not null) on commit drop`.execute(
    db,
  );
}

export async function insertStaged(
  db: Queryable,
  name: SectionName,
  records: readonly ArchiveRecord[],
): Promise<void> {
  const section = sectionNamed(name);
  await sql`
    insert into ${staged(name)} (${names(section)})
    select ${names(section)} from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (${typed(section)})`.execute(
    db,
  );
}

/** Once everything is staged: what follows looks records up by their portfolio. */
export async function indexStaging(db: Queryable): Promise<void> {
  for (const { name, fields } of ARCHIVE_SECTIONS) {
    if (fields.some((field) => field.name === "portfolio_id"))
      await sql`create index on ${staged(name)} (portfolio_id)`.execute(db);
    await sql`analyze ${staged(name)}`.execute(db);
  }
}

/** Gives all staged portfolios to one owner, whoever had them. */
export async function updateStagedOwner(db: Queryable, email: string): Promise<void> {
  await sql`update staged_portfolios set owner = ${email}`.execute(db);
  await sql`delete from staged_accounts`.execute(db);
}

/** Makes the accounts that are not there, by address. Nobody can sign in to them before they get a password. */
export async function insertStagedAccounts(db: Queryable): Promise<readonly string[]> {
  const { rows } = await sql<{ email: string }>`
    insert into users (email, name, role, created_at) select email, name, role, created_at from staged_accounts
    on conflict on constraint users_email_key do nothing returning email`.execute(db);
  return rows.map(({ email }) => email);
}

/** What cannot be stored, in words: a portfolio whose owner, id or account is another's. */
export async function listStagedConflicts(db: Queryable): Promise<readonly string[]> {
  const { rows } = await sql<{ conflict: string }>`
    select 'the owner ' || s.owner || ' of "' || s.account_name || '" is not there' as conflict
    from staged_portfolios s left join users u on u.email = lower(s.owner) where u.id is null
    union all
    select 'portfolio ' || s.id || ' belongs to another user here'
    from staged_portfolios s join users u on u.email = lower(s.owner) join portfolios p on p.id = s.id
    where p.owner_id <> u.id
    union all
    select s.owner || ' has another portfolio with the account name "' || s.account_name || '"'
    from staged_portfolios s join users u on u.email = lower(s.owner)
    join portfolios p on p.owner_id = u.id and p.account_name = s.account_name and p.id <> s.id
    union all
    select 'the record ' || c.id || ' belongs to no portfolio of the export' from (
      select id, portfolio_id from staged_positions union all select id, portfolio_id from staged_capital_flows
      union all select position_id, portfolio_id from staged_position_tags
      union all select portfolio_id, portfolio_id from staged_import_findings
    ) c where not exists (select from staged_portfolios s where s.id = c.portfolio_id)
    union all
    select 'the record ' || c.id || ' is in another portfolio here' from (
      select s.id from staged_positions s join positions q on q.id = s.id where q.portfolio_id <> s.portfolio_id
      union all
      select s.id from staged_capital_flows s join capital_flows q on q.id = s.id where q.portfolio_id <> s.portfolio_id
    ) c
    limit 20`.execute(db);
  return rows.map(({ conflict }) => conflict);
}

/** Whether two sets of records of the portfolio `s` differ; numbers are compared, not their digits. */
function differs(name: SectionName, there: RawBuilder<unknown>): RawBuilder<unknown> {
  const columns = names(sectionNamed(name));
  const here = sql`select ${columns} from ${staged(name)} where portfolio_id = s.id`;
  const stored = sql`select ${columns} from ${there} where portfolio_id = s.id`;
  return sql`exists ((${here} except ${stored}) union all (${stored} except ${here}))`;
}

/** Notes of each staged portfolio whether it is new, the same as here, or different; and counts them. */
export async function compareStaged(
  db: Queryable,
): Promise<Readonly<Record<"new" | "same" | "different", number>>> {
  const section = sectionNamed("portfolios");
  const columns = names(section);
  await sql`
    insert into staged_status (id, owner_id, status)
    select s.id, u.id, case
      when not exists (select from portfolios p where p.id = s.id) then 'new'
      when exists (
          (select ${columns} from staged_portfolios where id = s.id)
          except (select ${columns} from (select p.*, u.email as owner from portfolios p) p where p.id = s.id))
        or ${differs("positions", sql`positions`)}
        or ${differs("capital_flows", sql`capital_flows`)}
        or ${differs("position_tags", sql`(select * from position_tags where source = 'user') t`)}
        or ${differs(
          "import_findings",
          sql`(select *, owner::uuid as portfolio_id from findings where job = 'import') t`,
        )}
      then 'different' else 'same' end
    from staged_portfolios s join users u on u.email = lower(s.owner)`.execute(db);
  const { rows } = await sql<{ status: "new" | "same" | "different"; count: number }>`
    select status, count(*) as count from staged_status group by status`.execute(db);
  return { new: 0, same: 0, different: 0, ...Object.fromEntries(rows.map((row) => [row.status, row.count])) };
}

/** Account names of staged portfolios that are here with other facts. */
export async function listDifferentAccounts(db: Queryable): Promise<readonly string[]> {
  const { rows } = await sql<{ account: string }>`
    select s.owner || ': ' || s.account_name as account from staged_status t join staged_portfolios s on s.id = t.id
    where t.status = 'different' order by 1 limit 20`.execute(db);
  return rows.map(({ account }) => account);
}

/** Whether a run writes results of a portfolio whose facts would be replaced. */
export async function hasActiveRunOfDifferent(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from batch_run_history r
      where r.status in ('queued', 'running', 'cancelling')
        and (r.portfolio_id is null or r.portfolio_id in (select id from staged_status where status = 'different'))
    ) as found`.execute(db);
  return rows[0]?.found === true;
}

/** Takes the facts of the different portfolios away and makes all their results outdated. */
export async function clearDifferent(db: Queryable): Promise<void> {
  const those = sql`(select id from staged_status where status = 'different')`;
  await sql`delete from positions where portfolio_id in ${those}`.execute(db);
  await sql`delete from capital_flows where portfolio_id in ${those}`.execute(db);
  await sql`delete from findings where job = 'import' and owner in (select id::text from staged_status where status = 'different')`.execute(
    db,
  );
  await sql`
    update portfolios p set name = s.name, account_name = s.account_name, account_type = s.account_type,
      description = s.description, equity_balance = s.equity_balance, equity_as_of = s.equity_as_of,
      file_sha256 = s.file_sha256, is_demo = s.is_demo, created_at = s.created_at,
      facts_revision = p.facts_revision + 1, updated_at = now()
    from staged_portfolios s join staged_status t on t.id = s.id
    where p.id = s.id and t.status = 'different'`.execute(db);
}

/** Stores what is new or was cleared. */
export async function storeStaged(
  db: Queryable,
): Promise<Readonly<Record<"positions" | "flows" | "tags", number>>> {
  const of = (wanted: RawBuilder<unknown>) =>
    sql`join staged_status t on t.id = s.portfolio_id and t.status in ${wanted}`;
  const changed = sql`('new', 'different')`;
  await sql`
    insert into portfolios (id, owner_id, name, account_name, account_type, description, equity_balance, equity_as_of,
      file_sha256, is_demo, created_at)
    select s.id, t.owner_id, s.name, s.account_name, s.account_type, s.description, s.equity_balance, s.equity_as_of,
      s.file_sha256, s.is_demo, s.created_at
    from staged_portfolios s join staged_status t on t.id = s.id and t.status = 'new' order by s.id`.execute(
    db,
  );
  const copied = async (name: "positions" | "capital_flows") => {
    const columns = sectionNamed(name).fields.map((field) => field.name);
    const { numAffectedRows } = await sql`
      insert into ${sql.ref(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
      select ${sql.join(columns.map((column) => sql.ref(`s.${column}`)))} from ${staged(name)} s ${of(changed)}`.execute(
      db,
    );
    return Number(numAffectedRows ?? 0);
  };
  const positions = await copied("positions");
  const flows = await copied("capital_flows");
  const tags = await sql`
    insert into position_tags (position_id, portfolio_id, source, tag)
    select s.position_id, s.portfolio_id, 'user', s.tag from staged_position_tags s ${of(changed)}`.execute(
    db,
  );
  await sql`
    insert into findings (job, owner, subject, code, severity, message)
    select 'import', s.portfolio_id::text, s.subject, s.code, s.severity, s.message
    from staged_import_findings s ${of(changed)}`.execute(db);
  return { positions, flows, tags: Number(tags.numAffectedRows ?? 0) };
}

/** Adds the calendar's exceptions that are not here; gives the days on which another one is. */
export async function restoreCalendar(db: Queryable): Promise<readonly string[]> {
  const { rows } = await sql<{ day: string }>`
    select s.exception_date::text as day from staged_calendar_exceptions s
    join calendar_exceptions c on c.exception_date = s.exception_date where c.kind <> s.kind order by 1`.execute(
    db,
  );
  await sql`
    insert into calendar_exceptions (exception_date, kind, note)
    select exception_date, kind, note from staged_calendar_exceptions on conflict (exception_date) do nothing`.execute(
    db,
  );
  return rows.map(({ day }) => day);
}
