import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { dateColumn, float8Column, uuidColumn } from "#db/copy/copy-columns.ts";
import { copyToStaging } from "#db/copy.ts";
import type { Transaction } from "#db/types.ts";

export interface MarkRow {
  readonly positionId: string;
  readonly portfolioId: string;
  readonly asOf: PlainDate;
  readonly price: number;
  readonly marketValue: number;
  readonly unrealizedPnl: number;
}

/** Stores marks that are not older than the stored ones. Returns the rows written. */
export async function upsertMarks(tx: Transaction, rows: readonly MarkRow[], runId: string): Promise<number> {
  if (rows.length === 0) return 0;
  const staging = await copyToStaging(tx.client, "position_marks", {
    rows: rows.length,
    columns: [
      uuidColumn("position_id", (row) => rows[row]!.positionId),
      uuidColumn("portfolio_id", (row) => rows[row]!.portfolioId),
      dateColumn("as_of", (row) => rows[row]!.asOf),
      float8Column("price", (row) => rows[row]!.price),
      float8Column("market_value", (row) => rows[row]!.marketValue),
      float8Column("unrealized_pnl", (row) => rows[row]!.unrealizedPnl),
    ],
  });
  const { numAffectedRows } = await sql`
    insert into position_marks as m (position_id, portfolio_id, as_of, price, market_value, unrealized_pnl, run_id)
    select position_id, portfolio_id, as_of, price, market_value, unrealized_pnl, ${runId}
    from ${sql.table(staging)} order by position_id
    on conflict (position_id) do update set as_of = excluded.as_of, price = excluded.price,
      market_value = excluded.market_value, unrealized_pnl = excluded.unrealized_pnl, run_id = excluded.run_id
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
  const tagged = sql`unnest(${rows.map((row) => row.positionId)}::uuid[], ${rows.map((row) => row.portfolioId)}::uuid[],
    ${rows.map((row) => row.tag)}::text[]) as n (position_id, portfolio_id, tag)`;
  await sql`
    delete from position_tags t using ${tagged}
    where t.position_id = n.position_id and t.source = 'sector' and t.tag <> n.tag`.execute(tx.db);
  const { numAffectedRows } = await sql`
    insert into position_tags (position_id, portfolio_id, source, tag, run_id)
    select n.position_id, n.portfolio_id, 'sector', n.tag, ${runId} from ${tagged}
    where not exists (select from position_tags t
      where t.position_id = n.position_id and t.source = 'sector' and t.tag = n.tag)
    order by n.position_id`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}
