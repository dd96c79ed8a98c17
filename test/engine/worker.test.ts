import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { UnitContext, UnitSpec } from "#engine/phase.ts";
import { until } from "#test/support/platform.ts";
import { createEngineWorld, type EngineWorld } from "./support/engine-world.ts";
import { createGate } from "./support/made-up-phase.ts";

let world: EngineWorld;
afterEach(() => world.close());

describe("a worker", () => {
  it("finishes the unit in hand within its grace time when it is told to stop", async () => {
    const gate = createGate();
    world = await createEngineWorld([{ name: "one", units: [["a"], ["b"]], body: () => gate.wait() }]);
    const worker = await world.work(1);
    const runId = await world.start();
    await gate.reached;
    const stopped = worker.stop(5_000);
    setTimeout(gate.open, 200);
    await stopped;
    expect(await world.outputs()).toEqual(["one a"]);
    expect((await world.status(runId)).status).toBe("running");
  });

  it("takes up an onboarding while a night's units fill its hands, and no more of the night", async () => {
    const gate = createGate();
    const body = (_: UnitSpec, { run }: UnitContext<null>) =>
      run.trigger === "nightly" ? gate.wait() : Promise.resolve();
    world = await createEngineWorld([{ name: "one", units: [["a"], ["b"], ["c"]], body }]);
    await world.work(2);
    const nightly = await world.start({ trigger: "nightly" });
    const running = async () =>
      await world.rows("select unit from batch_units where run_id = $1 and status = 'running'", [nightly]);
    await until("both hands are full", async () => (await running()).length === 2);
    const onboarding = await world.start({ trigger: "onboarding", scope: "portfolio:somebody" });
    expect((await world.ended(onboarding)).status).toBe("completed");
    expect(await running()).toHaveLength(2);
    gate.open();
    expect((await world.ended(nightly)).status).toBe("completed");
  });
});

describe("two workers", () => {
  it("hand over: what one gives back at its stop the other finishes", async () => {
    const gate = createGate();
    let executions = 0;
    const body = () => (executions++ === 0 ? gate.wait() : Promise.resolve());
    world = await createEngineWorld([{ name: "one", units: [["a"]], body }]);
    const first = await world.work(1);
    const runId = await world.start();
    await gate.reached;
    await world.workElsewhere(1);
    await first.stop(100);
    expect((await world.ended(runId)).status).toBe("completed");
    expect(await world.outputs()).toEqual(["one a"]);
    expect(await world.rows("select errors from batch_units")).toEqual([{ errors: 0 }]);
  });

  it("share the units of one phase, each done once", async () => {
    const units = Array.from({ length: 20 }, (_, unit) => [`s${unit}`]);
    world = await createEngineWorld([{ name: "one", units, body: () => sleep(50) }]);
    await world.work(2);
    await world.workElsewhere(2);
    const runId = await world.start();
    expect((await world.ended(runId)).status).toBe("completed");
    expect((await world.outputs()).toSorted()).toEqual(units.map(([s]) => `one ${s}`).toSorted());
    expect(await world.rows("select distinct worker_id from batch_units")).toHaveLength(2);
  });
});

describe("a run without workers", () => {
  it("says that none has been started yet", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }]);
    const runId = await world.start();
    expect(await world.status(runId)).toMatchObject({
      status: "queued",
      note: "no worker has been started yet",
    });
  });

  it("says since when there is none", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }]);
    const worker = await world.work();
    await worker.stop(0);
    const runId = await world.start();
    const [row] = await world.rows<{ stoppedAt: Date }>(
      `select stopped_at as "stoppedAt" from batch_workers`,
    );
    expect((await world.status(runId)).note).toBe(`no worker since ${row!.stoppedAt.toISOString()}`);
  });

  it("says nothing while one is alive", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]], body: () => sleep(200) }]);
    await world.work();
    expect((await world.status(await world.start())).note).toBeNull();
  });
});
