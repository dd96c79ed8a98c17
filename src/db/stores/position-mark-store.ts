import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { dateColumn, float8Column, textColumn, uuidColumn } from "#db/copy/copy-columns.ts";
import { copyToStaging, copyUpsert } from "#db/copy.ts";
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

/** Makes the sector tags of these portfolios equal to the given ones; tags of their owners stay. */
export async function replaceSectorTags(
  tx: Transaction,
  portfolioIds: readonly string[],
  rows: readonly SectorTagRow[],
  runId: string,
): Promise<number> {
  await sql`delete from position_tags where source = 'sector' and portfolio_id = any(${[...portfolioIds]}::uuid[])`.execute(
    tx.db,
  );
  return await copyUpsert(tx.client, {
    table: "position_tags",
    key: ["position_id", "source", "tag"],
    update: [],
    rows: rows.length,
    columns: [
      uuidColumn("position_id", (row) => rows[row]!.positionId),
      uuidColumn("portfolio_id", (row) => rows[row]!.portfolioId),
      textColumn("source", () => "sector"),
      textColumn("tag", (row) => rows[row]!.tag),
      uuidColumn("run_id", () => runId),
    ],
  });
}
