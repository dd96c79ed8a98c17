import { sql } from "kysely";
import { dayNumber, type PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { FinancialStatement } from "#core/instruments/fundamentals.ts";
import type { CompanyProfile, Dividend, PriceMatrix, Split } from "#core/prices/market-facts.ts";
import { dateColumn, float8Column, textColumn } from "#db/copy/copy-columns.ts";
import { copyOut, literal, literals } from "#db/copy/copy-out.ts";
import { copyToStaging } from "#db/copy.ts";
import type { Queryable, Transaction } from "#db/types.ts";

/** What is read at once is held as the server sent it: some 30 MB for three years and a half. */
const SYMBOLS_A_READ = 1_000;

/**
 * Closes of these symbols (sorted, one row each, NaN where there is no bar) over a range of sessions, on demand with
 * volumes.
 */
export async function loadPrices(
  tx: Transaction,
  symbols: readonly string[],
  calendar: TradingCalendar,
  fromOrdinal: number,
  toOrdinal: number,
  { withVolume = false }: { readonly withVolume?: boolean } = {},
): Promise<PriceMatrix> {
  const sorted = [...new Set(symbols)].sort();
  const sessionCount = toOrdinal - fromOrdinal + 1;
  // In shared memory, so that computing threads see the matrix and need no copy of it.
  const missing = () =>
    new Float64Array(
      new SharedArrayBuffer(sorted.length * sessionCount * Float64Array.BYTES_PER_ELEMENT),
    ).fill(Number.NaN);
  const close = missing();
  const adjClose = missing();
  const volume = withVolume ? missing() : null;
  const [from, to] = [calendar.session(fromOrdinal), calendar.session(toOrdinal)];
  const firstDay = dayNumber(from);
  /** The column of each day from the first; -1 for one that is no session. */
  const columnOfDay = new Int32Array(dayNumber(to) - firstDay + 1).fill(-1);
  for (let t = 0; t < sessionCount; t++)
    columnOfDay[dayNumber(calendar.session(fromOrdinal + t)) - firstDay] = t;
  const matrices = volume === null ? [close, adjClose] : [close, adjClose, volume];
  for (let first = 0; first < sorted.length; first += SYMBOLS_A_READ) {
    // A row a symbol: the client takes each row by itself, and there are millions of bars.
    const reader = await copyOut(
      tx.client,
      `select s.row::int4, b.days, b.close, b.adj_close${withVolume ? ", b.volume" : ""}
       from unnest(${literals(sorted.slice(first, first + SYMBOLS_A_READ))}) with ordinality as s (symbol, row)
       cross join lateral (
         select array_agg(m.session - ${literal(from)}::date) as days, array_agg(m.close) as close,
           array_agg(m.adj_close) as adj_close${withVolume ? ", array_agg(m.volume) as volume" : ""}
         from market_data_cache m
         where m.symbol = s.symbol and m.session between ${literal(from)} and ${literal(to)}) b`,
    );
    while (reader.nextRow()) {
      const start = (first + reader.int4() - 1) * sessionCount;
      const days = reader.int4Array();
      for (const matrix of matrices) {
        const values = reader.float8Array();
        for (let i = 0; i < days.length; i++) {
          const t = columnOfDay[days[i]!]!;
          if (t >= 0) matrix[start + t] = values[i]!; // else stored under a calendar that had this day as a session
        }
      }
    }
  }
  const prices = { symbols: sorted, firstOrdinal: fromOrdinal, sessionCount, close, adjClose };
  return volume === null ? prices : { ...prices, volume };
}

/** Total-return closes of these symbols in some spans of sessions, both ends included. */
export async function readAdjCloses(
  db: Queryable,
  symbols: readonly string[],
  spans: readonly { readonly from: PlainDate; readonly to: PlainDate }[],
): Promise<readonly { readonly symbol: string; readonly session: PlainDate; readonly adjClose: number }[]> {
  const { rows } = await sql<{ symbol: string; session: PlainDate; adjClose: number }>`
    select m.symbol, m.session, m.adj_close as "adjClose"
    from unnest(${spans.map(({ from }) => from)}::date[], ${spans.map(({ to }) => to)}::date[]) as s (first_day, last_day)
    join market_data_cache m on m.symbol = any(${[...symbols]}::text[]) and m.session between s.first_day and s.last_day
  `.execute(db);
  return rows;
}

/** Splits and dividends of these symbols, by ex-date. */
export async function loadActions(
  db: Queryable,
  symbols: readonly string[],
): Promise<{ splits: Map<string, Split[]>; dividends: Map<string, Dividend[]> }> {
  const { rows } = await sql<{
    symbol: string;
    exDate: PlainDate;
    kind: "split" | "dividend";
    value: number;
  }>`
    select symbol, ex_date as "exDate", kind, value from corporate_actions
    where symbol = any(${[...symbols]}::text[]) order by symbol, ex_date`.execute(db);
  const splits = new Map<string, Split[]>();
  const dividends = new Map<string, Dividend[]>();
  for (const { symbol, exDate, kind, value } of rows) {
    if (kind === "split") append(splits, symbol, { exDate, ratio: value });
    else append(dividends, symbol, { exDate, amount: value });
  }
  return { splits, dividends };
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

export async function loadProfiles(
  db: Queryable,
  symbols: readonly string[],
): Promise<Map<string, CompanyProfile>> {
  const { rows } = await sql<CompanyProfile>`
    select symbol, name, sector, industry, asset_type as "assetType", provider_beta as "providerBeta",
      sector_weights as "sectorWeights"
    from company_profiles where symbol = any(${[...symbols]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.symbol, row]));
}

/** Stores profiles, each with the provider that gave it; returns the symbols whose profile changed. */
export async function upsertProfiles(
  db: Queryable,
  profiles: readonly (CompanyProfile & { readonly provider: string })[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ symbol: string }>`
    insert into company_profiles as p
      (symbol, name, sector, industry, asset_type, provider_beta, sector_weights, provider)
    select r->>'symbol', r->>'name', r->>'sector', r->>'industry', r->>'assetType', (r->>'providerBeta')::float8,
      nullif(r->'sectorWeights', 'null'), r->>'provider'
    from jsonb_array_elements(${JSON.stringify(profiles)}::jsonb) as r order by r->>'symbol'
    on conflict (symbol) do update set name = excluded.name, sector = excluded.sector, industry = excluded.industry,
      asset_type = excluded.asset_type, provider_beta = excluded.provider_beta, sector_weights = excluded.sector_weights,
      provider = excluded.provider, updated_at = now()
    where (p.name, p.sector, p.industry, p.asset_type, p.provider_beta, p.sector_weights, p.provider)
      is distinct from (excluded.name, excluded.sector, excluded.industry, excluded.asset_type, excluded.provider_beta,
                        excluded.sector_weights, excluded.provider)
    returning symbol`.execute(db);
  return rows.map((row) => row.symbol);
}

/** Stores statements, each with the provider that gave it. */
export async function upsertStatements(
  db: Queryable,
  statements: readonly (FinancialStatement & { readonly provider: string })[],
): Promise<void> {
  if (statements.length === 0) return;
  await sql`
    insert into fundamentals (symbol, period_end, frequency, currency, revenue, net_income, eps_diluted, total_assets,
      total_equity, estimate_eps, provider)
    select s->>'symbol', (s->>'periodEnd')::date, s->>'frequency', s->>'currency', (s->>'revenue')::float8,
      (s->>'netIncome')::float8, (s->>'epsDiluted')::float8, (s->>'totalAssets')::float8, (s->>'totalEquity')::float8,
      (s->>'estimateEps')::float8, s->>'provider'
    from jsonb_array_elements(${JSON.stringify(statements)}::jsonb) as s
    on conflict (symbol, period_end, frequency) do update set currency = excluded.currency, revenue = excluded.revenue,
      net_income = excluded.net_income, eps_diluted = excluded.eps_diluted, total_assets = excluded.total_assets,
      total_equity = excluded.total_equity, estimate_eps = excluded.estimate_eps, provider = excluded.provider,
      updated_at = now()`.execute(db);
}

/** One symbol's bars in columns of equal length; NaN is missing, closes never are. */
export interface BarRows {
  readonly symbol: string;
  readonly sessions: readonly PlainDate[];
  readonly open: Float64Array | null;
  readonly high: Float64Array | null;
  readonly low: Float64Array | null;
  readonly close: Float64Array;
  readonly adjClose: Float64Array;
  readonly volume: Float64Array;
}

/** Total-return closes nearer than this are the same: bringing a series to another scale rounds them. */
const SAME_ADJ_CLOSE = 1e-9;

/**
 * Inserts and corrects bars in bulk. Returns the symbols whose results so far are outdated by it: those of which a row
 * changed within the covered range, or any row where results went on without the symbol's latest prices. No window
 * reaches back before the covered range, so older rows in front of it change nothing.
 */
export async function upsertBars(tx: Transaction, series: readonly BarRows[]): Promise<ReadonlySet<string>> {
  const rows = series.reduce((total, { sessions }) => total + sessions.length, 0);
  if (rows === 0) return new Set();
  const owner = new Int32Array(rows);
  const offset = new Int32Array(rows);
  let next = 0;
  for (const [index, { sessions }] of series.entries()) {
    for (let i = 0; i < sessions.length; i++, next++) {
      owner[next] = index;
      offset[next] = i;
    }
  }
  const of = (row: number) => series[owner[row]!]!;
  const number = (pick: (bars: BarRows) => Float64Array | null) => (row: number) =>
    pick(of(row))?.[offset[row]!] ?? Number.NaN;
  const staging = await copyToStaging(tx.client, "market_data_cache", {
    rows,
    columns: [
      textColumn("symbol", (row) => of(row).symbol),
      dateColumn("session", (row) => of(row).sessions[offset[row]!]!),
      float8Column(
        "close",
        number((bars) => bars.close),
      ),
      float8Column(
        "adj_close",
        number((bars) => bars.adjClose),
      ),
      float8Column(
        "open",
        number((bars) => bars.open),
      ),
      float8Column(
        "high",
        number((bars) => bars.high),
      ),
      float8Column(
        "low",
        number((bars) => bars.low),
      ),
      float8Column(
        "volume",
        number((bars) => bars.volume),
      ),
    ],
  });
  const { rows: restated } = await tx.client.query<{ symbol: string }>(
    `with written as (
       insert into market_data_cache as m (symbol, session, close, adj_close, open, high, low, volume)
       select symbol, session, close, adj_close, open, high, low, volume from ${staging} order by symbol, session
       on conflict (symbol, session) do update set close = excluded.close, adj_close = excluded.adj_close,
         open = excluded.open, high = excluded.high, low = excluded.low, volume = excluded.volume
       where (m.close, m.open, m.high, m.low, m.volume) is distinct from
           (excluded.close, excluded.open, excluded.high, excluded.low, excluded.volume)
         or (m.adj_close is distinct from excluded.adj_close
           and not coalesce(abs(m.adj_close / nullif(excluded.adj_close, 0) - 1) <= ${SAME_ADJ_CLOSE}, false))
       returning symbol, session)
     select distinct w.symbol from written w join symbol_universe u on u.symbol = w.symbol
     where u.covered_to is null or u.is_behind or w.session between u.covered_from and u.covered_to`,
  );
  return new Set(restated.map((row) => row.symbol));
}

/** A symbol's splits and dividends of a range of days, complete. */
export interface ActionRange {
  readonly symbol: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly splits: readonly Split[];
  readonly dividends: readonly Dividend[];
}

/**
 * Makes the stored actions of these symbols and ranges equal to the given ones. Returns the symbols whose results so
 * far are outdated by it, as `upsertBars` does.
 */
export async function replaceActions(
  db: Queryable,
  ranges: readonly ActionRange[],
): Promise<ReadonlySet<string>> {
  const actions = ranges.flatMap(({ symbol, splits, dividends }) => [
    ...splits.map(({ exDate, ratio }) => ({ symbol, exDate, kind: "split", value: ratio })),
    ...dividends.map(({ exDate, amount }) => ({ symbol, exDate, kind: "dividend", value: amount })),
  ]);
  const { rows } = await sql<{ symbol: string }>`
    with span as (
      select s.symbol, s.first_day, s.last_day
      from unnest(${ranges.map((range) => range.symbol)}::text[], ${ranges.map((range) => range.from)}::date[],
                  ${ranges.map((range) => range.to)}::date[]) as s (symbol, first_day, last_day)
    ), given as (
      select a.symbol, a.ex_date, a.kind, a.value
      from unnest(${actions.map((action) => action.symbol)}::text[], ${actions.map((action) => action.exDate)}::date[],
                  ${actions.map((action) => action.kind)}::text[], ${actions.map((action) => action.value)}::float8[])
        as a (symbol, ex_date, kind, value)
    ), gone as (
      delete from corporate_actions c using span s
      where c.symbol = s.symbol and c.ex_date between s.first_day and s.last_day and not exists (
        select 1 from given g where g.symbol = c.symbol and g.ex_date = c.ex_date and g.kind = c.kind)
      returning c.symbol, c.ex_date
    ), written as (
      insert into corporate_actions as c (symbol, ex_date, kind, value)
      select symbol, ex_date, kind, value from given order by symbol, ex_date, kind
      on conflict (symbol, ex_date, kind) do update set value = excluded.value where c.value <> excluded.value
      returning c.symbol, c.ex_date
    )
    select distinct x.symbol from (select * from gone union all select * from written) x
    join symbol_universe u on u.symbol = x.symbol
    where u.covered_to is null or u.is_behind or x.ex_date between u.covered_from and u.covered_to`.execute(
    db,
  );
  return new Set(rows.map((row) => row.symbol));
}

/** The last stored closes of a symbol up to a session, newest first: what a new fetch must agree with. */
export async function readTail(
  db: Queryable,
  symbols: readonly string[],
  count: number,
): Promise<ReadonlyMap<string, readonly { session: PlainDate; close: number; adjClose: number }[]>> {
  const { rows } = await sql<{ symbol: string; session: PlainDate; close: number; adjClose: number }>`
    select s.symbol, t.session, t.close, t.adj_close as "adjClose"
    from unnest(${[...symbols]}::text[]) as s (symbol)
    cross join lateral (select session, close, adj_close from market_data_cache m
      where m.symbol = s.symbol order by session desc limit ${count}) t
    order by s.symbol, t.session desc`.execute(db);
  return Map.groupBy(rows, (row) => row.symbol);
}

/** Number of stored bars of each symbol and the first of them. */
export async function countBars(
  db: Queryable,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, { bars: number; first: PlainDate; last: PlainDate }>> {
  const { rows } = await sql<{ symbol: string; bars: number; first: PlainDate; last: PlainDate }>`
    select symbol, count(*)::int as bars, min(session) as first, max(session) as last
    from market_data_cache where symbol = any(${[...symbols]}::text[]) group by symbol`.execute(db);
  return new Map(rows.map((row) => [row.symbol, row]));
}
