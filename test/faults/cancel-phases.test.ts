import { beforeAll, describe, expect, it } from "vitest";
import { commandActor } from "#app/audit.ts";
import { LAST_SESSION_JOBS } from "#batch/last-session-jobs.ts";
import { PHASES } from "#batch/phases/index.ts";
import type { TestPlatform } from "#test/support/platform.ts";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { holdingTables, WAITING_FOR_LOCKS } from "./support/hold-tables.ts";
import { createOnboardingWorld, undisturbedOnboarding } from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";

/** A unit of fundamentals may find nothing to store but that it asked. */
const ALSO_WRITTEN: Readonly<Record<string, readonly string[]>> = { fundamentals: ["provider_fetches"] };

const count = async (platform: TestPlatform, text: string) => (await platform.rows(text)).length;

/** Batch sessions that are not idle outside any transaction, and advisory locks that somebody still holds. */
const leftInDatabase = (platform: TestPlatform) =>
  platform.rows(
    `select application_name, state, query from pg_stat_activity
     where datname = current_database() and application_name = 'sigmasight batch' and state <> 'idle'
     union all
     select 'lock', mode, classid::text from pg_locks
     where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );

/** Phases as the first of their units are taken: of those that open together, what reaches back furthest. */
const AS_TAKEN = PHASES.toSorted(
  (a, b) => Number(LAST_SESSION_JOBS.has(a.name)) - Number(LAST_SESSION_JOBS.has(b.name)),
);

const RUNNING_FETCH = "select 1 from batch_units where phase = 'market-data' and status = 'running'";

const CLAIMED_BY_US = "select 1 from fetch_claims where holder <> 'another' and lease_until > now()";

describe.skipIf(!hasBalanced13)("a cancelled run (needs balanced-13.csv)", { timeout: PATIENCE_MS }, () => {
  let undisturbed: TableDump;
  beforeAll(async () => {
    undisturbed = (await undisturbedOnboarding()).dump;
  }, PATIENCE_MS);

  it("ends while a unit of any phase writes, stores no half of the unit, and the next run ends as an undisturbed one", async () => {
    const world = await createOnboardingWorld();
    const { platform, portfolioId } = world;
    const request = () =>
      platform.runs.requestRun({ trigger: "admin", portfolioId, triggeredBy: "admin:test" });
    const [owner] = await platform.rows<{ id: string }>("select id from users");
    try {
      await world.worker({ concurrency: 1 });
      for (const phase of AS_TAKEN) {
        const tables = [...phase.writes, ...(ALSO_WRITTEN[phase.name] ?? [])];
        await holdingTables(world.url, tables, async () => {
          const { runId } = await request();
          await until(
            `a unit of ${phase.name} waits to write`,
            async () => (await count(platform, WAITING_FOR_LOCKS)) > 0,
          );
          await platform.runs.cancelRun(runId, {
            by: commandActor({ id: owner!.id, role: "user" }),
            reason: null,
          });
          expect(await platform.ended(runId)).toMatchObject({
            status: "cancelled",
            cancelRequested: false,
          });
        });
        await until(
          "the unit has left the database",
          async () => (await leftInDatabase(platform)).length === 0,
        );
        for (const table of phase.writes)
          expect({ table, rows: await count(platform, `select 1 from ${table}`) }).toEqual({
            table,
            rows: 0,
          });
        // A lease that a cancelled fetch leaves ends by itself after ten seconds.
        await platform.rows("update fetch_claims set lease_until = now()");
      }
      const { runId, created } = await request();
      expect(created).toBe(true);
      expect((await platform.ended(runId)).status).toBe("completed");
      expect(differences(await world.dump(), undisturbed)).toEqual([]);
      await world.expectNothingLeft();
    } finally {
      await world.close();
    }
  });

  it("ends while a unit waits for what another run fetches, and claims nothing any more", async () => {
    const world = await createOnboardingWorld();
    const { platform, runId } = world;
    const [owner] = await platform.rows<{ id: string }>("select id from users");
    try {
      await platform.rows(
        "insert into fetch_claims (symbol, kind, holder, lease_until) values ('SPY', 'history', 'another', now() + interval '1 hour')",
      );
      await world.worker({ concurrency: 1 });
      await until("the unit of prices is taken up", async () => {
        return (await count(platform, RUNNING_FETCH)) > 0;
      });
      await platform.runs.cancelRun(runId, {
        by: commandActor({ id: owner!.id, role: "user" }),
        reason: null,
      });
      expect((await platform.ended(runId)).status).toBe("cancelled");
      // A unit beside it that was about to store what it fetched leaves a lease that ends by itself.
      await until("its claims are released or have lapsed", async () => {
        return (await count(platform, CLAIMED_BY_US)) === 0;
      });
      await world.expectNothingLeft();
    } finally {
      await world.close();
    }
  });
});
