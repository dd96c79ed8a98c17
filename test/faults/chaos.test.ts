import { describe, expect, it } from "vitest";
import { FAULT_KINDS } from "#test/chaos/faults.ts";
import { createJudge, type Look } from "#test/chaos/honesty.ts";
import { problemsOf } from "#test/chaos/report.ts";
import { runChaos } from "#test/chaos/run-chaos.ts";
import { PATIENCE_MS } from "./support/patience.ts";

describe("the judge of what a watcher is told", () => {
  const running: Look = { runId: "a", status: "running", percent: 40, finished: false, open: 3, done: 5 };
  const completed: Look = { runId: "a", status: "completed", percent: 100, finished: true, open: 0, done: 9 };
  const lies = (...looks: readonly Look[]) => {
    const judge = createJudge();
    for (const look of looks) judge.look(look);
    return judge.lies;
  };

  it("accepts a run that gets on and ends", () => {
    expect(lies({ ...running, status: "queued", percent: 0, done: 0 }, running, running, completed)).toEqual(
      [],
    );
  });

  it.each<readonly [string, readonly Look[]]>([
    ["queued again", [running, { ...running, status: "queued" }]],
    ["running after its end", [completed, { ...running, percent: 100, done: 9 }]],
    ["ended twice, differently", [completed, { ...completed, status: "partial" }]],
    ["a percentage that goes back", [running, { ...running, percent: 39 }]],
    ["work that is undone", [running, { ...running, done: 4 }]],
    ["completed below 100 %", [{ ...completed, percent: 99 }]],
    ["100 % while it runs", [{ ...running, percent: 100 }]],
    ["an end without its time", [{ ...completed, finished: false }]],
    ["a time of its end while it runs", [{ ...running, finished: true }]],
    ["completed with units still open", [{ ...completed, open: 1 }]],
  ])("finds %s", (_, looks) => {
    expect(lies(...looks)).not.toEqual([]);
  });
});

describe("a short chaos", { timeout: PATIENCE_MS }, () => {
  it("leaves no row lost or double and tells nothing false", async () => {
    const figures = await runChaos(
      { minutes: 0.25, portfolios: 3, workers: 2, faultsPerMinute: 60, kinds: FAULT_KINDS, seed: 5 },
      () => undefined,
    );
    expect(figures.fleet).toMatchObject({ crashes: [], unclean: [] }); // says what a worker complained of
    expect(problemsOf(figures)).toEqual([]);
    expect(figures.compared.portfoliosCompared).toBeGreaterThanOrEqual(3);
    expect(figures.compared.rowsCompared).toBeGreaterThan(10_000);
    expect(figures.watched.looks).toBeGreaterThan(10);
    expect(Object.keys(figures.faults).length).toBeGreaterThan(1);
  });
});
