import path from "node:path";
import pg from "pg";

/** Tables of results: what names the run and the method that made its rows. */
const RESULT_TABLES = `
  select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname in ('run_id', 'method')
  group by c.relname having count(*) = 2 order by 1`;

export interface CopyFloor {
  readonly rows: number;
  readonly bytes: number;
  /** Seconds of COPY alone, one table after the other on one connection, committed at the end of each. */
  readonly seconds: number;
  readonly tables: Readonly<
    Record<string, { readonly rows: number; readonly bytes: number; readonly seconds: number }>
  >;
}

/**
 * The least that storing these results can take: writes out every result table, empties it and copies the very same
 * rows in again from buffers that are ready on the server's own disk, keys and indices kept. The database must be an
 * embedded one.
 */
export async function copyFloor(url: string): Promise<CopyFloor> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const directory = await client.query<{ data_directory: string }>("show data_directory");
    const tables: Record<string, { rows: number; bytes: number; seconds: number }> = {};
    for (const { name: table } of (await client.query<{ name: string }>(RESULT_TABLES)).rows) {
      const file = pg.escapeLiteral(path.join(directory.rows[0]!.data_directory, `${table}.copy`));
      const { rowCount } = await client.query(`copy ${table} to ${file} (format binary)`);
      await client.query(`truncate ${table}`);
      await client.query("checkpoint");
      const start = performance.now();
      await client.query(`copy ${table} from ${file} (format binary)`);
      const seconds = (performance.now() - start) / 1000;
      const size = await client.query<{ bytes: string }>("select pg_total_relation_size($1) as bytes", [
        table,
      ]);
      tables[table] = { rows: rowCount ?? 0, bytes: Number(size.rows[0]!.bytes), seconds };
    }
    const sum = (of: "rows" | "bytes" | "seconds") =>
      Object.values(tables).reduce((total, entry) => total + entry[of], 0);
    return { rows: sum("rows"), bytes: sum("bytes"), seconds: sum("seconds"), tables };
  } finally {
    await client.end();
  }
}
