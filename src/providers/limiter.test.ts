import { describe, expect, it } from "vitest";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { ProviderLimiter } from "./limiter.ts";

const signal = new AbortController().signal;
const noWait = { now: () => 0, sleep: async () => {} };
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A call that lasts until it is told to end. */
function openCall(
  log: string[],
  name: string,
): { readonly call: () => Promise<string>; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  return {
    call: () => {
      log.push(name);
      return promise;
    },
    end: () => resolve(name),
  };
}

describe("a provider's limiter", () => {
  it("lets only so many calls run at once, first come first served", async () => {
    const limiter = new ProviderLimiter(
      { concurrency: 2, requestsPerMinute: null, symbolsPerRequest: 1 },
      noWait,
    );
    const log: string[] = [];
    const calls = ["a", "b", "c", "d"].map((name) => openCall(log, name));
    const results = calls.map(({ call }) => limiter.run(call, signal));
    await tick();
    expect(log).toEqual(["a", "b"]);
    calls[1]?.end();
    await tick();
    expect(log).toEqual(["a", "b", "c"]);
    for (const { end } of calls) end();
    expect(await Promise.all(results)).toEqual(["a", "b", "c", "d"]);
  });

  it("frees its place when a call fails", async () => {
    const limiter = new ProviderLimiter(
      { concurrency: 1, requestsPerMinute: null, symbolsPerRequest: 1 },
      noWait,
    );
    await expect(limiter.run(() => Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
    expect(await limiter.run(async () => "next", signal)).toBe("next");
  });

  it("lets a waiting caller leave when it is aborted, and keeps its place for the next", async () => {
    const limiter = new ProviderLimiter(
      { concurrency: 1, requestsPerMinute: null, symbolsPerRequest: 1 },
      noWait,
    );
    const log: string[] = [];
    const [first, second, third] = ["a", "b", "c"].map((name) => openCall(log, name));
    const abort = new AbortController();
    const running = limiter.run(first!.call, signal);
    const waiting = limiter.run(second!.call, abort.signal).catch((error: unknown) => error);
    const last = limiter.run(third!.call, signal);
    abort.abort();
    expect(isSigmaSightError(await waiting, "CANCELLED")).toBe(true);
    first!.end();
    third!.end();
    expect(await Promise.all([running, last])).toEqual(["a", "c"]);
    expect(log).toEqual(["a", "c"]);
  });

  it("passes a place on that came at the moment of the abort", async () => {
    const limiter = new ProviderLimiter(
      { concurrency: 1, requestsPerMinute: null, symbolsPerRequest: 1 },
      noWait,
    );
    const log: string[] = [];
    const [first, second, third] = ["a", "b", "c"].map((name) => openCall(log, name));
    const abort = new AbortController();
    const running = limiter.run(first!.call, signal).then(() => abort.abort());
    const waiting = limiter.run(second!.call, abort.signal).catch((error: unknown) => error);
    const last = limiter.run(third!.call, signal);
    first!.end();
    second!.end();
    third!.end();
    await Promise.all([running, waiting]);
    expect(await last).toBe("c");
  });

  it("spaces the starts of calls by the requests a minute", async () => {
    let clock = 1000;
    const waits: number[] = [];
    const limiter = new ProviderLimiter(
      { concurrency: 10, requestsPerMinute: 60, symbolsPerRequest: 1 },
      {
        now: () => clock,
        async sleep(ms) {
          waits.push(ms);
        },
      },
    );
    for (let i = 0; i < 3; i++) await limiter.run(async () => i, signal);
    expect(waits).toEqual([1000, 2000]);
    clock = 60_000;
    await limiter.run(async () => 4, signal);
    expect(waits).toHaveLength(2);
  });

  it("starts nothing while it is paused, also not what waits already, and goes on afterwards", async () => {
    let clock = 0;
    const limiter = new ProviderLimiter(
      { concurrency: 2, requestsPerMinute: null, symbolsPerRequest: 1 },
      {
        now: () => clock,
        async sleep(ms) {
          clock += ms;
          // Asked for again while somebody waits.
          if (clock === 500) limiter.pause(700);
        },
      },
    );
    limiter.pause(500);
    limiter.pause(100);
    expect(await limiter.run(async () => clock, signal)).toBe(1200);
    expect(await limiter.run(async () => clock, signal)).toBe(1200);
  });
});
