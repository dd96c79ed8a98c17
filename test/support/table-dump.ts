import pg from "pg";

/** Every table whose rows are results: equal facts give equal rows. */
export const RESULT_TABLES = [
  "market_data_cache",
  "corporate_actions",
  "company_profiles",
  "fundamentals",
  "symbol_factor_exposures",
  "symbol_daily_metrics",
  "position_values",
  "portfolio_snapshots",
  "position_marks",
  "position_tags",
  "factor_exposures",
  "position_factor_exposures",
  "volatility",
  "concentration",
  "correlations",
  "stress_test_results",
  "risk_metrics",
  "risk_decompositions",
  "findings",
] as const;
export type ResultTable = (typeof RESULT_TABLES)[number];

/** Rows as text, sorted; floats in their shortest form that reads back to the same bits. */
export type TableDump = Readonly<Record<ResultTable, readonly string[]>>;

/** Which run wrote a row, when, after how many changes, by which vendor's word, and generated keys, are not results. */
const LEFT_OUT = /^(id|run_id|method|provider|facts_revision)$|_at$/;

/**
 * The result tables of a database in a form that two databases with the same facts share: portfolios by account name,
 * lots by account, line and symbol.
 */
export async function dumpTables(url: string): Promise<TableDump> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const labels = await readLabels(client);
    const tables: Partial<Record<ResultTable, readonly string[]>> = {};
    for (const table of RESULT_TABLES) tables[table] = await dumpTable(client, table, labels);
    return tables as TableDump;
  } finally {
    await client.end();
  }
}

async function dumpTable(
  client: pg.Client,
  table: string,
  labels: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const { rows: columns } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  );
  const kept = columns.map(({ name }) => name).filter((name) => !LEFT_OUT.test(name));
  if (kept.length === 0) throw new Error(`there is no table ${table}`);
  const text = kept.map((name) => `'${name}=' || coalesce(${name}::text, 'null')`).join(", ");
  const { rows } = await client.query<{ row: string }>(
    `select concat_ws(' | ', ${text}) as row from ${table}`,
  );
  return rows
    .map(({ row }) =>
      row.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => labels.get(id) ?? id),
    )
    .sort();
}

async function readLabels(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; label: string }>(
    `select id, account_name as label from portfolios
     union all select l.id, p.account_name || ':' || coalesce(l.line::text, '') || ':' || l.symbol
     from positions l join portfolios p on p.id = l.portfolio_id`,
  );
  return new Map(rows.map(({ id, label }) => [id, label]));
}

/** Rows that only one of two dumps has, at most two a table and side: for an assertion that can be read. */
export function differences(one: TableDump, other: TableDump): readonly string[] {
  return RESULT_TABLES.flatMap((table) => {
    const [left, right] = [new Set(one[table]), new Set(other[table])];
    return [
      ...one[table]
        .filter((row) => !right.has(row))
        .slice(0, 2)
        .map((row) => `${table} - ${row}`),
      ...other[table]
        .filter((row) => !left.has(row))
        .slice(0, 2)
        .map((row) => `${table} + ${row}`),
    ];
  });
}

/** The dump without the rows of these tables that `keep` refuses. */
export function filterDump(
  dump: TableDump,
  tables: readonly ResultTable[],
  keep: (row: string) => boolean,
): TableDump {
  return { ...dump, ...Object.fromEntries(tables.map((table) => [table, dump[table].filter(keep)])) };
}
