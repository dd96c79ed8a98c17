import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  LAST_SESSION,
  openTestPlatform,
  type TestPlatform,
  type TestPlatformOptions,
} from "#test/support/platform.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { differences, dumpTables } from "#test/support/table-dump.ts";

describe.skipIf(!hasSharedData)("the reference portfolios (need the reference data)", () => {
  const opened: { platform: TestPlatform; database: TestDatabase }[] = [];
  afterEach(async () => {
    for (const { platform, database } of opened.splice(0).reverse()) {
      await platform.close(1_000);
      await database.drop();
    }
  });

  async function onboard(file: string, equity: string, options: TestPlatformOptions) {
    const database = await createTestDatabase();
    const platform = await openTestPlatform(database.url, options);
    opened.push({ platform, database });
    const portfolioId = await platform.importPortfolio(readFileSync(sharedPath("portfolios", file)), {
      account: "book",
      equity,
    });
    const report = await platform.finish({ trigger: "onboarding", portfolioId });
    return { platform, report, url: database.url };
  }

  it("of every asset class completes, naming what has no price and asking no provider for private and cash lots", async () => {
    const { platform, report } = await onboard("options-and-private.csv", "1000000", {});
    expect(report).toMatchObject({ status: "completed", error: null });
    const [last] = await platform.rows<{ as_of: string; nav: number }>(
      "select as_of, nav from portfolio_snapshots order by as_of desc limit 1",
    );
    expect(last!.as_of).toBe(LAST_SESSION);
    expect(last!.nav).toBeGreaterThan(0);
    const unpriced = await platform.rows<{ subject: string }>(
      "select subject from findings where code = 'NO_PRICE' order by subject",
    );
    expect(unpriced.map(({ subject }) => subject)).toEqual(["PRIVATE_FUND_A"]);
    const modelled = await platform.rows<{ subject: string }>(
      "select subject from findings where code = 'MODELLED_PRICE' order by subject",
    );
    expect(modelled.map(({ subject }) => subject)).toEqual([
      "AAPL240315P00160000",
      "DIA240816C00395000",
      "SPY240315C00450000",
      "TSLA240816P00250000",
    ]);
    const universe = (await platform.rows<{ symbol: string }>("select symbol from symbol_universe")).map(
      ({ symbol }) => symbol,
    );
    expect(universe).toEqual(expect.arrayContaining(["AAPL", "DIA", "TSLA", "SPY240315C00450000", "^IRX"]));
    expect(universe).not.toContain("PRIVATE_FUND_A");
    expect(universe).not.toContain("SPAXX");
  });

  it("of every asset class has the same rows when its last sessions are appended by the nightly run", async () => {
    const whole = await onboard("options-and-private.csv", "1000000", {});
    const early = await onboard("options-and-private.csv", "1000000", {
      clock: new Date("2025-12-31T22:00:00Z"),
    });
    const later = await openTestPlatform(early.url);
    await later.finish({ trigger: "nightly" });
    await later.close(1_000);
    expect(differences(await dumpTables(early.url), await dumpTables(whole.url))).toEqual([]);
  });

  it("of ten real funds completes from price files up to their last session", async () => {
    const { platform, report } = await onboard("real-etf-10.csv", "5000000", {
      providers: ["files"],
      pricesDir: sharedPath("data", "etf"),
      clock: new Date("2025-06-30T22:00:00Z"),
    });
    expect(report).toMatchObject({ status: "completed", error: null });
    expect(
      await platform.rows(
        "select min(as_of)::text as first, max(as_of)::text as last, count(*)::int as n from portfolio_snapshots",
      ),
    ).toEqual([
      {
        first: "2024-06-03",
        last: "2025-06-30",
        n: platform.calendar.range("2024-06-03", "2025-06-30").length,
      },
    ]);
    expect(platform.market).toBe("real");
  });

  it("of longs, shorts and staggered entries completes from price files", async () => {
    const { platform, report } = await onboard("real-long-short.csv", "400000", {
      providers: ["files"],
      pricesDir: sharedPath("data", "etf"),
      clock: new Date("2025-06-30T22:00:00Z"),
    });
    expect(report).toMatchObject({ status: "completed", error: null });
    const [row] = await platform.rows<{ short: number }>(
      "select min(short_exposure) as short from portfolio_snapshots",
    );
    expect(row!.short).toBeLessThan(0);
  });
});
