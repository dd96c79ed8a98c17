import type pg from "pg";
import { generatedNote, markdownRows } from "./markdown.ts";

export interface SchemaTable {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly comment: string | null;
  readonly columns: readonly SchemaColumn[];
  /** Primary, unique and foreign keys, checks, in the server's words. */
  readonly constraints: readonly string[];
  /** Indexes that no constraint stands for. */
  readonly indexes: readonly string[];
}

export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly comment: string | null;
}

/** Tables and views of a migrated database, by name; those of the job queue are its own and left out. */
export async function readSchema(client: pg.ClientBase): Promise<readonly SchemaTable[]> {
  const { rows } = await client.query<SchemaTable>(`
    select c.relname as name, case c.relkind when 'v' then 'view' else 'table' end as kind,
      obj_description(c.oid, 'pg_class') as comment,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'nullable', not a.attnotnull, 'comment', col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select jsonb_agg(pg_get_constraintdef(k.oid) order by strpos('pufc', k.contype::text), k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')), '[]') as constraints,
      coalesce((select jsonb_agg(regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX (\\S+) ON \\S+', '\\1\\2') order by i.indexrelid::regclass::text)
        from pg_index i where i.indrelid = c.oid
          and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)), '[]') as indexes
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
    order by c.relname collate "C"`);
  return rows;
}

/** The text of `docs/schema.md`: what is stored, from the comments of the migrated database. */
export function schemaDocument(tables: readonly SchemaTable[]): string {
  return `# Schema

${generatedNote}

What the migrations make of an empty database. Every number in a result table is a pure function of facts and prices; a missing number is
null. The tables of the job queue are in the schema \`pgboss\` and are its own.

## Storage

Rows are what results cost: bytes, index entries, and dead rows to clear away. Measured with 200 portfolios of 30 lots of 500 symbols over 253 sessions:

| | rows | bytes a row, index included | index entries a row |
| --- | --- | --- | --- |
| portfolio and session: factor_exposures · concentration · risk_metrics · portfolio_snapshots · volatility | 253 each a portfolio-year | 634 · 537 · 478 · 254 · 183 | 1 |
| portfolio: stress_results · correlations (two) · holding_exposures · lot_values · lot_marks · risk_decompositions | 1, replaced each night | 19,200 · 6,100 · 8,500 · 4,400 · 4,400 · 3,200 | 1, and 1 for each 2 kB that is moved out of the row |
| symbol and session: symbol_factor_exposures · symbol_daily_metrics · market_data_cache | 253 each a symbol-year | 581 · 224 · 100 | 1 |

A portfolio-year is 0.53 MB and 55 kB of its last session; a symbol-year, which all portfolios share, 0.23 MB.

- **One row a session, whatever it holds.** Exposures of all factors are one row with arrays in the factors' order; what belongs to the last session only is one row a portfolio with an array a column. Views give a row a factor, lot, holding or scenario to whoever wants them: symbol_factor_loadings, position_values,
  position_marks, position_factor_exposures, stress_test_results. What follows from lots and prices, the value of a lot at an earlier session, is not stored.
- **Indices.** Every result table has its primary key and nothing else: portfolio or symbol first, then the session, which is the order in which rows arrive and are read. Rows of one portfolio lie together, so that a year of it is a handful of pages.
- **Long rows.** Arrays of numbers do not compress. Tables of one row a portfolio keep rows whole up to a page (\`toast_tuple_target\`), and what must be moved out is stored as it is (\`storage external\`).
- **Fill factor.** Result rows are deleted and copied in again, never updated, so their pages are filled. What is updated each night leaves room for the new version beside the old one, so that no index changes: lot_marks 45, completion_records 50, symbol_universe 70.
- **Autovacuum** as PostgreSQL sets it: a night replaces every row of the tables with one row a portfolio, which is above its threshold of a fifth, so each is vacuumed and analysed once a night; tables with a row a session only grow. A table of rows by lot would have left thirty times as many dead rows.
- **Statistics** of keys only: nobody looks for a result or a price by its value. Of 1,000 portfolios over 64 sessions, 500 symbols, analysing all tables takes 1.1 s, and took 6.0 s with samples of every column, arrays above all; autovacuum does so whenever a table has grown by a tenth.
- **Not partitioned.** Inserting 400,000 rows of factor_exposures took 1.7 s (1.5 to 1.9) into one table and 1.75 s (1.7 to 1.8) into 16 partitions by hash of the portfolio, deleting a session of them 14 and 26 ms, looking up 200 portfolios 24 and 31 ms. Partitions pay once a table's index does not fit into memory any more; the key
  begins with the portfolio, so that they can be made then without a change to the program ([scaling](scaling.md)).

${tables.map(({ name }) => `[${name}](#${name})`).join(" · ")}

${tables.map(section).join("\n\n")}
`;
}

function section({ name, kind, comment, columns, constraints, indexes }: SchemaTable): string {
  const rows = columns.map((column) => [
    `\`${column.name}\``,
    column.nullable || kind === "view" ? column.type : `${column.type}, required`,
    column.comment ?? "",
  ]);
  const keys = [...constraints, ...indexes.map((index) => `index ${index}`)];
  return [
    `## ${name}`,
    kind === "view" ? `View. ${comment ?? ""}` : (comment ?? ""),
    markdownRows(["column", "type", "meaning"], rows),
    ...(keys.length === 0 ? [] : [keys.map((key) => `- \`${key}\``).join("\n")]),
  ].join("\n\n");
}
