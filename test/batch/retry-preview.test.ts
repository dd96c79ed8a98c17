import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RetryScope } from "#app/run-control.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  balanced13,
  hasBalanced13,
  LAST_SESSION,
  openTestPlatform,
  type TestPlatform,
} from "#test/support/platform.ts";

const EARLY = "2025-06-30";
const LATE = "2025-07-01";

describe.skipIf(!hasBalanced13)("the preview of a retry (needs balanced-13.csv)", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  let portfolioId: string;
  let runId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await openTestPlatform(database.url);
    portfolioId = await platform.importPortfolio(balanced13(), { account: "book", equity: "5000000" });
    ({ runId } = await platform.finish({ trigger: "onboarding", portfolioId, to: EARLY }));
  });
  afterAll(async () => {
    await platform.close(1_000);
    await database.drop();
  });

  const preview = (only: RetryScope) => platform.runs.previewRetry(runId, { only });
  const stored = () =>
    platform.rows(
      `select (select count(*) from batch_run_history) as runs, (select count(*) from batch_units) as units,
         (select count(*) from run_events) as events, (select count(*) from symbol_universe) as symbols,
         (select count(*) from pgboss.job) as messages, (select sum(facts_revision) from portfolios) as facts`,
    );

  it("finds nothing in the sessions of a run that has done all", async () => {
    expect(await preview("failed")).toEqual({
      portfolioId,
      from: null,
      to: EARLY,
      force: false,
      jobs: [],
    });
  });

  it("finds later sessions where what is missing by now is asked for", async () => {
    const { jobs, to, force } = await preview("missing");
    expect([to, force]).toEqual([LAST_SESSION, false]);
    const snapshots = jobs.find(({ job }) => job === "pnl-snapshots");
    expect(snapshots).toMatchObject({
      phase: "pnl-snapshots",
      grain: "portfolio",
      subjects: [portfolioId],
      from: LATE,
      to: LAST_SESSION,
      items: platform.calendar.range(LATE, LAST_SESSION).length,
      itemUnit: "portfolio sessions",
    });
    expect(jobs.find(({ job }) => job === "market-data")?.subjects).toContain("SPY");
  });

  it("stores nothing", async () => {
    const before = await stored();
    await preview("all");
    expect(await stored()).toEqual(before);
  });

  it("finds a job's record that is gone, and it alone", async () => {
    await platform.rows("delete from completion_records where job = 'volatility' and subject = $1", [
      portfolioId,
    ]);
    const { jobs } = await preview("failed");
    expect(jobs.map(({ phase, job }) => [phase, job])).toEqual([["risk-analytics", "volatility"]]);
  });

  it("is what the retry then does", async () => {
    const planned = await preview("all");
    const { rows } = await platform.database.api.query<{ id: string }>(
      "insert into users (name, email) values ('Operator', 'operator@example.com') returning id",
    );
    const by = {
      userId: rows[0]!.id,
      role: "admin",
      via: "cli",
      requestId: null,
      ipAddress: null,
    } as const;
    const retried = await platform.runs.retryRun(runId, { only: "all", by });
    await platform.ended(retried.runId);
    const done = await platform.rows<{ job: string; units: number; items: number }>(
      "select job, count(*)::int as units, sum(items)::int as items from batch_units where run_id = $1 group by job order by job",
      [retried.runId],
    );
    const byJob = planned.jobs.map(({ job, units, items }) => ({ job, units, items }));
    expect(byJob.toSorted((a, b) => (a.job < b.job ? -1 : 1))).toEqual(done);
    expect(done.length).toBeGreaterThan(10);
  });

  it("refuses what a retry refuses", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000";
    await expect(platform.runs.previewRetry(unknown, { only: "all" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
