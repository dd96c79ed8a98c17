import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { createEmptyDatabase, type TestDatabase } from "#test/support/database.ts";
import { testLog } from "#test/support/test-log.ts";

const BEFORE = "0020";
const ID = "11111111-1111-4111-8111-11111111111";
const [OWNER, BOOK, FIRST, SECOND, RUN] = [`${ID}0`, `${ID}1`, `${ID}2`, `${ID}3`, `${ID}4`];
const TABLES = {
  position_values: "position_id",
  position_marks: "position_id",
  position_factor_exposures: "symbol",
  stress_test_results: "scenario_id",
} as const;

let database: TestDatabase;
let client: pg.Client;
let directory: string;

beforeAll(async () => {
  database = await createEmptyDatabase();
  directory = mkdtempSync(path.join(os.tmpdir(), "sigmasight-migrations-"));
  for (const file of readdirSync(MIGRATIONS_DIRECTORY))
    if (file < BEFORE) cpSync(path.join(MIGRATIONS_DIRECTORY, file), path.join(directory, file));
  await migrate({ directUrl: database.url, directory, log: testLog() });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
  rmSync(directory, { recursive: true });
});

/** Rows by table, columns in the order of their names, as text. */
async function rowsByTable(): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const dump: Record<string, readonly unknown[]> = {};
  for (const [table, key] of Object.entries(TABLES)) {
    const { rows } = await client.query<{ row: unknown }>(
      `select to_jsonb(t) as row from ${table} t order by as_of, ${key}`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}

it("the rows of lots, holdings and scenarios are the same before and after they are stored in one", async () => {
  await client.query(`
    insert into users (id, name, email) values ('${OWNER}', 'A', 'a@b.c');
    insert into portfolios (id, owner_id, name, account_name, account_type, equity_balance, file_sha256)
      values ('${BOOK}', '${OWNER}', 'Book', 'one', 'taxable', 1000, '\\x00');
    insert into positions (id, portfolio_id, line, symbol, investment_class, quantity, entry_price, entry_date, basis_date)
      values ('${FIRST}', '${BOOK}', 1, 'BBB', 'PUBLIC', 1, 1, '2026-01-05', '2026-01-05'),
             ('${SECOND}', '${BOOK}', 2, 'AAA', 'PUBLIC', -1, 1, '2026-01-05', '2026-01-05');
    insert into position_values (portfolio_id, as_of, position_id, quantity, price, price_source, market_value, weight,
      cost_basis, unrealized_pnl, realized_pnl, dividends, daily_pnl, underlying_price, implied_volatility, delta, gamma, vega,
      theta, rho, delta_exposure, run_id, method)
      values ('${BOOK}', '2026-01-07', '${FIRST}', 1, 2, 'close', 2, 0.5, 1, 1, 0, 0, 0.1, null, null, null, null, null, null,
                null, null, '${RUN}', 2),
             ('${BOOK}', '2026-01-08', '${SECOND}', -1, null, 'not_held', 0, null, 1, null, 0.25, 0, null, null, null, null,
                null, null, null, null, null, '${RUN}', 2),
             ('${BOOK}', '2026-01-08', '${FIRST}', 1, 2.5, 'modelled', 2.5, 0.6, 1, 1.5, 0, 0.01, 0.5, 3, 0.2, 0.4, 0.03, 20,
                -14.5, 12, 120, '${RUN}', 2);
    insert into position_marks (position_id, portfolio_id, as_of, price, market_value, unrealized_pnl, run_id)
      values ('${FIRST}', '${BOOK}', '2026-01-08', 2.5, 2.5, 1.5, '${RUN}'),
             ('${SECOND}', '${BOOK}', '2026-01-08', null, 0, null, '${RUN}');
    insert into position_factor_exposures (portfolio_id, as_of, symbol, weight, loadings, run_id, method)
      values ('${BOOK}', '2026-01-08', 'BBB', 0.6, '{1,null,3}', '${RUN}', 2),
             ('${BOOK}', '2026-01-08', 'AAA', null, '{4,5,6}', '${RUN}', 2);
    insert into stress_test_results (portfolio_id, as_of, scenario_id, direct, direct_fraction, direct_moves,
      direct_factor_contributions, symbols, direct_symbol_contributions, not_covered, source, table_factors,
      plausibility_distance, plausibility_percentile, shocked_factors, options, direct_convexity, direct_option_contributions,
      correlated, correlated_fraction, correlated_moves, correlated_factor_contributions, correlated_symbol_contributions,
      correlated_convexity, correlated_option_contributions, correlated_reason, plausibility_reason, run_id, method)
      values ('${BOOK}', '2026-01-08', 'down', -2, -0.2, '{1,2,3,4,5,6,7}', '{7,6,5,4,3,2,1}', '{AAA,BBB}', '{0.5,null}', 0.1,
                'replay', '{Joint Size,Joint Quality}', null, null, 2, '{OPT}', 0.01, '{0.25}', -3, -0.3, '{2,2,3,4,5,6,7}',
                '{8,6,5,4,3,2,1}', '{0.75,1}', 0.02, '{0.5}', null, 'TOO_FEW_OBSERVATIONS', '${RUN}', 2),
             ('${BOOK}', '2026-01-08', 'up', 2, 0.2, '{0,0,0,4,5,6,7}', '{0,0,0,4,3,2,1}', '{AAA,BBB}', '{1.5,null}', 0.1,
                'table', '{}', 1.5, 0.7, 1, '{OPT}', 0.03, '{0.125}', null, null, '{}', '{}', '{}', null, '{}',
                'ILL_CONDITIONED', null, '${RUN}', 2);`);
  const before = await rowsByTable();
  expect(Object.values(before).map((rows) => rows.length)).toEqual([3, 2, 2, 2]);

  await migrate({ directUrl: database.url, directory: MIGRATIONS_DIRECTORY, log: testLog() });

  expect(await rowsByTable()).toEqual(before);
  const { rows } = await client.query("select count(*)::int as count from lot_values");
  expect(rows).toEqual([{ count: 2 }]);
});
