import { beforeAll, describe, expect, it } from "vitest";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { holdingTables, WAITING_FOR_LOCKS } from "./support/hold-tables.ts";
import { createOnboardingWorld, undisturbedOnboarding } from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";
import { startTcpProxy } from "./support/tcp-proxy.ts";

const GRACE_MS = 5_000;
/** A stopped process is gone 15 s after its grace time, whatever its database does; the rest is for a busy machine. */
const GONE_MS = 30_000;

describe.skipIf(!hasBalanced13)(
  "SIGTERM of a worker during an onboarding (needs balanced-13.csv)",
  { timeout: PATIENCE_MS },
  () => {
    let undisturbed: TableDump;
    beforeAll(async () => {
      undisturbed = (await undisturbedOnboarding()).dump;
    }, PATIENCE_MS);

    it.concurrent.each([
      ["with time to finish its units", GRACE_MS],
      ["without time to finish its units", 0],
    ])("ends it with code 0, %s, and the next worker need not wait for its heartbeat", async (_, graceMs) => {
      const world = await createOnboardingWorld();
      try {
        const worker = await world.worker({ graceMs });
        await until("units are running", async () => {
          const rows = await world.platform.rows(
            "select 1 from batch_units where run_id = $1 and status = 'running' and phase <> 'company-profiles'",
            [world.runId],
          );
          return rows.length > 0;
        });
        const end = await worker.terminate();
        expect(end).toMatchObject({ code: 0, stderr: "" });
        expect(end.tookMs).toBeLessThan(graceMs + GONE_MS);
        expect(await world.platform.runs.runStatus(world.runId)).toMatchObject({
          status: "running",
          note: expect.stringContaining("no worker since"),
        });
        expect(await world.platform.rows("select 1 from batch_units where status = 'running'")).toEqual([]);
        expect(
          await world.platform.rows(
            "select data from pgboss.job where state = 'active' and name like 'sigmasight-%'",
          ),
        ).toEqual([]);
        await world.worker();
        expect((await world.platform.ended(world.runId)).status).toBe("completed");
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });

    it.concurrent("ends it with code 0 while its unit waits for a lock, and the statement with it", async () => {
      const world = await createOnboardingWorld();
      try {
        const worker = await world.worker({ graceMs: 0 });
        await holdingTables(world.url, ["symbol_factor_exposures"], async () => {
          const waiting = async () => (await world.platform.rows(WAITING_FOR_LOCKS)).length;
          await until("a unit waits for the lock", async () => (await waiting()) > 0);
          const end = await worker.terminate();
          expect(end).toMatchObject({ code: 0, stderr: "" });
          expect(end.tookMs).toBeLessThan(GONE_MS);
          await until("nothing waits any more", async () => (await waiting()) === 0);
        });
        await world.worker();
        expect((await world.platform.ended(world.runId)).status).toBe("completed");
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });

    it.concurrent.each(["closed", "silent"] as const)(
      "ends it while its database is away, its new connections %s",
      async (how) => {
        const world = await createOnboardingWorld();
        const network = await startTcpProxy(world.url);
        try {
          const worker = await world.worker({ url: network.url, graceMs: 1_000 });
          network.newConnections(how);
          network.cut();
          const end = await worker.terminate();
          expect(end.code).toBe(0);
          expect(end.tookMs).toBeLessThan(1_000 + GONE_MS);
          await world.worker();
          expect((await world.ended()).status).toBe("completed");
          expect(differences(await world.dump(), undisturbed)).toEqual([]);
          await world.expectNothingLeft();
        } finally {
          await world.close();
          await network.close();
        }
      },
    );
  },
);
