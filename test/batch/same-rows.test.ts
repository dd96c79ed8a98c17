import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RunReport } from "#app/run-control.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  BALANCED_SESSIONS,
  balanced13,
  hasBalanced13,
  LAST_SESSION,
  openTestPlatform,
  type TestPlatform,
  type TestPlatformOptions,
} from "#test/support/platform.ts";
import { differences, dumpTables, RESULT_TABLES, type TableDump } from "#test/support/table-dump.ts";

let database: TestDatabase;
const databases: TestDatabase[] = [];
const open: TestPlatform[] = [];

async function platformOn(url: string, options?: TestPlatformOptions): Promise<TestPlatform> {
  const platform = await openTestPlatform(url, options);
  open.push(platform);
  return platform;
}

async function closeAll(): Promise<void> {
  for (const platform of open.splice(0)) await platform.close(1_000);
  for (const used of databases.splice(0)) await used.drop();
}

async function balancedWorld(options?: TestPlatformOptions, equityAsOf?: string) {
  database = await createTestDatabase();
  databases.push(database);
  const platform = await platformOn(database.url, options);
  const portfolioId = await platform.importPortfolio(balanced13(), {
    account: "balanced",
    equity: "5000000",
    ...(equityAsOf === undefined ? {} : { equityAsOf }),
  });
  return { platform, portfolioId, dump: () => dumpTables(database.url) };
}

describe.skipIf(!hasBalanced13)("equal facts leave equal rows (needs balanced-13.csv)", () => {
  let report: RunReport;
  let onboarded: TableDump;
  beforeAll(async () => {
    const { platform, portfolioId, dump } = await balancedWorld();
    report = await platform.finish({ trigger: "onboarding", portfolioId });
    onboarded = await dump();
    await closeAll();
  });
  afterEach(closeAll);

  it("after an onboarding, which stores every session of every table", () => {
    expect(report).toMatchObject({ status: "completed", percentComplete: 100, error: null });
    const counts = Object.fromEntries(RESULT_TABLES.map((table) => [table, onboarded[table].length]));
    expect(counts).toMatchObject({
      portfolio_snapshots: BALANCED_SESSIONS,
      factor_exposures: BALANCED_SESSIONS,
      volatility: BALANCED_SESSIONS,
      concentration: BALANCED_SESSIONS,
      symbol_factor_exposures: 19 * BALANCED_SESSIONS,
      symbol_daily_metrics: 19 * BALANCED_SESSIONS,
      position_values: 13,
      position_marks: 13,
      position_tags: 13,
      position_factor_exposures: 13,
      correlations: 2,
      stress_test_results: 22,
    });
  });

  it.each(["nightly", "admin"] as const)("whether the trigger is onboarding or %s", async (trigger) => {
    const { platform, dump } = await balancedWorld();
    expect((await platform.finish({ trigger })).status).toBe("completed");
    expect(differences(await dump(), onboarded)).toEqual([]);
  });

  it("whether a nightly run appends the last sessions or an onboarding computes all", async () => {
    const { platform, portfolioId, dump } = await balancedWorld({ clock: new Date("2025-12-31T22:00:00Z") });
    await platform.finish({ trigger: "onboarding", portfolioId });
    const later = await platformOn(database.url);
    expect((await later.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(
      await platform.rows("select max(as_of)::text as last, count(*)::int as n from portfolio_snapshots"),
    ).toEqual([{ last: LAST_SESSION, n: BALANCED_SESSIONS }]);
    expect(differences(await dump(), onboarded)).toEqual([]);
  });

  it("whether the range is computed in one piece, in pieces, or in pieces out of order", async () => {
    const { platform, portfolioId, dump } = await balancedWorld();
    const pieces = [
      { from: "2025-06-17", to: "2025-09-02" },
      { to: "2025-06-16" },
      { from: "2025-09-03", to: "2025-09-03" },
      {},
    ];
    for (const piece of pieces) {
      expect((await platform.finish({ trigger: "admin", portfolioId, ...piece })).status).toBe("completed");
    }
    expect(differences(await dump(), onboarded)).toEqual([]);
  });

  it("whether the session at which the equity is stated is reached by the first run or by a later one", async () => {
    const whole = await balancedWorld({}, LAST_SESSION);
    await whole.platform.finish({ trigger: "onboarding", portfolioId: whole.portfolioId });
    const expected = await whole.dump();
    await closeAll();
    const { platform, portfolioId, dump } = await balancedWorld({}, LAST_SESSION);
    await platform.finish({ trigger: "admin", portfolioId, to: "2025-06-16" });
    await platform.finish({ trigger: "admin", portfolioId });
    expect(differences(await dump(), expected)).toEqual([]);
  });

  it("whether one run works or two overlapping ones of different scopes", async () => {
    const { platform, portfolioId, dump } = await balancedWorld();
    await platformOn(database.url);
    const reports = await Promise.all([
      platform.finish({ trigger: "onboarding", portfolioId }),
      platform.finish({ trigger: "nightly" }),
    ]);
    expect(reports.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(differences(await dump(), onboarded)).toEqual([]);
    const fetches = await platform.rows<{ n: number }>(
      "select count(*)::int as n from provider_fetches where kind = 'history' group by symbol",
    );
    expect(new Set(fetches.map(({ n }) => n))).toEqual(new Set([1]));
  });

  it("after a second run, which finds nothing to do, and after a forced one, which does all again", async () => {
    const { platform, portfolioId, dump } = await balancedWorld();
    await platform.finish({ trigger: "onboarding", portfolioId });
    const again = await platform.finish({ trigger: "admin", portfolioId });
    expect(again.status).toBe("completed");
    expect(await platform.rows("select 1 from batch_units where run_id = $1", [again.runId])).toEqual([]);
    expect(differences(await dump(), onboarded)).toEqual([]);
    const forced = await platform.finish({ trigger: "admin", portfolioId, force: true });
    expect(forced.status).toBe("completed");
    expect(await platform.rows("select distinct run_id as id from portfolio_snapshots")).toEqual([
      { id: forced.runId },
    ]);
    expect(differences(await dump(), onboarded)).toEqual([]);
  });

  it("and a second calculate during a run returns the first run", async () => {
    const { platform, portfolioId } = await balancedWorld();
    const request = { trigger: "onboarding", portfolioId, triggeredBy: "onboarding:test" } as const;
    const first = await platform.runs.requestRun(request);
    expect(await platform.runs.requestRun(request)).toEqual({ runId: first.runId, created: false });
    expect((await platform.ended(first.runId)).status).toBe("completed");
  });
});
