import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { loadPortfolios } from "#batch/load-portfolios.ts";
import { createMarketCache, cutMarket, type MarketCache, type WholeMarket } from "#batch/market-cache.ts";
import { readScope } from "#db/stores/portfolio-facts-store.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  balanced13,
  hasBalanced13,
  LAST_SESSION,
  openTestPlatform,
  type TestPlatform,
} from "#test/support/platform.ts";

describe.skipIf(!hasBalanced13)("the market that a process remembers (needs balanced-13.csv)", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  let portfolio: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await openTestPlatform(database.url);
    portfolio = await platform.importPortfolio(balanced13(), { account: "one", equity: "5000000" });
    await platform.finish({ trigger: "nightly" });
  });
  afterAll(async () => {
    await platform.close(1_000);
    await database.drop();
  });

  /** The same part of the market as is loaded without a cache. */
  async function expectSame(cache: MarketCache, lookbackSessions = 252): Promise<void> {
    const { market: read } = await load(null, lookbackSessions);
    const { market: kept } = await load(cache, lookbackSessions);
    const { symbols, firstOrdinal: first, sessionCount } = read.prices;
    const part = cutMarket(kept as WholeMarket, { symbols, first, to: first + sessionCount - 1 });
    expect(part).toEqual(read);
  }

  /** What a unit loads, and how many prices it read for that. */
  async function load(cache: MarketCache | null, lookbackSessions = 252) {
    const { calendar } = platform;
    return await platform.database.batch.transaction("load", async (tx) => {
      const query = vi.spyOn(tx.client, "query");
      const range = { from: "2025-11-03", to: LAST_SESSION, lookbackSessions };
      const { market } = await loadPortfolios(tx, calendar, await readScope(tx.db, [portfolio]), {
        ...range,
        ...(cache === null ? { withEpisodes: true } : { cache }),
      });
      const reads = query.mock.calls.filter(([statement]) => {
        const text: unknown =
          typeof statement === "string" ? statement : (statement as { text?: unknown }).text;
        return (
          typeof text === "string" && /from market_data_cache m\s+where m\.symbol = s\.symbol/.test(text)
        );
      });
      query.mockRestore();
      return { market, reads: reads.length };
    });
  }

  it("is the market as it is read, and is read once", async () => {
    const cache = createMarketCache(platform.calendar);
    const first = await load(cache);
    expect(first.reads).toBe(1);
    const second = await load(cache);
    expect(second.reads).toBe(0);
    expect(second.market).toBe(first.market);
    await expectSame(cache);
  });

  it("has every range of sessions, a longer one too", async () => {
    const cache = createMarketCache(platform.calendar);
    await load(cache, 100);
    for (const lookback of [20, 505, 900]) await expectSame(cache, lookback);
  });

  it("forgets a symbol whose history or profile was changed", async () => {
    const cache = createMarketCache(platform.calendar);
    const { market: before } = await load(cache);
    const { system } = platform.database;
    await system.query("update market_data_cache set close = close * 2 where symbol = 'VUG'");
    await system.query("update symbol_universe set price_revision = price_revision + 1 where symbol = 'VUG'");
    await system.query("update company_profiles set sector = 'Other' where symbol = 'LQD'");
    await system.query(
      "update symbol_universe set profile_revision = profile_revision + 1 where symbol = 'LQD'",
    );
    const { market: after, reads } = await load(cache);
    expect(reads).toBe(1);
    expect(after.prices.close).not.toEqual(before.prices.close);
    expect(after.profiles.get("LQD")?.sector).toBe("Other");
    await expectSame(cache);
  });

  it("holds no more than it may", async () => {
    const cells = 24 * 900;
    const small = createMarketCache(platform.calendar, 16 * cells);
    const none = createMarketCache(platform.calendar, 16);
    for (const cache of [small, none]) for (const lookback of [252, 300]) await expectSame(cache, lookback);
  });
});
