import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { dateColumn, float8ArrayColumn, uuidArrayColumn, uuidColumn } from "#db/copy/copy-columns.ts";
import { copyToStaging } from "#db/copy.ts";
import type { Transaction } from "#db/types.ts";

export interface LotMarksRow {
  readonly portfolioId: string;
  readonly asOf: PlainDate;
  readonly lots: readonly LotMark[];
}

export interface LotMark {
  readonly positionId: string;
  readonly price: number;
  readonly marketValue: number;
  readonly unrealizedPnl: number;
}

/** Stores the marks of these portfolios' lots where they are not older than the stored ones. Returns the rows written. */
export async function upsertMarks(
  tx: Transaction,
  rows: readonly LotMarksRow[],
  runId: string,
): Promise<number> {
  if (rows.length === 0) return 0;
  const byLot = (name: string, value: (lot: LotMark) => number) =>
    float8ArrayColumn(name, (row) => Float64Array.from(rows[row]!.lots, value));
  const staging = await copyToStaging(tx.client, "lot_marks", {
    rows: rows.length,
    columns: [
      uuidColumn("portfolio_id", (row) => rows[row]!.portfolioId),
      dateColumn("as_of", (row) => rows[row]!.asOf),
      uuidArrayColumn("position_id", (row) => rows[row]!.lots.map(({ positionId }) => positionId)),
      byLot("price", (lot) => lot.price),
      byLot("market_value", (lot) => lot.marketValue),
      byLot("unrealized_pnl", (lot) => lot.unrealizedPnl),
    ],
  });
  const { numAffectedRows } = await sql`
    insert into lot_marks as m (portfolio_id, as_of, position_id, price, market_value, unrealized_pnl, run_id)
    select portfolio_id, as_of, position_id, price, market_value, unrealized_pnl, ${runId}
    from ${sql.table(staging)} order by portfolio_id
    on conflict (portfolio_id) do update set as_of = excluded.as_of, position_id = excluded.position_id,
      price = excluded.price, market_value = excluded.market_value, unrealized_pnl = excluded.unrealized_pnl,
      run_id = excluded.run_id
    where m.as_of <= excluded.as_of`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}

export interface SectorTagRow {
  readonly positionId: string;
  readonly portfolioId: string;
  readonly tag: string;
}

/**
 * Makes the sector tags of these lots equal to the given ones, one each; those that are right already and the tags of their
 * owners stay. Returns the rows written.
 */
export async function replaceSectorTags(
  tx: Transaction,
  rows: readonly SectorTagRow[],
  runId: string,
): Promise<number> {
  const { rows: changed } = await sql<SectorTagRow>`
    select n.position_id as "positionId", n.portfolio_id as "portfolioId", n.tag
    from unnest(${rows.map((row) => row.positionId)}::uuid[], ${rows.map((row) => row.portfolioId)}::uuid[],
      ${rows.map((row) => row.tag)}::text[]) as n (position_id, portfolio_id, tag)
    left join position_tags t on t.position_id = n.position_id and t.source = 'sector'
    where t.tag is distinct from n.tag
    order by n.position_id`.execute(tx.db);
  if (changed.length === 0) return 0;
  const ids = changed.map(({ positionId }) => positionId);
  await sql`delete from position_tags where source = 'sector' and position_id = any(${ids}::uuid[])`.execute(
    tx.db,
  );
  await sql`
    insert into position_tags (position_id, portfolio_id, source, tag, run_id)
    select n.position_id, n.portfolio_id, 'sector', n.tag, ${runId}
    from unnest(${ids}::uuid[], ${changed.map(({ portfolioId }) => portfolioId)}::uuid[],
      ${changed.map(({ tag }) => tag)}::text[]) as n (position_id, portfolio_id, tag)`.execute(tx.db);
  return changed.length;
}
