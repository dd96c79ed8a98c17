import { afterEach, describe, expect, it } from "vitest";
import { createEngineWorld, type EngineWorld } from "./support/engine-world.ts";
import { createGate } from "./support/made-up-phase.ts";

let world: EngineWorld;
afterEach(() => world.close());

describe("cancelling a run", () => {
  it("ends a queued one in a process without a worker", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }]);
    const runId = await world.start();
    expect(await world.cancel(runId, "not wanted")).toBe(true);
    world.sweep();
    const report = await world.ended(runId);
    expect(report.status).toBe("cancelled");
    expect(report.phases.map(({ status }) => status)).toEqual(["cancelled"]);
    expect(await world.outputs()).toEqual([]);
  });

  it("aborts a running unit within two seconds, and until then shows a running run with a request", async () => {
    const gate = createGate();
    world = await createEngineWorld([{ name: "one", units: [["a"], ["b"]], body: () => gate.wait() }]);
    world.sweep();
    await world.work(1);
    const runId = await world.start();
    await gate.reached;
    const askedAt = performance.now();
    await world.cancel(runId);
    expect(await world.status(runId)).toMatchObject({ status: "running", cancelRequested: true });
    const report = await world.ended(runId);
    expect(performance.now() - askedAt).toBeLessThan(2_500);
    expect(report).toMatchObject({ status: "cancelled", cancelRequested: false });
    expect(report.phases[0]?.status).toBe("cancelled");
  });

  it("rolls back the transaction of a unit that was writing", async () => {
    const gate = createGate();
    world = await createEngineWorld([
      {
        name: "one",
        units: [["a"]],
        writing: async (tx) => {
          gate.open();
          await tx.client.query("select pg_sleep(30)");
        },
      },
    ]);
    world.sweep();
    await world.work(1);
    const runId = await world.start();
    await gate.wait();
    await world.cancel(runId);
    expect((await world.ended(runId)).status).toBe("cancelled");
    expect(await world.outputs()).toEqual([]);
    expect(
      await world.rows(
        "select 1 from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()",
      ),
    ).toEqual([]);
  });

  it("keeps the scope until the run has ended, and frees it then", async () => {
    const gate = createGate();
    world = await createEngineWorld([{ name: "one", units: [["a"]], body: () => gate.wait() }]);
    world.sweep();
    await world.work(1);
    const runId = await world.start();
    await gate.reached;
    await world.cancel(runId);
    expect(await world.start()).toBe(runId);
    await world.ended(runId);
    const next = await world.start();
    expect(next).not.toBe(runId);
    gate.open();
    expect((await world.ended(next)).status).toBe("completed");
  });

  it("is refused after the run has ended", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }]);
    await world.work();
    const runId = await world.start();
    await world.ended(runId);
    expect(await world.cancel(runId)).toBe(false);
    expect((await world.status(runId)).status).toBe("completed");
  });
});

describe("the deadline", () => {
  it("fails a run without progress from a process without a worker", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }]);
    const runId = await world.start();
    await world.rows("update batch_run_history set progressed_at = now() - interval '7 hours'");
    world.sweep(6 * 3600);
    expect(await world.ended(runId)).toMatchObject({ status: "failed", error: { code: "RUN_DEADLINE" } });
  });

  it("leaves a run alone that made progress", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }]);
    const runId = await world.start();
    await world.rows("update batch_run_history set requested_at = now() - interval '7 hours'");
    world.sweep(6 * 3600);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await world.status(runId)).status).toBe("queued");
  });

  it("stops a unit that is still running, so that it writes nothing later", async () => {
    const gate = createGate();
    world = await createEngineWorld([{ name: "one", units: [["a"]], body: () => gate.wait() }]);
    await world.work(1);
    const runId = await world.start();
    await gate.reached;
    await world.rows("update batch_run_history set progressed_at = now() - interval '7 hours'");
    world.sweep(6 * 3600);
    expect((await world.ended(runId)).status).toBe("failed");
    gate.open();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await world.outputs()).toEqual([]);
  });
});
