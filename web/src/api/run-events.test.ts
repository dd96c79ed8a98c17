import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Connection, followRun, type RunEvent } from "./run-events.ts";

const log = (seq: number) => `id: ${seq}\nevent: log\ndata: {"seq":${seq}}\n\n`;
const status = (name: string) => `event: status\ndata: {"status":"${name}"}\n\n`;
const stream = (...texts: readonly string[]) => new Response(new Blob(["retry: 1000\n\n", ...texts]));

/** Follows what `answers` give, one for each time the stream is opened; the last one again and again. */
async function follow(answers: readonly (() => Response)[], stopAfter = Number.POSITIVE_INFINITY) {
  const asked: number[] = [];
  const events: RunEvent[] = [];
  const connections: Connection[] = [];
  const controller = new AbortController();
  const done = followRun({
    open: (afterSeq) => {
      asked.push(afterSeq);
      if (asked.length >= stopAfter) controller.abort();
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      return answer === undefined ? Promise.reject(new Error("no answer")) : Promise.resolve(answer());
    },
    signal: controller.signal,
    onEvent: (event) => events.push(event),
    onConnection: (connection) => connections.push(connection),
  });
  await done;
  return { asked, events, connections };
}

const broken = () => {
  throw new TypeError("network error");
};

const SILENCE_MS = 40_000;

beforeEach(() => {
  const { setTimeout: wait } = globalThis;
  // Pauses take no time here; that a stream stays silent does.
  const hurry = (callback: () => void, ms: number) => wait(callback, ms < SILENCE_MS ? 0 : ms);
  vi.stubGlobal("setTimeout", hurry);
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("followRun", () => {
  it("tells every event and stops when the run has ended", async () => {
    const { asked, events, connections } = await follow([
      () => stream(status("running"), log(1), log(2), status("completed")),
    ]);
    expect(asked).toEqual([0]);
    expect(events.map(({ kind }) => kind)).toEqual(["status", "log", "log", "status"]);
    expect(connections).toEqual(["live"]);
  });

  it("opens a stream that ended early again, a little before the last line", async () => {
    const { asked, connections } = await follow([() => stream(log(200)), () => stream(status("failed"))]);
    expect(asked).toEqual([0, 150]);
    expect(connections).toEqual(["live", "reconnecting", "live"]);
  });

  it("says that others have to ask where it keeps failing, and goes on trying", async () => {
    const { asked, connections } = await follow([
      broken,
      broken,
      broken,
      broken,
      () => stream(status("partial")),
    ]);
    expect(asked).toHaveLength(5);
    expect(connections).toEqual(["reconnecting", "reconnecting", "reconnecting", "polling", "live"]);
  });

  it("gives up where there is no such run", async () => {
    const { asked, connections } = await follow([
      () => Response.json({ code: "NOT_FOUND" }, { status: 404 }),
    ]);
    expect(asked).toHaveLength(1);
    expect(connections).toEqual(["polling"]);
  });

  it("stops when it is told to", async () => {
    const { asked } = await follow([broken], 3);
    expect(asked).toHaveLength(3);
  });
});
