import { beforeAll, describe, expect, it } from "vitest";
import { ENGINE_POINTS } from "#engine/engine-points.ts";
import { MAX_ATTEMPTS } from "#engine/unit-errors.ts";
import { hasBalanced13 } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { createOnboardingWorld, undisturbedOnboarding } from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";

/** One that fetches, the essential one, and the one with jobs of its own. */
const PHASES = ["market-data", "pnl-snapshots", "risk-analytics"];

describe.skipIf(!hasBalanced13)(
  "a worker that dies at a named point (needs balanced-13.csv)",
  { timeout: PATIENCE_MS },
  () => {
    let undisturbed: TableDump;
    beforeAll(async () => {
      undisturbed = (await undisturbedOnboarding()).dump;
    }, PATIENCE_MS);

    it.concurrent.each(PHASES)("of %s, leaves every table as an undisturbed run", async (phase) => {
      const world = await createOnboardingWorld();
      try {
        for (const point of ENGINE_POINTS) {
          const worker = await world.worker({ concurrency: 1, faults: [{ point, phase, act: "kill" }] });
          const hurrying = setInterval(() => void world.hurry(), 200);
          const { signal, stderr } = await worker.ended.finally(() => clearInterval(hurrying));
          expect({ signal, stderr, point }).toEqual({ signal: "SIGKILL", stderr: "", point });
          // What was committed last may have been the last unit of the run.
          if (point === "unit committed") continue;
          const report = await world.platform.runs.runStatus(world.runId);
          expect(["queued", "running"]).toContain(report?.status);
        }
        await world.worker();
        expect(await world.ended()).toMatchObject({ status: "completed", percentComplete: 100 });
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });

    it.concurrent("whenever it computes one unit, is taken down by it a bounded number of times, and all else is stored", async () => {
      const world = await createOnboardingWorld();
      try {
        const poisoned = [
          { point: "unit computed", phase: "sector-tags", act: "kill", always: true },
        ] as const;
        let deaths = 0;
        for (;;) {
          const worker = await world.worker({ concurrency: 1, faults: poisoned });
          const died = worker.ended.then(() => true);
          if (!(await Promise.race([died, world.ended().then(() => false)]))) break;
          // The first death is taken for the eighteenth.
          if (deaths++ === 0)
            await world.platform.rows("update batch_units set attempts = $1 where phase = 'sector-tags'", [
              MAX_ATTEMPTS - 2,
            ]);
        }
        expect(deaths).toBe(3);
        expect((await world.ended()).status).toBe("partial");
        expect(await world.platform.rows("select phase, job, code from unit_failures")).toEqual([
          { phase: "sector-tags", job: "sector-tags", code: "PHASE_FAILED" },
        ]);
        const dump = await world.dump();
        expect(dump.position_tags).toEqual([]);
        expect(differences({ ...dump, position_tags: undisturbed.position_tags }, undisturbed)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });
  },
);
