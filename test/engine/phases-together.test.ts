import { afterEach, describe, expect, it } from "vitest";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { createEngineWorld, type EngineWorld } from "./support/engine-world.ts";
import { createGate, type MadeUpPhase } from "./support/made-up-phase.ts";

let world: EngineWorld;
afterEach(() => world.close());

const PORTFOLIOS = { grain: "portfolio", units: [["a"], ["b"]] } as const;

async function run(phases: readonly MadeUpPhase[], slots = 1) {
  world = await createEngineWorld(phases);
  await world.work(slots);
  return await world.ended(await world.start());
}

describe("phases of portfolios", () => {
  it("open together, and their units of the same portfolios follow each other", async () => {
    const report = await run([
      { name: "one", ...PORTFOLIOS },
      { name: "two", ...PORTFOLIOS },
    ]);
    expect(await world.outputs()).toEqual(["one a", "two a", "one b", "two b"]);
    expect(report.phases.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  it("wait for a phase that they need, and for symbols", async () => {
    await run([
      { name: "symbols", units: [["s"], ["t"]] },
      { name: "one", ...PORTFOLIOS },
      { name: "two", ...PORTFOLIOS, needs: ["one"] },
    ]);
    expect(await world.outputs()).toEqual(["symbols s", "symbols t", "one a", "one b", "two a", "two b"]);
  });

  it("are all under way at once, those without units done", async () => {
    const gate = createGate();
    world = await createEngineWorld([
      { name: "one", ...PORTFOLIOS, body: () => gate.wait() },
      { name: "idle", grain: "portfolio", units: [] },
      { name: "two", ...PORTFOLIOS },
    ]);
    await world.work(1);
    const runId = await world.start();
    await gate.reached;
    const { phases } = await world.status(runId);
    expect(phases.map(({ status }) => status)).toEqual(["running", "completed", "running"]);
    gate.open();
    expect((await world.ended(runId)).status).toBe("completed");
  });

  it("move the run on once where their last units are stored at the same time, and none stands in another's way", async () => {
    const names = ["one", "two", "three", "four"];
    let writing = 0;
    let plans = 0;
    const gate = createGate();
    const allWriting = async () => {
      if (++writing === names.length) gate.open();
      await gate.wait();
    };
    const report = await run(
      [
        ...names.map((name) => ({ name, grain: "portfolio" as const, units: [["a"]], writing: allWriting })),
        {
          name: "after",
          ...PORTFOLIOS,
          needs: ["one"],
          plan: () => {
            plans++;
            return Promise.resolve();
          },
        },
      ],
      names.length,
    );
    expect(report.status).toBe("completed");
    expect(plans).toBe(1);
    expect((await world.outputs()).slice(names.length).toSorted()).toEqual(["after a", "after b"]);
    expect(await world.rows("select phase from batch_units where attempts > 1")).toEqual([]);
    expect(await world.rows("select name from pgboss.job where name = 'sigmasight-advance'")).toHaveLength(1);
  });

  it("fail the run with the phase that cannot be planned, and none of them has begun", async () => {
    const report = await run([
      { name: "one", ...PORTFOLIOS },
      {
        name: "two",
        ...PORTFOLIOS,
        plan: () => Promise.reject(new SigmaSightError("CONFIG_INVALID", "cannot plan")),
      },
    ]);
    expect(report).toMatchObject({ status: "failed", error: { code: "CONFIG_INVALID", phase: "two" } });
    expect(await world.outputs()).toEqual([]);
    expect(report.phases.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  });
});
