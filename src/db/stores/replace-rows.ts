import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { CopyColumn } from "#db/copy/copy-columns.ts";
import { copyInto } from "#db/copy.ts";
import type { Transaction } from "#db/types.ts";

/**
 * Makes the rows of these subjects and sessions equal to the given ones: deletes the range, then copies. The caller
 * holds the subjects' locks, so nobody writes between the two. Returns the number of rows written.
 */
export async function replaceRows(
  tx: Transaction,
  table: string,
  range: {
    readonly key: "symbol" | "portfolio_id";
    readonly subjects: readonly string[];
    readonly from: PlainDate;
    readonly to: PlainDate;
    /** Subjects whose rows of one session within the range stay. */
    readonly spared?: { readonly subjects: readonly string[]; readonly asOf: PlainDate };
  },
  source: { readonly rows: number; readonly columns: readonly CopyColumn[] },
): Promise<number> {
  const type = sql.raw(range.key === "symbol" ? "text[]" : "uuid[]");
  const { spared } = range;
  const others =
    spared === undefined
      ? sql``
      : sql`and not (as_of = ${spared.asOf} and ${sql.ref(range.key)} = any(${[...spared.subjects]}::${type}))`;
  await sql`
    delete from ${sql.table(table)} where ${sql.ref(range.key)} = any(${[...range.subjects]}::${type})
      and as_of between ${range.from} and ${range.to} ${others}`.execute(tx.db);
  return await copyInto(tx.client, table, source);
}
