import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { testLog } from "#test/support/test-log.ts";
import {
  createOnboardingWorld,
  type OnboardingWorld,
  undisturbedOnboarding,
} from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";
import { mountSmallDisk, type SmallDisk } from "./support/small-disk.ts";

const DISK_MEGABYTES = 300;
const mayMount = (() => {
  const disk = mountSmallDisk(1);
  disk?.remove();
  return disk !== null;
})();

describe.skipIf(!hasBalanced13 || !mayMount)(
  "a disk that fills up under the embedded database during an onboarding (needs balanced-13.csv, and a superuser to mount it)",
  { timeout: PATIENCE_MS },
  () => {
    let undisturbed: TableDump;
    beforeAll(async () => {
      undisturbed = (await undisturbedOnboarding()).dump;
    }, PATIENCE_MS);

    const onSmallDisk = async (
      beforeFull: (world: OnboardingWorld) => Promise<unknown>,
      whileFull: (world: OnboardingWorld) => Promise<void>,
    ) => {
      const disk: SmallDisk = mountSmallDisk(DISK_MEGABYTES)!;
      const log = testLog();
      const server = await startEmbeddedPostgres({ homeDir: disk.directory, log });
      const world = await createOnboardingWorld(server);
      try {
        await world.worker();
        await until("prices are stored", async () => {
          const rows = await world.platform.rows("select 1 from market_data_cache limit 1");
          return rows.length > 0;
        });
        await beforeFull(world);
        disk.fill();
        await whileFull(world);
        disk.free();
        await until("the run has ended", async () => {
          const report = await world.platform.runs.runStatus(world.runId).catch(() => null);
          return report?.finishedAt ?? null;
        });
        expect(await world.platform.runs.runStatus(world.runId)).toMatchObject({
          status: "completed",
          percentComplete: 100,
        });
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        disk.free();
        await world.close();
        await server.stop();
        disk.remove();
      }
    };

    it.concurrent("makes units wait and start again, and the run stays under way meanwhile", async () => {
      // Segments of the log that a checkpoint has made free are used again, so that tables run out of room before it.
      const makeRoomForLog = (world: OnboardingWorld) => world.platform.rows("checkpoint");
      await onSmallDisk(makeRoomForLog, async (world) => {
        await until("a unit has failed for want of space and waits for its next attempt", async () => {
          const rows = await world.platform.rows("select 1 from batch_units where errors > 0");
          return rows.length > 0;
        });
        expect(await world.platform.runs.runStatus(world.runId)).toMatchObject({
          status: "running",
          finishedAt: null,
        });
      });
    });

    it.concurrent("stops the server when its log has no room, until there is room again", async () => {
      const asItIs = () => Promise.resolve();
      await onSmallDisk(asItIs, async (world) => {
        // A new segment of the write-ahead log cannot be made: the server must not go on.
        await world.platform.rows("select pg_switch_wal()").catch(() => undefined);
        await world.platform.rows("select pg_switch_wal()").catch(() => undefined);
        await until("the server is away", async () => {
          return await world.platform.rows("select 1").then(
            () => false,
            () => true,
          );
        });
        await sleep(12_000); // longer than a supervisor with a handful of attempts would last
      });
    });
  },
);
