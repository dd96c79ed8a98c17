import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";
import { ACTIVE, hasResultsOf, isForOwnerOf, isOf, shownRunOf } from "./run-of-portfolio.ts";

/** A row of the run history, as stored. */
export interface RunHistoryRow {
  readonly id: string;
  readonly trigger: string;
  readonly scope: string;
  readonly portfolioId: string | null;
  readonly fromSession: PlainDate | null;
  readonly toSession: PlainDate;
  readonly force: boolean;
  readonly triggeredBy: string;
  readonly reason: string | null;
  readonly retryOf: string | null;
  readonly followUpOf: string | null;
  readonly status: string;
  readonly percentComplete: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorHint: string | null;
  readonly errorPhase: string | null;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** The request's instant with every digit, for keyset paging. */
  readonly cursor: string;
}

/** A run with the names of what it is of and of who asked for it. */
export interface NamedRunRow extends RunHistoryRow {
  readonly portfolioName: string | null;
  /** E-mail address. */
  readonly requestedBy: string | null;
}

export interface RunEventRow {
  readonly seq: number;
  readonly at: Date;
  readonly level: "info" | "warning" | "error";
  readonly phase: string | null;
  readonly subject: string | null;
  readonly code: string | null;
  readonly message: string;
}

export interface RunFailureRow {
  readonly phase: string;
  readonly job: string;
  readonly subject: string;
  readonly code: string;
  readonly message: string;
  readonly failedAt: Date;
}

const RUN = sql`
  id, trigger, scope, portfolio_id as "portfolioId", from_session as "fromSession", to_session as "toSession",
  force, triggered_by as "triggeredBy", reason, retry_of as "retryOf", follow_up_of as "followUpOf", status,
  percent_complete as "percentComplete", error_code as "errorCode", error_message as "errorMessage",
  error_hint as "errorHint", error_phase as "errorPhase", requested_at as "requestedAt",
  started_at as "startedAt", finished_at as "finishedAt", requested_at::text as cursor`;

/** The user in `triggered_by`; null where that names none, as `nightly:schedule` does. */
const REQUESTER = sql`
  case when triggered_by ~ '^[^:]*:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then split_part(triggered_by, ':', 2)::uuid end`;

const NAMES = sql`
  (select p.name from portfolios p where p.id = portfolio_id) as "portfolioName",
  (select u.email from users u where u.id = ${REQUESTER}) as "requestedBy"`;

/** Clients see a run that is being cancelled as running. */
const SHOWN_STATUS = sql`case status when 'cancelling' then 'running' else status end`;

export async function findRun(db: Queryable, runId: string): Promise<RunHistoryRow | null> {
  const { rows } = await sql<RunHistoryRow>`select ${RUN} from batch_run_history where id = ${runId}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** For administrators: addresses of accounts are read. */
export async function findNamedRun(db: Queryable, runId: string): Promise<NamedRunRow | null> {
  const { rows } = await sql<NamedRunRow>`
    select ${RUN}, ${NAMES} from batch_run_history where id = ${runId}
  `.execute(db);
  return rows[0] ?? null;
}

/** Whether the run is the portfolio's own, or one of all portfolios that concerns it. */
export async function isRunOfPortfolio(db: Queryable, runId: string, portfolioId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from batch_run_history r where r.id = ${runId} and ${isOf(portfolioId)}) as found
  `.execute(db);
  return rows[0]?.found === true;
}

/** The run that tells how a portfolio stands: its own active one, else the newest that concerns it. */
export async function findShownRunOf(db: Queryable, portfolioId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from (${shownRunOf(portfolioId)}) r`.execute(db);
  return rows[0]?.id ?? null;
}

/** The latest run that was requested for this portfolio alone. */
export async function findLatestRunOf(db: Queryable, portfolioId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from batch_run_history where portfolio_id = ${portfolioId} order by requested_at desc limit 1
  `.execute(db);
  return rows[0]?.id ?? null;
}

/** Whether a run has ended with results of the portfolio: the next one is no onboarding. */
export async function hasFinishedRun(db: Queryable, portfolioId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select ${hasResultsOf(portfolioId)} as found`.execute(db);
  return rows[0]?.found === true;
}

export async function hasActiveRun(db: Queryable, portfolioId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from batch_run_history where portfolio_id = ${portfolioId} and status in ${ACTIVE}) as found
  `.execute(db);
  return rows[0]?.found === true;
}

export async function listActiveRuns(db: Queryable): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from batch_run_history where status in ${ACTIVE} order by requested_at desc
  `.execute(db);
  return rows.map(({ id }) => id);
}

export interface HistoryPage {
  readonly since: Date;
  /** As clients see it. */
  readonly status: string | null;
  readonly trigger?: string | null;
  /** Runs of this portfolio alone; null or absent: of all portfolios too. */
  readonly portfolioId?: string | null;
  readonly limit: number;
  /** The last row of the page before. */
  readonly after: { readonly cursor: string; readonly id: string } | null;
}

/** Runs requested since an instant, newest first; for administrators, as addresses of accounts are read. */
export async function listRuns(db: Queryable, page: HistoryPage): Promise<readonly NamedRunRow[]> {
  const { rows } = await sql<NamedRunRow>`
    select ${RUN}, ${NAMES} from batch_run_history
    where requested_at >= ${page.since}
      and (${page.status}::text is null or ${SHOWN_STATUS} = ${page.status}::text)
      and (${page.trigger ?? null}::text is null or trigger = ${page.trigger ?? null}::text)
      and (${page.portfolioId ?? null}::uuid is null or portfolio_id = ${page.portfolioId ?? null}::uuid)
      and (${page.after?.id ?? null}::uuid is null
        or (requested_at, id) < (${page.after?.cursor ?? null}::timestamptz, ${page.after?.id ?? null}::uuid))
    order by requested_at desc, id desc
    limit ${page.limit}
  `.execute(db);
  return rows;
}

export interface RunSummaryRow {
  readonly trigger: string;
  readonly status: string;
  readonly runs: number;
  readonly meanSeconds: number | null;
  readonly lastFinishedAt: Date | null;
}

export async function summariseRuns(db: Queryable, since: Date): Promise<readonly RunSummaryRow[]> {
  const { rows } = await sql<RunSummaryRow>`
    select trigger, ${SHOWN_STATUS} as status, count(*) as runs,
      avg(extract(epoch from finished_at - started_at))::double precision as "meanSeconds",
      max(finished_at) as "lastFinishedAt"
    from batch_run_history where requested_at >= ${since}
    group by trigger, ${SHOWN_STATUS} order by trigger, ${SHOWN_STATUS}
  `.execute(db);
  return rows;
}

const EVENT = sql`e.seq, e.at, e.level, e.phase, e.subject, e.code, e.message`;

/** Events after a sequence number, oldest first: all of them, whoever they are about. */
export async function listEventsAfter(
  db: Queryable,
  runId: string,
  seq: number,
  limit: number,
): Promise<readonly RunEventRow[]> {
  const { rows } = await sql<RunEventRow>`
    select ${EVENT} from run_events e where e.run_id = ${runId} and e.seq > ${seq} order by e.seq limit ${limit}
  `.execute(db);
  return rows;
}

/** Those of {@link listEventsAfter} that the portfolio's owner may read. */
export async function listOwnEventsAfter(
  db: Queryable,
  key: { readonly runId: string; readonly portfolioId: string },
  seq: number,
  limit: number,
): Promise<readonly RunEventRow[]> {
  const { rows } = await sql<RunEventRow>`
    select ${EVENT} from run_events e
    where e.run_id = ${key.runId} and e.seq > ${seq} and ${isForOwnerOf(key.portfolioId)}
    order by e.seq limit ${limit}
  `.execute(db);
  return rows;
}

/** The last events of a run that the portfolio's owner may read, oldest first. */
export async function listLastOwnEvents(
  db: Queryable,
  key: { readonly runId: string; readonly portfolioId: string },
  limit: number,
): Promise<readonly RunEventRow[]> {
  const { rows } = await sql<RunEventRow>`
    select ${EVENT} from (
      select e.* from run_events e where e.run_id = ${key.runId} and ${isForOwnerOf(key.portfolioId)}
      order by e.seq desc limit ${limit}
    ) e order by e.seq
  `.execute(db);
  return rows;
}

export async function listRunFailures(db: Queryable, runId: string): Promise<readonly RunFailureRow[]> {
  const { rows } = await sql<RunFailureRow>`
    select phase, job, subject, code, message, failed_at as "failedAt" from unit_failures
    where run_id = ${runId} order by phase, job, subject
  `.execute(db);
  return rows;
}

export interface WorkerRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  /** Seconds since the heartbeat, by the database's clock. */
  readonly heartbeatAgeSeconds: number;
}

/** Workers that have not stopped and were heard of within the last day. */
export async function listWorkers(db: Queryable): Promise<readonly WorkerRow[]> {
  const { rows } = await sql<WorkerRow>`
    select id, host, pid, started_at as "startedAt", heartbeat_at as "heartbeatAt",
      extract(epoch from clock_timestamp() - heartbeat_at)::double precision as "heartbeatAgeSeconds"
    from batch_workers
    where stopped_at is null and heartbeat_at > now() - interval '1 day'
    order by heartbeat_at desc
  `.execute(db);
  return rows;
}

export async function readDatabaseClock(db: Queryable): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return rows[0]?.now as Date;
}

export interface FreshnessRow {
  readonly portfolios: number;
  readonly portfoliosWithoutSnapshot: number;
  readonly oldestSnapshot: PlainDate | null;
  readonly newestSnapshot: PlainDate | null;
  readonly newestPrice: PlainDate | null;
}

/** How far results and prices reach. */
export async function readFreshness(db: Queryable): Promise<FreshnessRow> {
  const { rows } = await sql<FreshnessRow>`
    select count(*) as portfolios, count(*) filter (where s.as_of is null) as "portfoliosWithoutSnapshot",
      min(s.as_of) as "oldestSnapshot", max(s.as_of) as "newestSnapshot",
      (select max(covered_to) from symbol_universe) as "newestPrice"
    from portfolios p
    left join lateral (
      select as_of from portfolio_snapshots where portfolio_id = p.id order by as_of desc limit 1
    ) s on true
  `.execute(db);
  return rows[0] as FreshnessRow;
}

export interface CompletionRow {
  readonly portfolioId: string;
  readonly portfolioName: string;
  readonly job: string;
  /** First entry of the portfolio; null where it has no lots. */
  readonly firstEntry: PlainDate | null;
  /** Completed half-open ranges `[from, until)` within the asked one. */
  readonly ranges: readonly (readonly [PlainDate, PlainDate])[];
  /** Where the last completed range ends, within the asked one or behind it; null where none is. */
  readonly completedUntil: PlainDate | null;
}

/**
 * Which sessions from `from` until before `until` each job has completed, for portfolios in id order after `afterId`. A job
 * counts once any portfolio has a record of it, so that a portfolio without one shows as empty.
 */
export async function listCompletion(
  db: Queryable,
  range: { readonly from: PlainDate; readonly until: PlainDate },
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly CompletionRow[]> {
  const { rows } = await sql<Omit<CompletionRow, "ranges"> & { readonly ranges: string[][] }>`
    with page as (
      select id, name from portfolios
      where ${page.afterId}::uuid is null or id > ${page.afterId}::uuid
      order by id limit ${page.limit}
    ), jobs as (
      select distinct r.job from completion_records r
      where exists (select from portfolios p where p.id::text = r.subject)
    )
    select p.id as "portfolioId", p.name as "portfolioName", j.job,
      (select min(q.entry_date) from positions q where q.portfolio_id = p.id) as "firstEntry",
      upper(r.sessions) as "completedUntil",
      coalesce((
        select jsonb_agg(jsonb_build_array(lower(part), upper(part)) order by lower(part))
        from unnest(r.sessions * datemultirange(daterange(${range.from}, ${range.until}))) as part
      ), '[]') as ranges
    from page p
    cross join jobs j
    left join completion_records r on r.subject = p.id::text and r.job = j.job
    order by p.id, j.job
  `.execute(db);
  return rows as unknown as readonly CompletionRow[];
}
