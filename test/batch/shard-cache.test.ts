import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createScopeCache, type ScopeCache } from "#batch/scope-cache.ts";
import { createShardCache, type ShardCache } from "#batch/shard-cache.ts";
import type { Run } from "#engine/run-state.ts";
import { lockRun } from "#engine/run-store.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  balanced13,
  hasBalanced13,
  LAST_SESSION,
  openTestPlatform,
  type TestPlatform,
} from "#test/support/platform.ts";
import { rejection } from "#test/support/rejection.ts";

describe.skipIf(!hasBalanced13)("what a process remembers of portfolios (needs balanced-13.csv)", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  let run: Run;
  let ids: readonly string[];
  let scopes: ScopeCache;
  let shards: ShardCache;
  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await openTestPlatform(database.url);
    const accounts = ["one", "two"];
    const imported = [];
    for (const account of accounts)
      imported.push(await platform.importPortfolio(balanced13(), { account, equity: "5000000" }));
    ids = imported.toSorted();
    const { runId } = await platform.finish({ trigger: "nightly" });
    run = (await lockRun(platform.database.api.db, runId))!;
  });
  afterAll(async () => {
    await platform.close(1_000);
    await database.drop();
  });
  beforeEach(() => {
    scopes = createScopeCache();
    const { calendar } = platform;
    shards = createShardCache({
      database: platform.database,
      calendar,
      betaReferences: [],
      scopeCache: scopes,
    });
  });

  const unit = (from: string, subjects = ids) => ({
    job: "pnl-snapshots",
    subjects,
    from,
    to: LAST_SESSION,
    items: 1,
  });
  const load = (from = LAST_SESSION, signal = new AbortController().signal) =>
    shards.load(run, unit(from), signal);
  const system = (text: string, values: unknown[] = []) => platform.database.system.query(text, values);

  describe("scopes", () => {
    it("are those of the database, and read again where the facts have another revision", async () => {
      const { db } = platform.database.batch;
      const before = await scopes.read(db, null);
      expect(before.map(({ id }) => id)).toEqual(ids);
      expect(before[0]!.symbols).toContain("VTV");
      expect(await scopes.read(db, [ids[1]!])).toEqual([before[1]]);

      await system("update positions set symbol = 'SPY' where portfolio_id = $1 and symbol = 'VTV'", [
        ids[0],
      ]);
      expect(await scopes.read(db, null)).toEqual(before);
      await system("update portfolios set facts_revision = facts_revision + 1 where id = $1", [ids[0]]);
      const [changed, same] = await scopes.read(db, null);
      expect(changed!.symbols).not.toContain("VTV");
      expect(changed!.factsRevision).not.toBe(before[0]!.factsRevision);
      expect(same).toEqual(before[1]);
      await system("update positions set symbol = 'VTV' where portfolio_id = $1 and symbol = 'SPY'", [
        ids[0],
      ]);
    });

    it("leave out a portfolio without lots and one that is gone", async () => {
      const { db } = platform.database.batch;
      await system(
        "insert into portfolios (owner_id, name, account_name, account_type, equity_balance, file_sha256) select owner_id, 'Empty', 'empty', 'taxable', 1, '\\x00' from portfolios limit 1",
      );
      expect((await scopes.read(db, null)).map(({ id }) => id)).toEqual(ids);
      expect((await scopes.read(db, null)).map(({ id }) => id)).toEqual(ids);
      await system("delete from portfolios where account_name = 'empty'");
      expect((await scopes.read(db, null)).map(({ id }) => id)).toEqual(ids);
    });

    it("are no more than it may keep", async () => {
      const { db } = platform.database.batch;
      const all = await scopes.read(db, null);
      for (const most of [0, 1]) {
        const small = createScopeCache(most);
        for (const asked of [null, [ids[0]!], [ids[1]!], null])
          expect(await small.read(db, asked)).toEqual(
            asked === null ? all : all.filter(({ id }) => asked.includes(id)),
          );
      }
    });
  });

  describe("shards", () => {
    it("are loaded once for the jobs of the same portfolios, and for fewer sessions of them", async () => {
      const year = await load("2025-03-03");
      expect([...year.facts.keys()]).toEqual(ids);
      expect(await load("2025-03-03")).toBe(year);
      expect(await load("2025-06-02")).toBe(year);
      expect(await load("2025-02-03")).not.toBe(year);
      expect(await shards.load(run, unit("2025-06-02", [ids[0]!]), AbortSignal.timeout(10_000))).not.toBe(
        year,
      );
    });

    it("of one run have one market, and are loaded anew once they were forgotten", async () => {
      const before = await load();
      shards.forget(before);
      const after = await load();
      expect(after).not.toBe(before);
      expect(after.shared.id).not.toBe(before.shared.id);
      expect(after.shared.market).toBe(before.shared.market);
    });

    it("know when a revision of facts, prices or profiles has changed", async () => {
      const { versions } = await load();
      const { db } = platform.database.batch;
      expect(await versions.haveChanged(db)).toBe(false);
      for (const column of ["price_revision", "profile_revision"]) {
        await system(`update symbol_universe set ${column} = ${column} + 1 where symbol = 'VUG'`);
        expect(await versions.haveChanged(db)).toBe(true);
        await system(`update symbol_universe set ${column} = ${column} - 1 where symbol = 'VUG'`);
      }
      await system("update symbol_universe set price_revision = price_revision + 1 where symbol = 'XXXX'");
      expect(await versions.haveChanged(db)).toBe(false);
    });

    it("are given to whoever still waits when another one gives up", async () => {
      const [leaving, staying] = [new AbortController(), new AbortController()];
      const [left, stayed] = [load(LAST_SESSION, leaving.signal), load(LAST_SESSION, staying.signal)];
      leaving.abort(new Error("gone"));
      expect(await rejection(left)).toMatchObject({ message: "gone" });
      expect([...(await stayed).facts.keys()]).toEqual(ids);
    });

    it("are loaded anew where everybody had given up", async () => {
      const leaving = new AbortController();
      const left = load(LAST_SESSION, leaving.signal);
      leaving.abort(new Error("gone"));
      expect(await rejection(left)).toMatchObject({ message: "gone" });
      expect([...(await load()).facts.keys()]).toEqual(ids);
    });
  });
});
