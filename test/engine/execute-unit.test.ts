import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { advanceRun } from "#engine/advance-run.ts";
import { executeUnit } from "#engine/execute-unit.ts";
import { createEngineWorld, type EngineWorld, type WorldHooks } from "./support/engine-world.ts";
import { createGate, type MadeUpPhase } from "./support/made-up-phase.ts";

let world: EngineWorld;
afterEach(() => world.close());

async function run(phases: readonly MadeUpPhase[], hooks: WorldHooks = {}) {
  world = await createEngineWorld(phases, hooks);
  await world.work();
  return await world.ended(await world.start());
}

/** A run with its first phase planned and no worker: the test executes its units itself. */
async function planned(phases: readonly MadeUpPhase[]) {
  world = await createEngineWorld(phases);
  const runId = await world.start();
  await world.transaction((tx) => advanceRun(world.engine, tx, runId));
  const execute = (phase: string, unit = 0, worker = crypto.randomUUID()) =>
    executeUnit(world.engine, worker, { runId, phase, unit }, new AbortController().signal);
  return { runId, execute };
}

const unitRows = () =>
  world.rows<{ status: string; attempts: number; errors: number }>(
    "select status, attempts, errors from batch_units order by phase, unit",
  );

describe("the units of a run", () => {
  it("run phase after phase", async () => {
    const report = await run([
      { name: "one", units: [["a"], ["b"]] },
      { name: "two", units: [["c"]] },
      { name: "three", units: [["d"], ["e"]] },
    ]);
    expect(report.status).toBe("completed");
    const phases = (await world.outputs()).map((output) => output.split(" ")[0]);
    expect(phases).toEqual(["one", "one", "two", "three", "three"]);
  });

  it("of one phase run at the same time", async () => {
    let inside = 0;
    let most = 0;
    const body = async () => {
      most = Math.max(most, ++inside);
      await sleep(300);
      inside--;
    };
    await run([{ name: "one", units: [["a"], ["b"], ["c"], ["d"]], body }]);
    expect(most).toBe(2);
  });

  it("skip a phase that has nothing to do", async () => {
    const report = await run([
      { name: "one", units: [] },
      { name: "two", units: [["a"]] },
    ]);
    expect(report.phases.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(report.status).toBe("completed");
  });

  it("store their output and their completion together or not at all", async () => {
    let fail = true;
    const { runId, execute } = await planned([
      {
        name: "one",
        units: [["a"]],
        writing: () => {
          if (fail) throw new SigmaSightError("DATABASE_UNREACHABLE", "gone", { retry: "later" });
          return Promise.resolve();
        },
      },
    ]);
    await expect(execute("one")).rejects.toThrow("gone");
    expect(await world.outputs()).toEqual([]);
    expect(await unitRows()).toMatchObject([{ status: "planned", errors: 1 }]);
    fail = false;
    await execute("one");
    expect(await world.outputs()).toEqual(["one a"]);
    expect((await world.status(runId)).status).toBe("completed");
  });

  it("write nothing when another worker took them over meanwhile", async () => {
    const gate = createGate();
    let executions = 0;
    const { runId, execute } = await planned([
      { name: "one", units: [["a"]], body: () => (executions++ === 0 ? gate.wait() : Promise.resolve()) },
    ]);
    const frozen = execute("one");
    await gate.reached;
    await execute("one");
    gate.open();
    await frozen;
    expect(executions).toBe(2);
    expect(await world.outputs()).toEqual(["one a"]);
    expect(await unitRows()).toMatchObject([{ status: "completed", attempts: 2 }]);
    expect((await world.status(runId)).status).toBe("completed");
  });

  it("write nothing late even while the new holder is still computing", async () => {
    const [gate, second] = [createGate(), createGate()];
    let executions = 0;
    const { execute } = await planned([
      { name: "one", units: [["a"]], body: () => (executions++ === 0 ? gate.wait() : second.wait()) },
    ]);
    const frozen = execute("one");
    await gate.reached;
    const holder = execute("one");
    await second.reached;
    gate.open();
    await frozen;
    expect(await world.outputs()).toEqual([]);
    second.open();
    await holder;
    expect(await world.outputs()).toEqual(["one a"]);
  });

  it("are not run again by a message that comes twice", async () => {
    const { runId, execute } = await planned([{ name: "one", units: [["a"]] }]);
    await execute("one");
    await execute("one");
    expect(await world.outputs()).toEqual(["one a"]);
    expect((await world.status(runId)).phases[0]).toMatchObject({ done: 1, total: 1 });
  });

  it("are tried again after a passing trouble, with a growing pause", async () => {
    const at: number[] = [];
    const report = await run([
      {
        name: "one",
        units: [["a"]],
        body: () => {
          at.push(performance.now());
          if (at.length < 3) throw new SigmaSightError("PROVIDER_UNAVAILABLE", "busy", { retry: "later" });
          return Promise.resolve();
        },
      },
    ]);
    expect(report.status).toBe("completed");
    expect(await unitRows()).toMatchObject([{ status: "completed", errors: 2 }]);
    expect(at[1]! - at[0]!).toBeGreaterThan(500);
    expect(at[2]! - at[1]!).toBeGreaterThan(at[1]! - at[0]! - 500);
  });

  it("are given up after five passing troubles", async () => {
    const { runId, execute } = await planned([
      {
        name: "one",
        units: [["a"]],
        body: () => {
          throw new SigmaSightError("PROVIDER_UNAVAILABLE", "busy", { retry: "later" });
        },
      },
    ]);
    for (let time = 1; time < 5; time++) await expect(execute("one")).rejects.toThrow("busy");
    await execute("one");
    expect(await unitRows()).toMatchObject([{ status: "failed", errors: 4, attempts: 5 }]);
    expect((await world.status(runId)).status).toBe("partial");
  });

  it("are tried on for longer, and never split, while the database is in trouble", async () => {
    let errors = 0;
    const { runId, execute } = await planned([
      {
        name: "one",
        units: [["a", "b"]],
        writing: async (tx) => {
          if (errors++ < 15)
            await tx.client.query("do $$ begin raise 'no space left' using errcode = '53100'; end $$");
        },
      },
    ]);
    for (let time = 1; time <= 15; time++) await expect(execute("one")).rejects.toThrow("no space left");
    await execute("one");
    expect(await unitRows()).toMatchObject([{ status: "completed", errors: 15, attempts: 16 }]);
    expect((await world.status(runId)).status).toBe("completed");
  });

  it("fail for good on any other error, and the run ends partial", async () => {
    const report = await run([
      {
        name: "one",
        units: [["a"], ["b"]],
        body: (unit) => (unit.subjects[0] === "a" ? Promise.reject(new Error("broken")) : Promise.resolve()),
      },
      { name: "two", units: [["c"]] },
    ]);
    expect(report.status).toBe("partial");
    expect(await world.outputs()).toEqual(["one b", "two c"]);
    expect(await world.rows("select phase, subject, code, message from unit_failures")).toEqual([
      { phase: "one", subject: "a", code: "PHASE_FAILED", message: "Error: broken" },
    ]);
  });

  it("split in halves until only the subject that cannot be stored has failed", async () => {
    const subjects = ["a", "b", "c", "unstorable", "e", "f", "g"];
    const report = await run([{ name: "one", units: [subjects] }]);
    expect(report.status).toBe("partial");
    expect((await world.outputs()).toSorted()).toEqual(["a", "b", "c", "e", "f", "g"].map((s) => `one ${s}`));
    expect(await world.rows("select subject from unit_failures")).toEqual([{ subject: "unstorable" }]);
    expect(report.phases[0]).toMatchObject({ done: 7, total: 7 });
  });

  it("store their good subjects and name the others", async () => {
    const report = await run([
      { name: "one", units: [["a", "b"]], failures: [{ subject: "b", code: "PHASE_FAILED", message: "no" }] },
    ]);
    expect(report.status).toBe("partial");
    expect(await unitRows()).toMatchObject([{ status: "partial" }]);
    expect(await world.rows("select subject from unit_failures")).toEqual([{ subject: "b" }]);
  });

  it("end with TIMEOUT when they take too long, and leave the others' results", async () => {
    const report = await run([
      {
        name: "one",
        units: [["a"], ["b"]],
        timeoutMs: 300,
        body: (unit) => (unit.subjects[0] === "a" ? new Promise(() => undefined) : Promise.resolve()),
      },
    ]);
    expect(report.status).toBe("partial");
    expect(await world.outputs()).toEqual(["one b"]);
    expect(await world.rows("select subject, code from unit_failures")).toEqual([
      { subject: "a", code: "TIMEOUT" },
    ]);
  });

  it("end with TIMEOUT inside their transaction too, which leaves nothing", async () => {
    const report = await run([
      {
        name: "one",
        units: [["a", "b"]],
        timeoutMs: 300,
        writing: async (tx) => void (await tx.client.query("select pg_sleep(20)")),
      },
    ]);
    expect(report.status).toBe("partial");
    expect(await world.outputs()).toEqual([]);
    expect(await world.rows("select distinct code from unit_failures")).toEqual([{ code: "TIMEOUT" }]);
  });

  it("are given up when they were taken up twenty times without an end, as a poisonous one is", async () => {
    const { runId, execute } = await planned([{ name: "one", units: [["a"]] }]);
    await world.rows("update batch_units set status = 'running', attempts = 20");
    await execute("one");
    expect(await world.outputs()).toEqual([]);
    expect(await world.rows("select code from unit_failures")).toEqual([{ code: "PHASE_FAILED" }]);
    expect((await world.status(runId)).status).toBe("partial");
  });
});
