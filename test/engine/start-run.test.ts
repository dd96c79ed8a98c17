import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startRun } from "#engine/start-run.ts";
import { createEngineWorld, type EngineWorld, NEW_RUN } from "./support/engine-world.ts";

const MESSAGES = "select count(*)::int as n from pgboss.job where name = 'sigmasight-advance'";

describe("starting a run", () => {
  let world: EngineWorld;
  beforeEach(async () => {
    world = await createEngineWorld([{ name: "one", units: [["a"]] }]);
  });
  afterEach(() => world.close());

  it("records the run and its message in one transaction", async () => {
    const runId = await world.start();
    expect(await world.rows("select id, status from batch_run_history")).toEqual([
      { id: runId, status: "queued" },
    ]);
    expect(await world.rows(MESSAGES)).toEqual([{ n: 1 }]);
  });

  it("leaves neither a run nor a message when the caller's transaction rolls back", async () => {
    const started = world.transaction(async (tx) => {
      await startRun(tx, world.transport, NEW_RUN);
      throw new Error("the caller changed its mind");
    });
    await expect(started).rejects.toThrow("changed its mind");
    expect(await world.rows("select id from batch_run_history")).toEqual([]);
    expect(await world.rows(MESSAGES)).toEqual([{ n: 0 }]);
  });

  it("gives two requests at once of one scope the same run", async () => {
    const runIds = await Promise.all(Array.from({ length: 4 }, () => world.start()));
    expect(new Set(runIds).size).toBe(1);
    expect(await world.rows("select id from batch_run_history")).toHaveLength(1);
    expect(await world.rows(MESSAGES)).toEqual([{ n: 1 }]);
  });

  it("lets runs of different scopes stand side by side", async () => {
    const all = await world.start();
    const other = await world.start({ scope: "portfolio:somebody" });
    expect(other).not.toBe(all);
  });

  it("starts a new run of a scope once the last one has ended", async () => {
    await world.work();
    const first = await world.start();
    await world.ended(first);
    const second = await world.start();
    expect(second).not.toBe(first);
    expect((await world.ended(second)).status).toBe("completed");
  });
});
