import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { ENGINE_POINTS } from "#engine/engine-points.ts";
import { startTransport } from "#engine/transport.ts";
import { createLog } from "#log";
import { createTestDatabase } from "#test/support/database.ts";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import {
  createOnboardingWorld,
  type OnboardingWorld,
  undisturbedOnboarding,
} from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";
import { startTcpProxy, type TcpProxy } from "./support/tcp-proxy.ts";
import { openSessions } from "./support/what-is-left.ts";

describe.skipIf(!hasBalanced13)(
  "an onboarding whose connections to the database are lost (needs balanced-13.csv)",
  { timeout: PATIENCE_MS },
  () => {
    let undisturbed: TableDump;
    beforeAll(async () => {
      undisturbed = (await undisturbedOnboarding()).dump;
    }, PATIENCE_MS);

    const expectUndisturbed = async (world: OnboardingWorld) => {
      expect(await world.ended()).toMatchObject({ status: "completed", percentComplete: 100 });
      expect(differences(await world.dump(), undisturbed)).toEqual([]);
      await world.expectNothingLeft();
    };

    it.concurrent("at every named point, by an administrator, ends as an undisturbed one", async () => {
      const world = await createOnboardingWorld();
      try {
        await world.worker({
          faults: ENGINE_POINTS.flatMap((point) =>
            ["market-data", "symbol-factors", "pnl-snapshots", "risk-analytics"].map((phase) => ({
              point,
              phase,
              act: "cut" as const,
            })),
          ),
        });
        await expectUndisturbed(world);
      } finally {
        await world.close();
      }
    });

    /** Programs work through a network that the test holds. */
    const withNetwork = async (use: (world: OnboardingWorld, network: TcpProxy) => Promise<void>) => {
      const world = await createOnboardingWorld();
      const network = await startTcpProxy(world.url);
      try {
        await use(world, network);
      } finally {
        await world.close();
        await network.close();
      }
    };

    it.concurrent("in the middle of the COPY of a phase's rows, leaves no half of them", async () => {
      await withNetwork(async (world, network) => {
        await world.worker({ url: network.url });
        // Prices are copied into a table of the transaction's own and merged from there.
        for (const table of ["staging_1", "symbol_factor_exposures", "portfolio_snapshots", "risk_metrics"])
          await network.cutAfter(`copy "${table}"`, 20_000);
        await expectUndisturbed(world);
      });
    });

    it.concurrent.each(["closed", "silent"] as const)(
      "in a failover whose new connections are %s for a while, goes on afterwards",
      async (how) => {
        await withNetwork(async (world, network) => {
          await world.worker({ url: network.url });
          await until("units are under way", async () => {
            const rows = await world.platform.rows(
              "select 1 from batch_units where status = 'running' and phase = 'symbol-factors'",
            );
            return rows.length > 0;
          });
          network.newConnections(how);
          network.cut();
          await sleep(3_000);
          expect(await world.platform.runs.runStatus(world.runId)).toMatchObject({
            status: "running",
            finishedAt: null,
          });
          network.newConnections("through");
          await expectUndisturbed(world);
        });
      },
    );
  },
);

describe("a queue whose database is lost while it starts", { timeout: PATIENCE_MS }, () => {
  it("says so, and leaves nothing behind that would connect again", async () => {
    const database = await createTestDatabase();
    const network = await startTcpProxy(database.url);
    try {
      const log = createLog({ level: "silent", pretty: false });
      const lost = network.cutAfter("sigmasight-advance", 0).then(() => network.newConnections("closed"));
      const started = startTransport({ url: network.url, worker: true, log });
      await expect(started).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
      await lost;
      network.newConnections("through");
      await sleep(4_000); // what still supervised queues would have done so by now
      expect(await openSessions(database.url)).toEqual([]);
    } finally {
      await network.close();
      await database.drop();
    }
  });
});
