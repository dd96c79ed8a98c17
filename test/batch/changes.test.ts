import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PROGRAM } from "#app/audit.ts";
import { changePosition, removePosition } from "#app/manage-positions.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  balanced13,
  hasBalanced13,
  openTestPlatform,
  type TestPlatform,
  until,
} from "#test/support/platform.ts";
import { differences, dumpTables, filterDump, type TableDump } from "#test/support/table-dump.ts";

const EQUITY = "5000000";
const SYMBOL_TABLES = [
  "market_data_cache",
  "corporate_actions",
  "company_profiles",
  "fundamentals",
  "symbol_factor_exposures",
  "symbol_daily_metrics",
] as const;

describe.skipIf(!hasBalanced13)("changed facts (need balanced-13.csv)", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  beforeEach(async () => {
    database = await createTestDatabase();
    platform = await openTestPlatform(database.url);
  });
  afterEach(async () => {
    await platform.close(1_000);
    await database.drop();
  });

  /** Doubles the portfolio's lot of VTV, as its owner does. */
  async function editLot(portfolioId: string): Promise<void> {
    const [lot] = await platform.rows<{ id: string; owner: string; quantity: string }>(
      `select l.id, p.owner_id as owner, (2 * l.quantity)::text as quantity
       from positions l join portfolios p on p.id = l.portfolio_id where p.id = $1 and l.symbol = 'VTV'`,
      [portfolioId],
    );
    const result = await changePosition(
      platform,
      { ...PROGRAM, userId: lot!.owner },
      lot!.id,
      { quantity: lot!.quantity },
      null,
    );
    expect(result.outcome).toBe("stored");
  }

  /** What these accounts look like when the edit was there from the start. */
  async function editedFromTheStart(accounts: readonly string[], edited: string): Promise<TableDump> {
    const fresh = await createTestDatabase();
    const other = await openTestPlatform(fresh.url);
    for (const account of accounts) {
      const id = await other.importPortfolio(balanced13(), { account, equity: EQUITY });
      if (account !== edited) continue;
      await other.rows(
        "update positions set quantity = 2 * quantity where portfolio_id = $1 and symbol = 'VTV'",
        [id],
      );
    }
    await other.finish({ trigger: "nightly" });
    const dump = await dumpTables(fresh.url);
    await other.close(1_000);
    await fresh.drop();
    return dump;
  }

  it("of one portfolio are computed again by the next run, and the others are left alone", async () => {
    const edited = await platform.importPortfolio(balanced13(), { account: "edited", equity: EQUITY });
    const other = await platform.importPortfolio(balanced13(), { account: "other", equity: EQUITY });
    await platform.finish({ trigger: "nightly" });
    await editLot(edited);
    const { runId, status } = await platform.finish({ trigger: "nightly" });
    expect(status).toBe("completed");
    expect(
      await platform.rows(
        "select distinct subject from batch_units, unnest(subjects) as subject where run_id = $1",
        [runId],
      ),
    ).toEqual([{ subject: edited }]);
    expect(
      await platform.rows(
        "select distinct run_id = $1 as again from portfolio_snapshots where portfolio_id = $2",
        [runId, other],
      ),
    ).toEqual([{ again: false }]);
    expect(
      differences(await dumpTables(database.url), await editedFromTheStart(["edited", "other"], "edited")),
    ).toEqual([]);
  });

  it("during a run are followed by one run that brings the results up to date", async () => {
    const portfolioId = await platform.importPortfolio(balanced13(), { account: "edited", equity: EQUITY });
    const blocker = new pg.Client({ connectionString: database.url });
    await blocker.connect();
    await blocker.query("begin; lock table stress_results in access exclusive mode");
    const { runId } = await platform.runs.requestRun({
      trigger: "onboarding",
      portfolioId,
      triggeredBy: "onboarding:test",
    });
    await until("the run waits for the table", async () => {
      const { rows } = await blocker.query(
        "select 1 from pg_locks where relation = 'stress_results'::regclass and not granted",
      );
      return rows.length > 0;
    });
    await editLot(portfolioId);
    await blocker.query("commit");
    await blocker.end();
    expect((await platform.ended(runId)).status).toBe("completed");
    const [followUp] = await platform.rows<{ id: string }>(
      "select id from batch_run_history where follow_up_of = $1",
      [runId],
    );
    expect((await platform.ended(followUp!.id)).status).toBe("completed");
    expect(await platform.rows("select 1 from batch_run_history")).toHaveLength(2);
    expect(
      differences(await dumpTables(database.url), await editedFromTheStart(["edited"], "edited")),
    ).toEqual([]);
  });

  it("such as an older portfolio that reaches further back leave the others' results alone", async () => {
    const older = Buffer.from(balanced13().toString("utf8").replaceAll("2025-01-06", "2024-03-04"));
    const first = await platform.importPortfolio(balanced13(), { account: "first", equity: EQUITY });
    await platform.finish({ trigger: "onboarding", portfolioId: first });
    const second = await platform.importPortfolio(older, { account: "second", equity: EQUITY });
    await platform.finish({ trigger: "onboarding", portfolioId: second });
    const { runId } = await platform.finish({ trigger: "nightly" });
    expect(await platform.rows("select 1 from batch_units where run_id = $1", [runId])).toEqual([]);

    const fresh = await createTestDatabase();
    const other = await openTestPlatform(fresh.url);
    await other.importPortfolio(balanced13(), { account: "first", equity: EQUITY });
    await other.importPortfolio(older, { account: "second", equity: EQUITY });
    await other.finish({ trigger: "nightly" });
    const atOnce = await dumpTables(fresh.url);
    await other.close(1_000);
    await fresh.drop();
    expect(differences(await dumpTables(database.url), atOnce)).toEqual([]);
  });

  it("such as a first lot that is removed leave no result of the sessions before the next one's entry", async () => {
    const header = "Symbol,Quantity,Entry Price Per Share,Entry Date";
    const later = "VTV,100,180,2025-06-02";
    const portfolioId = await platform.importPortfolio(
      Buffer.from(`${header}\n${later}\nSPY,10,600,2025-03-03\n`),
      { account: "book", equity: EQUITY },
    );
    await platform.finish({ trigger: "onboarding", portfolioId });
    const [first] = await platform.rows<{ id: string; owner: string }>(
      "select l.id, p.owner_id as owner from positions l join portfolios p on p.id = l.portfolio_id where l.symbol = 'SPY'",
    );
    await removePosition(platform, { ...PROGRAM, userId: first!.owner }, first!.id);
    expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
    const fresh = await createTestDatabase();
    const other = await openTestPlatform(fresh.url);
    await other.importPortfolio(Buffer.from(`${header}\n${later}\n`), { account: "book", equity: EQUITY });
    await other.finish({ trigger: "nightly" });
    const ofPortfolio = async ({ url }: TestDatabase) =>
      filterDump(await dumpTables(url), SYMBOL_TABLES, () => false);
    expect(differences(await ofPortfolio(database), await ofPortfolio(fresh))).toEqual([]);
    await other.close(1_000);
    await fresh.drop();
  });

  it("of a portfolio that is deleted during its run leave nothing of it", async () => {
    const portfolioId = await platform.importPortfolio(balanced13(), { account: "deleted", equity: EQUITY });
    const kept = await platform.importPortfolio(balanced13(), { account: "kept", equity: EQUITY });
    const { runId } = await platform.runs.requestRun({ trigger: "nightly", triggeredBy: "nightly:test" });
    await until("snapshots are computed", async () => {
      const rows = await platform.rows(
        "select 1 from batch_phases where phase = 'symbol-factors' and status = 'running'",
      );
      return rows.length > 0;
    });
    await platform.rows("delete from portfolios where id = $1", [portfolioId]);
    expect((await platform.ended(runId)).status).toBe("completed");
    expect(await platform.rows("select distinct portfolio_id as id from portfolio_snapshots")).toEqual([
      { id: kept },
    ]);
  });
});
