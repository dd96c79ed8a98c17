import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startComputePool } from "#batch/compute/compute-pool.ts";
import { PHASES } from "#batch/phases/index.ts";
import { createScopeCache } from "#batch/scope-cache.ts";
import type { BatchServices } from "#batch/services.ts";
import { createShardCache } from "#batch/shard-cache.ts";
import type { Run } from "#engine/run-state.ts";
import { lockRun } from "#engine/run-store.ts";
import { createLog } from "#log";
import { createProviderChain } from "#providers/chain.ts";
import { createProviders } from "#providers/index.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  balanced13,
  hasBalanced13,
  LAST_SESSION,
  openTestPlatform,
  type TestPlatform,
} from "#test/support/platform.ts";

/** Statements of one unit, from loading to its last write: a few, whatever its size. */
const FEW = 30;
const ENTRY_DATES = ["2025-01-06", "2025-01-07", "2025-01-08", "2025-01-10", "2025-01-13"];

/** The thirteen funds bought in five parts each. */
function manyLots(): Buffer {
  const lines = balanced13().toString("utf8").trim().split(/\r?\n/);
  const header = lines.findIndex((line) => line.startsWith("Symbol"));
  const lots = lines
    .slice(header + 1)
    .flatMap((line) => ENTRY_DATES.map((date) => line.replace("2025-01-06", date)));
  return Buffer.from([...lines.slice(0, header + 1), ...lots].join("\n"));
}

describe.skipIf(!hasBalanced13)("the statements of a unit (need balanced-13.csv)", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  let services: Omit<BatchServices, "scopeCache" | "shardCache">;
  let run: Run;
  let few: string;
  let many: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    const worker = await openTestPlatform(database.url);
    few = await worker.importPortfolio(balanced13(), { account: "few", equity: "5000000" });
    many = await worker.importPortfolio(manyLots(), { account: "many", equity: "50000000" });
    const { runId } = await worker.finish({ trigger: "nightly" });
    await worker.close(1_000);
    platform = await openTestPlatform(database.url, { concurrency: 0 });
    const { calendar } = platform;
    const settings = { order: ["synthetic"], pricesDir: null, syntheticMissing: [], calendar };
    services = {
      database: platform.database,
      calendar,
      providers: createProviderChain(createProviders(settings)),
      compute: startComputePool(calendar, 1),
      betaReferences: [],
      log: createLog({ level: "silent", pretty: false }),
    };
    run = { ...(await lockRun(platform.database.api.db, runId))!, force: true };
    await statements("pnl-snapshots", "pnl-snapshots", [few], "2025-11-25"); // a first use of a connection asks more
  });
  afterAll(async () => {
    await services.compute.close();
    await platform.close(0);
    await database.drop();
  });

  /** Runs one unit again, without keeping what it writes, and counts its statements. */
  async function statements(
    phaseName: string,
    job: string,
    subjects: readonly string[],
    from: string,
  ): Promise<number> {
    const phase = PHASES.find(({ name }) => name === phaseName)!;
    const unit = { job, subjects, from, to: LAST_SESSION, items: 1 };
    const scopeCache = createScopeCache();
    const loading = { scopeCache, shardCache: createShardCache({ ...services, scopeCache }) };
    const query = vi.spyOn(pg.Client.prototype, "query");
    const { signal } = new AbortController();
    const write = await phase.run({ run, services: { ...services, ...loading }, signal }, unit);
    const undo = new Error("undone");
    let rows = 0;
    const undone = platform.database.batch.transaction("count", async (tx) => {
      await tx.client.query("delete from position_tags"); // tags that are right already are not written again
      rows = (await write(tx)).rows;
      throw undo;
    });
    await expect(undone).rejects.toBe(undo);
    expect(rows).toBeGreaterThan(0);
    const count = query.mock.calls.length;
    query.mockRestore();
    return count;
  }

  const JOBS = [
    ["position-values", "position-values"],
    ["pnl-snapshots", "pnl-snapshots"],
    ["position-updates", "position-updates"],
    ["sector-tags", "sector-tags"],
    ["risk-analytics", "factor-exposures"],
    ["risk-analytics", "concentration"],
    ["risk-analytics", "volatility"],
    ["risk-analytics", "correlations"],
    ["risk-analytics", "stress-tests"],
  ] as const;

  it.each(JOBS)(
    "of %s (%s) are as many for 30 sessions as for 250, for 13 lots as for 65, for one portfolio as for two",
    async (phase, job) => {
      const short = await statements(phase, job, [few], "2025-11-25");
      expect(short).toBeLessThan(FEW);
      expect(await statements(phase, job, [few], "2025-01-08")).toBe(short);
      expect(await statements(phase, job, [many], "2025-11-25")).toBe(short);
      expect(await statements(phase, job, [few, many].toSorted(), "2025-11-25")).toBe(short);
    },
  );

  it.each(["symbol-factors", "symbol-metrics"])(
    "of %s are as many for 30 sessions and two symbols as for 250 and ten",
    async (phase) => {
      const short = await statements(phase, phase, ["SPY", "VTV"], "2025-11-25");
      expect(short).toBeLessThan(FEW);
      const ten = ["BIL", "GGIPX", "GOVT", "IAU", "IEFA", "LQD", "MUB", "SPY", "VTV", "XLV"];
      expect(await statements(phase, phase, ten, "2025-01-08")).toBe(short);
    },
  );
});
