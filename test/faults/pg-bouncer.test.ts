import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { commandActor } from "#app/audit.ts";
import { createHttpWorld } from "#test/http/support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS } from "#test/http/support/portfolio-files.ts";
import { PG_BOUNCER, type PgBouncer, startPgBouncer } from "#test/support/pg-bouncer.ts";
import { balanced13, hasBalanced13, until } from "#test/support/platform.ts";
import { announcePooler } from "#test/support/pooler.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { holdingTables, WAITING_FOR_LOCKS } from "./support/hold-tables.ts";
import {
  createOnboardingWorld,
  type OnboardingWorld,
  undisturbedOnboarding,
} from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";

/** `TEST_POOLER=1` runs all other tests that way; this one shows it wherever PgBouncer is installed. */
describe.skipIf(PG_BOUNCER === null || !hasBalanced13)(
  "through PgBouncer in transaction mode (needs pgbouncer and balanced-13.csv)",
  { timeout: PATIENCE_MS },
  () => {
    let undisturbed: TableDump;
    let pooler: PgBouncer;
    beforeAll(async () => {
      undisturbed = (await undisturbedOnboarding()).dump;
      pooler = await startPgBouncer(inject("adminUrl"));
      announcePooler(inject("adminUrl"), pooler.port);
    }, PATIENCE_MS);
    afterAll(() => pooler.stop());

    const expectPooled = async (world: OnboardingWorld) =>
      expect(await pooler.transactions(new URL(world.url).pathname.slice(1))).toBeGreaterThan(100);

    it("an onboarding by two workers leaves every table as a direct one", async () => {
      const world = await createOnboardingWorld();
      try {
        await Promise.all([world.worker(), world.worker()]);
        expect(await world.ended()).toMatchObject({ status: "completed", percentComplete: 100 });
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
        await expectPooled(world);
      } finally {
        await world.close();
      }
    });

    it("a cancelled run's statement ends in the server, nothing of its unit is stored, and the next run is complete", async () => {
      const world = await createOnboardingWorld();
      const { platform } = world;
      try {
        await world.worker({ concurrency: 1 });
        const [owner] = await platform.rows<{ id: string }>("select id from users");
        await holdingTables(world.url, ["portfolio_snapshots"], async () => {
          const waiting = async () => (await platform.rows(WAITING_FOR_LOCKS)).length;
          await until("the unit waits to write", async () => (await waiting()) > 0);
          const by = commandActor({ id: owner!.id, role: "user" });
          await platform.runs.cancelRun(world.runId, { by, reason: null });
          expect((await platform.ended(world.runId)).status).toBe("cancelled");
          await until("nothing waits any more", async () => (await waiting()) === 0);
        });
        expect(await platform.rows("select 1 from portfolio_snapshots")).toEqual([]);
        const report = await platform.finish({ trigger: "onboarding", portfolioId: world.portfolioId });
        expect(report.status).toBe("completed");
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
        await expectPooled(world);
      } finally {
        await world.close();
      }
    });

    it("the API serves a year of analytics to its owner and to nobody else", async () => {
      const world = await createHttpWorld({ worker: true });
      try {
        const [owner, other] = [await world.signUp("owner"), await world.signUp("other")];
        const made = await owner.send("/onboarding/create-portfolio", {
          ...PORTFOLIO_FIELDS,
          equity_balance: "5000000",
          csv_file: csvFile(balanced13().toString("utf8")),
        });
        const id = made.body.portfolio_id;
        const started = await owner.post(`/portfolios/${id}/calculate`);
        await owner.get(`/portfolios/${id}/runs/${started.body.batch_run_id}/events`);
        const reads = await Promise.all(
          ["overview", "factor-exposures", "volatility", "stress-test", "correlation-matrix"].flatMap(
            (name) =>
              [owner, other].map(
                async (user) => (await user.get(`/analytics/portfolio/${id}/${name}`)).status,
              ),
          ),
        );
        expect(reads.filter((_, index) => index % 2 === 0)).toEqual([200, 200, 200, 200, 200]);
        expect(reads.filter((_, index) => index % 2 === 1)).toEqual([404, 404, 404, 404, 404]);
      } finally {
        await world.close();
      }
    });
  },
);
