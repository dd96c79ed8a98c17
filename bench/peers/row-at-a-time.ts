import pg from "pg";
import { dateColumn, float8Column, uuidColumn } from "#db/copy/copy-columns.ts";
import { copyInto } from "#db/copy.ts";

const ROWS = 20_000;
const NUMBERS = [
  "nav",
  "cash",
  "long_exposure",
  "short_exposure",
  "gross_exposure",
  "net_exposure",
  "daily_pnl",
  "daily_return",
] as const;

interface Row extends Readonly<Record<(typeof NUMBERS)[number], number | null>> {
  readonly portfolio_id: string;
  readonly as_of: string;
}

/**
 * The naive path: rows of portfolio_snapshots stored by one statement and one round trip each, in one transaction, beside
 * the program's own COPY of the same rows over the same connection. Both into an empty table with the same key.
 */
export async function rowAtATime(
  url: string,
): Promise<{ readonly rows: number; readonly insertSeconds: number; readonly copySeconds: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      `select portfolio_id, as_of::text, ${NUMBERS.join(", ")} from portfolio_snapshots limit ${ROWS}`,
    );
    const columns = ["portfolio_id", "as_of", ...NUMBERS];
    const insert = `insert into row_at_a_time (${columns.join(", ")}) values (${columns.map((_, i) => `$${i + 1}`).join(", ")})`;
    const inTable = async (store: () => Promise<unknown>): Promise<number> => {
      await client.query(
        `create table row_at_a_time as select portfolio_id, as_of, ${NUMBERS.join(", ")} from portfolio_snapshots with no data`,
      );
      await client.query("alter table row_at_a_time add primary key (portfolio_id, as_of)");
      const start = performance.now();
      await client.query("begin");
      await store();
      await client.query("commit");
      const seconds = (performance.now() - start) / 1000;
      await client.query("drop table row_at_a_time");
      return seconds;
    };
    const insertSeconds = await inTable(async () => {
      for (const row of rows)
        await client.query({
          name: "row at a time",
          text: insert,
          values: columns.map((column) => row[column as keyof Row]),
        });
    });
    const copySeconds = await inTable(() =>
      copyInto(client, "row_at_a_time", {
        rows: rows.length,
        columns: [
          uuidColumn("portfolio_id", (row) => rows[row]!.portfolio_id),
          dateColumn("as_of", (row) => rows[row]!.as_of),
          ...NUMBERS.map((name) => float8Column(name, (row) => rows[row]![name])),
        ],
      }),
    );
    return { rows: rows.length, insertSeconds, copySeconds };
  } finally {
    await client.end();
  }
}
