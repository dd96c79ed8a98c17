import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunReport } from "#app/run-control.ts";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { seededRandom } from "#test/support/seeded-random.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import type { WorkerProcess } from "#test/support/worker-process.ts";
import {
  createOnboardingWorld,
  type OnboardingWorld,
  undisturbedOnboarding,
} from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";

const KILLS = 20;
const KILLS_PER_RUN = 2;
/** Runs that wait for their dead worker's heartbeat to lapse cost nothing meanwhile. */
const RUNS_AT_ONCE = 6;
const SEED = 20_260_108;
/** pg-boss's smallest heartbeat is 10 s, and it looks for lapsed ones every second; the rest is for a busy machine. */
const TAKE_OVER_LIMIT_MS = 30_000;

/** Stops its own clock with a unit in hand that is computed, and no transaction open. */
const FROZEN_AT_WORK = {
  concurrency: 1,
  faults: [{ point: "unit computed", phase: "symbol-factors", act: "freeze" }],
} as const;

/** Looks at the run without a pause until told to stop. */
function watch(world: OnboardingWorld): { stop(): Promise<readonly RunReport[]> } {
  let watching = true;
  const seen: RunReport[] = [];
  const loop = (async () => {
    while (watching) {
      const report = await world.platform.runs.runStatus(world.runId);
      if (report !== null) seen.push(report);
      await sleep(50);
    }
  })();
  return {
    async stop() {
      watching = false;
      await loop;
      return seen;
    },
  };
}

/** The unit in a worker's hands, if any. */
async function unitInHand(world: OnboardingWorld, worker: WorkerProcess) {
  const [row] = await world.platform.rows<{ phase: string; unit: number; attempts: number }>(
    `select u.phase, u.unit, u.attempts from batch_units u join batch_workers w on w.id = u.worker_id
     where u.run_id = $1 and u.status = 'running' and w.pid = $2 limit 1`,
    [world.runId, worker.pid],
  );
  return row ?? null;
}

async function takenOver(
  world: OnboardingWorld,
  unit: { readonly phase: string; readonly unit: number; readonly attempts: number },
): Promise<void> {
  await until("the unit is taken over", async () => {
    const [row] = await world.platform.rows<{ attempts: number }>(
      "select attempts from batch_units where run_id = $1 and phase = $2 and unit = $3",
      [world.runId, unit.phase, unit.unit],
    );
    return row!.attempts > unit.attempts;
  });
}

async function isUnderWay(world: OnboardingWorld): Promise<boolean> {
  return (await world.platform.runs.runStatus(world.runId))?.finishedAt === null;
}

describe.skipIf(!hasBalanced13)(
  "a worker that dies or freezes during an onboarding (needs balanced-13.csv)",
  { timeout: PATIENCE_MS },
  () => {
    let undisturbed: { readonly dump: TableDump; readonly runMs: number };
    beforeAll(async () => {
      undisturbed = await undisturbedOnboarding();
    }, PATIENCE_MS);

    it(`by kill -9, ${KILLS} times at random moments, leaves every table as an undisturbed run and the status right at every moment`, async () => {
      const random = seededRandom(SEED);
      let kills = 0;
      const disturbed = async () => {
        const world = await createOnboardingWorld();
        const watcher = watch(world);
        try {
          for (let time = 0; time < KILLS_PER_RUN; time++) {
            const delayMs = random() * undisturbed.runMs;
            const worker = await world.worker();
            // After a kill the run stands still until the dead worker's claim has lapsed; the delay counts from there.
            if (time > 0) {
              await until(
                "the next worker works, or has ended the run",
                async () => (await unitInHand(world, worker)) !== null || !(await isUnderWay(world)),
              );
            }
            await sleep(delayMs);
            await worker.kill();
            if (!(await isUnderWay(world))) break;
            kills++;
          }
          await world.worker();
          const report = await world.platform.ended(world.runId);
          const seen = await watcher.stop();
          expect(report).toMatchObject({ status: "completed", percentComplete: 100 });
          expect(differences(await world.dump(), undisturbed.dump)).toEqual([]);
          expectHonest(seen);
        } finally {
          await watcher.stop();
          await world.close();
        }
      };
      const lane = async () => {
        while (kills < KILLS) await disturbed();
      };
      await Promise.all(Array.from({ length: RUNS_AT_ONCE }, lane));
      expect(kills).toBeGreaterThanOrEqual(KILLS);
    });

    it.concurrent("hands its unit to a second live worker within the heartbeat time", async () => {
      const world = await createOnboardingWorld();
      try {
        const doomed = await world.worker(FROZEN_AT_WORK);
        await doomed.faulted;
        const unit = await unitInHand(world, doomed);
        await world.worker();
        await doomed.kill();
        const killedAt = performance.now();
        await takenOver(world, unit!);
        expect(performance.now() - killedAt).toBeLessThan(TAKE_OVER_LIMIT_MS);
        expect((await world.platform.ended(world.runId)).status).toBe("completed");
        expect(differences(await world.dump(), undisturbed.dump)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });

    it.concurrent("writes nothing when it was only frozen and wakes up after the take-over", async () => {
      const world = await createOnboardingWorld();
      try {
        const frozen = await world.worker(FROZEN_AT_WORK);
        await frozen.faulted;
        const unit = await unitInHand(world, frozen);
        await world.worker();
        await takenOver(world, unit!);
        frozen.signal("SIGCONT");
        expect((await world.platform.ended(world.runId)).status).toBe("completed");
        expect(differences(await world.dump(), undisturbed.dump)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });

    it.concurrent("holds nobody up for long when it was frozen inside its unit's transaction", async () => {
      const world = await createOnboardingWorld();
      try {
        const frozen = await world.worker({
          concurrency: 1,
          faults: [{ point: "unit counted", phase: "symbol-factors", act: "freeze" }],
        });
        await frozen.faulted;
        await world.worker();
        expect((await world.platform.ended(world.runId)).status).toBe("completed");
        frozen.signal("SIGCONT");
        expect(differences(await world.dump(), undisturbed.dump)).toEqual([]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });
  },
);

/** Never idle, never over before its end, never going back. */
function expectHonest(seen: readonly RunReport[]): void {
  expect(seen.length).toBeGreaterThan(10);
  const order = ["queued", "running", "completed"];
  const statuses = seen.map(({ status }) => order.indexOf(status));
  expect(statuses).not.toContain(-1);
  expect(statuses).toEqual(statuses.toSorted((a, b) => a - b));
  const percents = seen.map(({ percentComplete }) => percentComplete);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  for (const { status, percentComplete, finishedAt } of seen) {
    expect(status === "completed").toBe(percentComplete === 100);
    expect(status === "completed").toBe(finishedAt !== null);
  }
}
