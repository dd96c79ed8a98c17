import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunReport } from "#app/run-control.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { balanced13, hasBalanced13, openTestPlatform, type TestPlatform } from "#test/support/platform.ts";

const WITHHELD = ["GGIPX", "LQD", "XLV"];

describe.skipIf(!hasBalanced13)("three of thirteen symbols without any price (needs balanced-13.csv)", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  let report: RunReport;
  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await openTestPlatform(database.url, { missing: WITHHELD });
    const portfolioId = await platform.importPortfolio(balanced13(), {
      account: "balanced",
      equity: "5000000",
    });
    report = await platform.finish({ trigger: "onboarding", portfolioId });
  });
  afterAll(async () => {
    await platform.close(1_000);
    await database.drop();
  });

  it("do not keep the run from completing", () => {
    expect(report).toMatchObject({ status: "completed", error: null });
  });

  it("are named by findings of the symbol and of the portfolio", async () => {
    const rows = await platform.rows<{ code: string; subjects: string[] }>(
      "select code, array_agg(distinct subject order by subject) as subjects from findings where code in ('UNKNOWN_SYMBOL', 'NO_LOADING') group by code order by code",
    );
    expect(rows).toEqual([
      { code: "NO_LOADING", subjects: WITHHELD },
      { code: "UNKNOWN_SYMBOL", subjects: WITHHELD },
    ]);
    const prices = await platform.rows(
      `select distinct l.symbol from findings f join positions l on l.id::text = f.subject or l.symbol = f.subject
       where f.code = 'NO_PRICE' order by l.symbol`,
    );
    expect(prices).toEqual(WITHHELD.map((symbol) => ({ symbol })));
  });

  it("lower the coverage of every factor by their weight, and no exposure is silently zero", async () => {
    const [row] = await platform.rows<{ exposures: Float64Array; coverage: Float64Array }>(
      "select exposures, coverage from factor_exposures order by as_of desc limit 1",
    );
    const weights = await platform.rows<{ weight: number; priced: boolean }>(
      `select abs(v.weight) as weight, l.symbol <> all($1) as priced
       from position_values v join positions l on l.id = v.position_id`,
      [WITHHELD],
    );
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    const priced = weights.reduce((sum, { weight, priced }) => sum + (priced ? weight : 0), 0);
    for (const coverage of row!.coverage) expect(coverage).toBeCloseTo(priced / total, 12);
    for (const exposure of row!.exposures) {
      expect(exposure).not.toBe(0);
      expect(Number.isNaN(exposure)).toBe(false);
    }
  });

  it("have no loadings stored as zero, and no rows of metrics", async () => {
    for (const table of ["symbol_factor_exposures", "symbol_daily_metrics", "market_data_cache"]) {
      expect(await platform.rows(`select 1 from ${table} where symbol = any($1)`, [WITHHELD])).toEqual([]);
    }
  });

  it("leave volatility without an estimate: too much of the book has no return", async () => {
    const rows = await platform.rows(
      `select distinct realized_21, realized_63, realized_252, ewma, observations from volatility`,
    );
    expect(rows).toEqual([
      { realized_21: null, realized_63: null, realized_252: null, ewma: null, observations: 0 },
    ]);
  });

  it("are what a stress test says it does not cover", async () => {
    const rows = await platform.rows<{ share: number; symbols: string[]; contributions: Float64Array }>(
      "select not_covered as share, symbols, direct_symbol_contributions as contributions from stress_test_results",
    );
    const [{ weight }] = (await platform.rows<{ weight: number }>(
      `select sum(abs(v.weight)) as weight from position_values v join positions l on l.id = v.position_id
       where l.symbol = any($1)`,
      [WITHHELD],
    )) as [{ weight: number }];
    expect(rows.length).toBeGreaterThan(0);
    for (const { share, symbols, contributions } of rows) {
      expect(share).toBeCloseTo(weight, 12);
      for (const symbol of WITHHELD) expect(contributions[symbols.indexOf(symbol)]).toBeNaN();
    }
  });

  it("are held at their entry price, shown as unpriced value", async () => {
    const rows = await platform.rows<{ source: string; price: string; entry: string }>(
      `select v.price_source as source, v.price::text as price, l.entry_price::float8::text as entry
       from position_values v join positions l on l.id = v.position_id where l.symbol = any($1)`,
      [WITHHELD],
    );
    expect(rows).toHaveLength(3);
    for (const { source, price, entry } of rows) {
      expect(source).toBe("entry");
      expect(price).toBe(entry);
    }
  });

  it("cost one call of the provider each, however many runs follow", async () => {
    const portfolioId = (await platform.rows<{ id: string }>("select id from portfolios"))[0]!.id;
    for (let time = 0; time < 2; time++) await platform.finish({ trigger: "admin", portfolioId });
    const later = await openTestPlatform(database.url, {
      missing: WITHHELD,
      clock: new Date("2026-01-09T22:00:00Z"),
    });
    await later.finish({ trigger: "nightly" });
    await later.close(1_000);
    expect(
      await platform.rows(
        `select symbol, count(*)::int as calls from provider_fetches where kind = 'history' and symbol = any($1)
         group by symbol order by symbol`,
        [WITHHELD],
      ),
    ).toEqual(WITHHELD.map((symbol) => ({ symbol, calls: 1 })));
  });
});
