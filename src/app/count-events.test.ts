import { expect, test } from "vitest";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { createMetrics } from "#metrics";
import { createProviderChain } from "#providers/chain.ts";
import { NO_DATA, type Provider, UNKNOWN_SYMBOL } from "#providers/provider.ts";
import { countCalls, countUnits } from "./count-events.ts";

const REQUEST = { symbol: "ABC", from: "2024-01-02", to: "2024-01-31" };

function vendor(name: string, answer: () => ReturnType<Provider["fetchHistory"]>, prices = true): Provider {
  return {
    name,
    market: "real",
    capabilities: {
      prices,
      corporateActions: false,
      profiles: false,
      fundamentals: false,
      rates: false,
      closesAre: "raw",
      earliestHistory: null,
    },
    limits: { requestsPerMinute: null, concurrency: 1, symbolsPerRequest: 1 },
    fetchHistory: answer,
  };
}

const counts = async (metrics: ReturnType<typeof createMetrics>, name: string) =>
  (await metrics.text([]))
    .split("\n")
    .filter((line) => line.startsWith(`${name}_count`))
    .map((line) => line.slice(`${name}_count`.length));

test("each call of a provider is counted by what came of it, and who was not asked is not", async () => {
  const metrics = createMetrics({ ofProcess: false });
  const throttled = () =>
    Promise.reject(new SigmaSightError("PROVIDER_UNAVAILABLE", "busy", { retry: "later" }));
  const chain = createProviderChain(
    [
      vendor("a", throttled),
      vendor("b", () => Promise.resolve(UNKNOWN_SYMBOL)),
      vendor("c", () => Promise.resolve(NO_DATA), false),
    ],
    { onAttempt: countCalls(metrics), maxTries: 3, sleep: () => Promise.resolve() },
  );
  await chain.fetchHistory(REQUEST, new AbortController().signal);
  expect(await counts(metrics, "sigmasight_provider_call_seconds")).toEqual([
    '{provider="a",outcome="PROVIDER_UNAVAILABLE"} 3',
    '{provider="b",outcome="unknownSymbol"} 1',
  ]);
});

test("units are counted by phase and outcome, rows where they were stored, waits at the first attempt", async () => {
  const metrics = createMetrics({ ofProcess: false });
  const count = countUnits(metrics);
  count({ phase: "market-data", outcome: "retried", rows: 0, seconds: 1, queuedSeconds: 2 });
  count({ phase: "market-data", outcome: "completed", rows: 500, seconds: 3, queuedSeconds: null });
  expect(await counts(metrics, "sigmasight_unit_seconds")).toEqual([
    '{phase="market-data",outcome="retried"} 1',
    '{phase="market-data",outcome="completed"} 1',
  ]);
  expect(await counts(metrics, "sigmasight_unit_rows")).toEqual(['{phase="market-data"} 1']);
  expect(await counts(metrics, "sigmasight_queue_latency_seconds")).toEqual(['{phase="market-data"} 1']);
});
