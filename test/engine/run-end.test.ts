import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { until } from "#test/support/platform.ts";
import { createEngineWorld, type EngineWorld, type WorldHooks } from "./support/engine-world.ts";
import type { MadeUpPhase } from "./support/made-up-phase.ts";

let world: EngineWorld;
afterEach(() => world.close());

async function run(phases: readonly MadeUpPhase[], hooks: WorldHooks = {}) {
  world = await createEngineWorld(phases, hooks);
  await world.work();
  return await world.ended(await world.start());
}

const broken = () => Promise.reject(new Error("broken"));

describe("a run", () => {
  it("fails with code, message, hint and phase when an essential phase had no success", async () => {
    const report = await run([
      { name: "one", units: [["a"]] },
      { name: "two", units: [["b"], ["c"]], essential: true, body: broken },
    ]);
    expect(report.status).toBe("failed");
    expect(report.error).toMatchObject({
      code: "PHASE_FAILED",
      phase: "two",
      message: expect.stringContaining("broken"),
    });
    expect(report.error?.hint).toBeTruthy();
  });

  it("is partial when an essential phase had a success beside a failure", async () => {
    const report = await run([
      {
        name: "one",
        units: [["a"], ["b"]],
        essential: true,
        body: (unit) => (unit.subjects[0] === "a" ? broken() : Promise.resolve()),
      },
    ]);
    expect(report.status).toBe("partial");
  });

  it("fails with the plan's error when a phase cannot be planned, and keeps what was stored before", async () => {
    const report = await run([
      { name: "one", units: [["a"]] },
      {
        name: "two",
        units: [["b"]],
        plan: () => Promise.reject(new SigmaSightError("CONFIG_INVALID", "cannot plan")),
      },
    ]);
    expect(report).toMatchObject({
      status: "failed",
      error: { code: "CONFIG_INVALID", message: "cannot plan", phase: "two" },
    });
    expect(await world.outputs()).toEqual(["one a"]);
    expect(report.phases.map(({ status }) => status)).toEqual(["completed", "cancelled"]);
  });

  it("plans again after a passing trouble", async () => {
    let plans = 0;
    const report = await run([
      {
        name: "one",
        units: [["a"]],
        plan: () =>
          plans++ === 0
            ? Promise.reject(new SigmaSightError("DATABASE_UNREACHABLE", "gone", { retry: "later" }))
            : Promise.resolve(),
      },
    ]);
    expect(report.status).toBe("completed");
    expect(plans).toBe(2);
  });

  it("is prepared once, before its first phase is planned", async () => {
    const steps: string[] = [];
    const note = (step: string) => () => {
      steps.push(step);
      return Promise.resolve();
    };
    await run(
      [
        { name: "one", units: [["a"]], plan: note("plan one") },
        { name: "two", units: [["b"]], plan: note("plan two") },
      ],
      { prepare: note("prepare") },
    );
    expect(steps).toEqual(["prepare", "plan one", "plan two"]);
  });

  it("is followed by one more run when facts changed on the way", async () => {
    let asked = 0;
    await run([{ name: "one", units: [["a"]] }], {
      hasOutdatedResults: () => Promise.resolve(asked++ === 0),
    });
    const followUp = await until("the follow-up run ends", async () => {
      const runs = await world.rows<{ status: string; followsFirst: boolean }>(
        `select status, follow_up_of = (select id from batch_run_history where follow_up_of is null) as "followsFirst"
         from batch_run_history where follow_up_of is not null and finished_at is not null`,
      );
      return runs[0] ?? null;
    });
    expect(followUp).toEqual({ status: "completed", followsFirst: true });
    expect(await world.rows("select id from batch_run_history")).toHaveLength(2);
  });

  it("shows a percentage that never goes down, also while units split, and is 100 at its end", async () => {
    world = await createEngineWorld([
      {
        name: "one",
        units: [["a"], ["b"], ["c", "unstorable", "d", "e"]],
        weight: 3,
        body: (unit) => sleep(unit.subjects.includes("a") ? 0 : 100), // long enough to be seen between two units
      },
      { name: "two", units: [["f"], ["g"], ["h"]], weight: 1 },
    ]);
    const seen: number[] = [];
    const runId = await world.start();
    await world.work(1);
    await until("the run ends", async () => {
      const report = await world.status(runId);
      seen.push(report.percentComplete);
      return report.finishedAt !== null;
    });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(100);
  });

  it("writes what happened as events in order", async () => {
    const report = await run([{ name: "one", units: [["a"]] }]);
    const events = await world.rows<{ message: string }>(
      "select message from run_events where run_id = $1 order by seq",
      [report.runId],
    );
    expect(events.map(({ message }) => message)).toEqual([
      "Run requested by admin:test up to 2026-01-08",
      "Phase one: 1 things to do in 1 unit",
      "a stored",
      "Run completed",
    ]);
  });
});
