import { beforeAll, describe, expect, it } from "vitest";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { createOnboardingWorld, undisturbedOnboarding } from "./support/onboarding-world.ts";

const GRACE_MS = 5_000;

describe.skipIf(!hasBalanced13)("SIGTERM of a worker during an onboarding (needs balanced-13.csv)", () => {
  let undisturbed: TableDump;
  beforeAll(async () => {
    undisturbed = (await undisturbedOnboarding()).dump;
  });

  it.each([
    ["with time to finish its units", GRACE_MS],
    ["without time to finish its units", 0],
  ])(
    "ends it with code 0 within the grace time, %s, and the next worker goes on at once",
    async (_, graceMs) => {
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
        expect(end.tookMs).toBeLessThan(GRACE_MS);
        expect(await world.platform.runs.runStatus(world.runId)).toMatchObject({
          status: "running",
          note: expect.stringContaining("no worker since"),
        });
        expect(await world.platform.rows("select 1 from batch_units where status = 'running'")).toEqual([]);
        const restartedAt = performance.now();
        await world.worker();
        expect((await world.platform.ended(world.runId)).status).toBe("completed");
        expect(performance.now() - restartedAt).toBeLessThan(10_000);
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
      } finally {
        await world.close();
      }
    },
  );
});
