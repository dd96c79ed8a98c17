import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { advanceRun } from "#engine/advance-run.ts";
import type { UnitTaken } from "#engine/engine.ts";
import { executeUnit, UnitStopped } from "#engine/execute-unit.ts";
import { createEngineWorld, type EngineWorld } from "./support/engine-world.ts";
import type { MadeUpPhase } from "./support/made-up-phase.ts";

let world: EngineWorld;
afterEach(() => world.close());

/** Takes unit 0 of the phase up and tells how it was left. */
async function take(phase: MadeUpPhase, stop = new AbortController().signal, times = 1) {
  world = await createEngineWorld([phase]);
  const runId = await world.start();
  await world.transaction((tx) => advanceRun(world.engine, tx, runId));
  const taken: UnitTaken[] = [];
  const engine = { ...world.engine, onUnit: (unit: UnitTaken) => void taken.push(unit) };
  for (let time = 0; time < times; time++)
    await executeUnit(engine, crypto.randomUUID(), { runId, phase: phase.name, unit: 0 }, stop).catch(
      () => undefined,
    );
  return taken;
}

it("a unit that is stored is told with its rows, its time, and how long it had waited", async () => {
  const taken = await take({ name: "one", units: [["a"], ["b"]], body: () => sleep(60) });
  expect(taken).toEqual([
    {
      phase: "one",
      outcome: "completed",
      rows: 1,
      seconds: expect.any(Number),
      queuedSeconds: expect.any(Number),
    },
  ]);
  expect(taken[0]!.seconds).toBeGreaterThan(0.05);
  expect(taken[0]!.queuedSeconds).toBeGreaterThan(0);
});

it("a passing error makes it retried, and the next attempt has no waiting time", async () => {
  let tries = 0;
  const body = () => {
    if (++tries === 1) throw new SigmaSightError("DATABASE_UNREACHABLE", "gone", { retry: "later" });
    return Promise.resolve();
  };
  const taken = await take({ name: "one", units: [["a"]], body }, undefined, 2);
  expect(taken.map(({ outcome }) => outcome)).toEqual(["retried", "completed"]);
  expect(taken.map(({ queuedSeconds }) => queuedSeconds === null)).toEqual([false, true]);
});

it("an error for good, a part that cannot be stored, and a stop have their names", async () => {
  const broken = () => Promise.reject(new Error("broken"));
  const outcomes = async (...given: Parameters<typeof take>) => {
    const taken = await take(...given);
    await world.close();
    return taken.map(({ outcome }) => outcome);
  };
  expect(await outcomes({ name: "one", units: [["a"]], body: broken })).toEqual(["failed"]);
  expect(await outcomes({ name: "one", units: [["a", "unstorable"]] })).toEqual(["split"]);
  const stopped = AbortSignal.abort(new UnitStopped("shutdown"));
  const taken = await take({ name: "one", units: [["a"]] }, stopped);
  expect(taken.map(({ outcome }) => outcome)).toEqual(["stopped"]);
});
