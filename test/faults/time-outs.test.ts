import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ComputePool, startComputePool } from "#batch/compute/compute-pool.ts";
import type { PortfolioTask } from "#batch/compute/compute-worker.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { createEngineWorld, type EngineWorld } from "#test/engine/support/engine-world.ts";
import { createGate, type MadeUpPhase } from "#test/engine/support/made-up-phase.ts";
import { until } from "#test/support/platform.ts";
import { holdingTables } from "./support/hold-tables.ts";
import type { MadeUpTask } from "./support/made-up-computations.ts";
import { PATIENCE_MS } from "./support/patience.ts";

let world: EngineWorld;
afterEach(() => world.close());

const failures = () => world.rows("select phase, subject, code from unit_failures order by phase, subject");

describe("a computation in a thread", { timeout: PATIENCE_MS }, () => {
  let compute: ComputePool;
  beforeAll(async () => {
    const program = new URL("./support/made-up-computations.ts", import.meta.url);
    compute = startComputePool(createTradingCalendar(), 1, program);
    await computed("fine", new AbortController().signal); // the thread is up
  }, PATIENCE_MS);
  afterAll(() => compute.close());

  const signs = new SharedArrayBuffer(4);
  const signsOfLife = () => Atomics.load(new Int32Array(signs), 0);
  const computed = async (kind: MadeUpTask["kind"], signal: AbortSignal) => {
    const task: MadeUpTask = { kind, signs };
    await compute.portfolios(task as unknown as PortfolioTask, signal);
  };
  const computing = (kind: MadeUpTask["kind"]): Pick<MadeUpPhase, "body"> => ({
    body: (_, { signal }) => computed(kind, signal),
  });
  const expectThreadGone = async () => {
    const last = signsOfLife();
    await sleep(300);
    expect(signsOfLife()).toBe(last);
  };

  it("that never ends is stopped with its thread at the unit's time-out, and the next one has a thread", async () => {
    world = await createEngineWorld([
      { name: "one", units: [["a"]], timeoutMs: 1_000, ...computing("endless") },
      { name: "two", units: [["b"]], ...computing("fine") },
    ]);
    const before = signsOfLife();
    await world.work(1);
    const report = await world.ended(await world.start());
    expect(report.status).toBe("partial");
    expect(await failures()).toEqual([{ phase: "one", subject: "a", code: "TIMEOUT" }]);
    expect(await world.outputs()).toEqual(["two b"]);
    expect(signsOfLife()).toBeGreaterThan(before + 1_000);
    await expectThreadGone();
  });

  it("is stopped with its thread when its run is cancelled", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]], ...computing("endless") }]);
    world.sweep();
    const before = signsOfLife();
    await world.work(1);
    const runId = await world.start();
    await until("it computes", () => Promise.resolve(signsOfLife() > before + 1_000));
    await world.cancel(runId);
    expect((await world.ended(runId)).status).toBe("cancelled");
    expect(await world.outputs()).toEqual([]);
    await expectThreadGone();
  });

  it("that takes its thread down fails alone", async () => {
    world = await createEngineWorld([
      {
        name: "one",
        units: [["deadly"], ["b"], ["c"]],
        body: ({ subjects }, { signal }) => computed(subjects[0] === "deadly" ? "deadly" : "fine", signal),
      },
      { name: "two", units: [["d"]], ...computing("fine") },
    ]);
    await world.work(1);
    expect((await world.ended(await world.start())).status).toBe("partial");
    expect(await failures()).toMatchObject([{ phase: "one", subject: "deadly" }]);
    expect((await world.outputs()).toSorted()).toEqual(["one b", "one c", "two d"]);
  });
});

describe("a statement of a unit", { timeout: PATIENCE_MS }, () => {
  it("that takes longer than a statement may fails its unit with TIMEOUT, and ends in the server", async () => {
    world = await createEngineWorld(
      [
        {
          name: "one",
          units: [["a"], ["b"]],
          writing: async (tx, { subjects }) => {
            if (subjects[0] === "a") await tx.client.query("select pg_sleep(600)");
          },
        },
      ],
      { batchLimits: { statementTimeoutMs: 1_000 } },
    );
    await world.work();
    expect((await world.ended(await world.start())).status).toBe("partial");
    expect(await failures()).toEqual([{ phase: "one", subject: "a", code: "TIMEOUT" }]);
    expect(await world.outputs()).toEqual(["one b"]);
    expect(
      await world.rows(
        "select 1 from pg_stat_activity where datname = current_database() and query like '%pg_sleep(600)%' and state = 'active' and pid <> pg_backend_pid()",
      ),
    ).toEqual([]);
  });

  it("that waits longer for a lock than it may is tried again, and stores its rows once", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }], {
      batchLimits: { lockTimeoutMs: 200 },
    });
    await world.work(1);
    const runId = await holdingTables(world.database.url, ["outputs"], async () => {
      const id = await world.start();
      await until("the unit has given up waiting", async () => {
        const rows = await world.rows("select 1 from batch_units where errors > 0");
        return rows.length > 0;
      });
      expect(await world.status(id)).toMatchObject({ status: "running", finishedAt: null });
      return id;
    });
    expect((await world.ended(runId)).status).toBe("completed");
    expect(await world.outputs()).toEqual(["one a"]);
  });
});

describe("a pool whose every connection is in use", { timeout: PATIENCE_MS }, () => {
  it("makes units wait and start again, and lets requests through meanwhile", async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"], ["b"]] }], {
      batchPoolSize: 3,
      batchLimits: { acquireTimeoutMs: 200 },
    });
    await world.work();
    const gate = createGate();
    const { batch } = world.database;
    const held = Array.from({ length: 3 }, () => batch.transaction("hold", () => gate.wait()));
    await until("every connection is held", () =>
      Promise.resolve(batch.statistics().holders.filter(({ label }) => label === "hold").length === 3),
    );
    const runId = await world.start();
    const before = batch.statistics().timeouts;
    await until("the run and the worker have waited in vain", () =>
      Promise.resolve(batch.statistics().timeouts > before + 2),
    );
    expect(await world.status(runId)).toMatchObject({ status: "queued", finishedAt: null });
    gate.open();
    await Promise.all(held);
    expect((await world.ended(runId)).status).toBe("completed");
    expect((await world.outputs()).toSorted()).toEqual(["one a", "one b"]);
  });
});
