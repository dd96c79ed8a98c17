import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchClaimed } from "#batch/claimed-fetch.ts";
import type { BatchServices } from "#batch/services.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { createDatabase } from "#db/pools.ts";
import { claimFetches, releaseFetches } from "#db/stores/fetch-store.ts";
import type { AppDatabase } from "#db/types.ts";
import { createLog } from "#log";
import { createProviderChain } from "#providers/chain.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

describe("provider fetches", () => {
  let test: TestDatabase;
  let database: AppDatabase;
  let services: Omit<BatchServices, "compute" | "scopeCache" | "shardCache">;

  beforeAll(async () => {
    test = await createTestDatabase();
    const log = createLog({ level: "silent", pretty: false });
    database = await createDatabase({
      url: test.url,
      apiPoolSize: 2,
      batchPoolSize: 4,
      applicationName: "test",
      log,
    });
    services = {
      database,
      calendar: createTradingCalendar(),
      providers: createProviderChain([]),
      betaReferences: [],
      log,
    };
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  /** What a run does: claims, fetches, and releases with its writer. Returns the symbols it fetched. */
  async function fetchAs(
    holder: string,
    symbols: readonly string[],
    done: Set<string>,
  ): Promise<readonly string[]> {
    const fetched = await fetchClaimed(
      services,
      { kind: "history", symbols, holder, signal: AbortSignal.timeout(10_000) },
      async (claimed) => claimed.filter((symbol) => !done.has(symbol)),
      async (symbol) => symbol,
    );
    for (const symbol of fetched) done.add(symbol);
    await releaseFetches(database.batch.db, "history", symbols, holder);
    return fetched;
  }

  it("of runs that share symbols all end, and each symbol is fetched once", async () => {
    const done = new Set<string>();
    await claimFetches(database.batch.db, "history", ["SPY"], "run C", 60);
    const runs = [fetchAs("run A", ["SPY", "TLT"], done), fetchAs("run B", ["SPY", "TLT"], done)];
    await new Promise((resolve) => setTimeout(resolve, 500));
    await releaseFetches(database.batch.db, "history", ["SPY"], "run C");
    const fetched = (await Promise.all(runs)).flat();
    expect(fetched.toSorted()).toEqual(["SPY", "TLT"]);
  });
});
