import { describe, expect, it } from "vitest";
import { isSigmaSightError, type RetryClass, SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type ChainOptions, createProviderChain } from "./chain.ts";
import {
  type History,
  type HistoryResult,
  NO_DATA,
  type Provider,
  type ProviderCapabilities,
  UNKNOWN_SYMBOL,
} from "./provider.ts";

const REQUEST = { symbol: "ABC", from: "2024-01-02", to: "2024-01-31" };
const signal = new AbortController().signal;

const HISTORY: History = {
  kind: "history",
  bars: {
    sessions: ["2024-01-02", "2024-01-03"],
    open: null,
    high: null,
    low: null,
    close: Float64Array.of(1, 2),
    adjClose: Float64Array.of(1, 2),
    volume: Float64Array.of(1, 2),
  },
  closesAre: "raw",
  splits: [],
  dividends: [],
  firstAvailable: null,
  lastAvailable: null,
  dropped: { badClose: 0, notSession: 0, duplicate: 0 },
};

const CAPABILITIES: ProviderCapabilities = {
  prices: true,
  corporateActions: true,
  profiles: false,
  fundamentals: false,
  rates: true,
  closesAre: "raw",
  earliestHistory: null,
};

/** A vendor that gives its answers in turn, the last one for ever. */
function vendor(
  name: string,
  answers: readonly (HistoryResult | Error)[],
  details: Partial<Provider> = {},
): Provider & { readonly asked: () => number } {
  let asked = 0;
  return {
    name,
    market: "real",
    capabilities: CAPABILITIES,
    limits: { requestsPerMinute: null, concurrency: 4, symbolsPerRequest: 1 },
    async fetchHistory() {
      const answer = answers[Math.min(asked++, answers.length - 1)] as HistoryResult | Error;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    asked: () => asked,
    ...details,
  };
}

function failure(retry: RetryClass): SigmaSightError {
  return new SigmaSightError("PROVIDER_UNAVAILABLE", `fails, ${retry}`, { retry });
}

/** Options without waiting, and the waits that were asked for. */
function timeless(): { readonly waits: number[]; readonly options: ChainOptions } {
  const waits: number[] = [];
  return {
    waits,
    options: {
      random: () => 0.5,
      now: () => 0,
      async sleep(ms) {
        waits.push(ms);
      },
    },
  };
}

const ask = (providers: readonly Provider[], options: ChainOptions = timeless().options) =>
  createProviderChain(providers, options).fetchHistory(REQUEST, signal);

describe("a chain of providers", () => {
  it("takes the first that serves, and says who did and why others did not", async () => {
    const last = vendor("c", [HISTORY]);
    const result = await ask([vendor("a", [UNKNOWN_SYMBOL]), vendor("b", [HISTORY]), last]);
    expect(result).toMatchObject({ outcome: "served", provider: "b", value: HISTORY });
    expect(result.attempts).toEqual([
      { provider: "a", outcome: "unknownSymbol", code: null, message: null, durationMs: 0, bars: 0 },
      { provider: "b", outcome: "served", code: null, message: null, durationMs: 0, bars: 2 },
    ]);
    expect(last.asked()).toBe(0);
  });

  it("says unknownSymbol only when every provider that was asked does", async () => {
    const unknown = vendor("a", [UNKNOWN_SYMBOL]);
    expect((await ask([unknown, vendor("b", [UNKNOWN_SYMBOL])])).outcome).toBe("unknownSymbol");
    expect((await ask([unknown, vendor("b", [NO_DATA])])).outcome).toBe("noData");
    expect((await ask([unknown, vendor("b", [failure("nextProvider")])])).outcome).toBe("failed");
  });

  it("says noData when nobody can be asked", async () => {
    expect(await ask([])).toEqual({ outcome: "noData", attempts: [] });
  });

  it("goes on to the next provider after a failure that another one may help with", async () => {
    const first = vendor("a", [failure("nextProvider")]);
    const result = await ask([first, vendor("b", [HISTORY])]);
    expect(result).toMatchObject({ outcome: "served", provider: "b" });
    expect(result.attempts[0]).toMatchObject({
      provider: "a",
      outcome: "failed",
      code: "PROVIDER_UNAVAILABLE",
      message: "fails, nextProvider",
    });
    expect(first.asked()).toBe(1);
  });

  it("asks whoever could not be reached once more where nobody serves, after a wait", async () => {
    const { waits, options } = timeless();
    const down = vendor("a", [failure("nextProvider"), HISTORY]);
    const ignorant = vendor("b", [UNKNOWN_SYMBOL]);
    expect(await ask([down, ignorant], { ...options, backoffMs: 100 })).toMatchObject({
      outcome: "served",
      provider: "a",
      attempts: [{ outcome: "failed" }, { provider: "b", outcome: "unknownSymbol" }, { outcome: "served" }],
    });
    expect(waits).toEqual([50]);
    expect(ignorant.asked()).toBe(1);
  });

  it("does not ask again for what it could not use", async () => {
    const garbage = vendor("a", [new SigmaSightError("PROVIDER_BAD_DATA", "another shape")]);
    expect((await ask([garbage])).outcome).toBe("failed");
    expect(garbage.asked()).toBe(1);
  });

  it("tells how its providers fare", () => {
    const circuit = { state: "open", failures: 5, retryInMs: 1000, lastFailure: "down" } as const;
    const chain = createProviderChain([vendor("a", []), vendor("b", [], { circuit: () => circuit })]);
    expect(chain.states()).toEqual([
      { provider: "a", circuit: null },
      { provider: "b", circuit },
    ]);
  });

  it("asks the same provider again after a failure that time may help with, waiting longer each time", async () => {
    const { waits, options } = timeless();
    const busy = vendor("a", [failure("later"), failure("later"), failure("later"), HISTORY]);
    const result = await ask([busy], { ...options, backoffMs: 100, maxBackoffMs: 250 });
    expect(result).toMatchObject({ outcome: "served", provider: "a" });
    expect(result.attempts.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "failed", "served"]);
    expect(waits).toEqual([50, 100, 125]);
  });

  it("gives a busy provider up after its tries", async () => {
    const busy = vendor("a", [failure("later")]);
    const result = await ask([busy, vendor("b", [UNKNOWN_SYMBOL])], { ...timeless().options, maxTries: 3 });
    expect(result.outcome).toBe("failed");
    expect(busy.asked()).toBe(3);
  });

  it("judges a provider by its last word", async () => {
    expect((await ask([vendor("a", [failure("later"), UNKNOWN_SYMBOL])])).outcome).toBe("unknownSymbol");
  });

  it("ends at a failure that nothing can help with", async () => {
    const next = vendor("b", [HISTORY]);
    expect((await ask([vendor("a", [failure("never")]), next])).outcome).toBe("failed");
    expect(next.asked()).toBe(0);
  });

  it("lets a bug through", async () => {
    await expect(ask([vendor("a", [new TypeError("bug")])])).rejects.toThrow(TypeError);
  });

  it("skips a provider whose history begins after the range, or that has no rates", async () => {
    const young = vendor("a", [HISTORY], {
      capabilities: { ...CAPABILITIES, earliestHistory: "2024-02-01" },
    });
    const noRates = vendor("b", [HISTORY], { capabilities: { ...CAPABILITIES, rates: false } });
    expect((await ask([young])).attempts).toMatchObject([
      { outcome: "skipped", message: "its history begins on 2024-02-01" },
    ]);
    const chain = createProviderChain([noRates], timeless().options);
    const rates = await chain.fetchHistory({ ...REQUEST, symbol: "^IRX" }, signal);
    expect(rates).toMatchObject({ outcome: "noData", attempts: [{ outcome: "skipped" }] });
    expect(noRates.asked()).toBe(0);
  });

  it("asks for profiles and fundamentals only those who give them", async () => {
    const profile = {
      symbol: "ABC",
      name: "Abc",
      sector: null,
      industry: null,
      assetType: null,
      providerBeta: null,
      sectorWeights: null,
    };
    const informed = vendor("b", [HISTORY], { fetchProfile: async () => ({ kind: "profile", profile }) });
    const chain = createProviderChain([vendor("a", [HISTORY]), informed], timeless().options);
    expect(await chain.fetchProfile("ABC", signal)).toMatchObject({
      outcome: "served",
      provider: "b",
      value: profile,
      attempts: [
        { provider: "a", outcome: "skipped", message: "gives no profiles" },
        { provider: "b", outcome: "served" },
      ],
    });
    const statements = await chain.fetchFundamentals({ symbol: "ABC", through: "2024-01-31" }, signal);
    expect(statements.outcome).toBe("noData");
  });

  it("stops in the middle of a wait when its signal is aborted", async () => {
    const abort = new AbortController();
    const chain = createProviderChain([vendor("a", [failure("later")])], {
      backoffMs: 60_000,
      random: () => 1,
    });
    const result = chain.fetchHistory(REQUEST, abort.signal);
    setTimeout(() => abort.abort(), 20);
    const error: unknown = await result.catch((caught: unknown) => caught);
    expect(isSigmaSightError(error, "CANCELLED")).toBe(true);
  });

  it("ends with the signal's own error where it has one", async () => {
    const timeout = new SigmaSightError("TIMEOUT", "too long");
    await expect(
      createProviderChain([vendor("a", [HISTORY])]).fetchHistory(REQUEST, AbortSignal.abort(timeout)),
    ).rejects.toBe(timeout);
  });
});
