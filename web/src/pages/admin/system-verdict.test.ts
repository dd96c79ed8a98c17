import { expect, test } from "vitest";
import { type Health, systemVerdict } from "./system-verdict.ts";

const HEALTHY: Health = {
  market: "synthetic",
  database: {
    server_version: "18.4",
    pools: [
      {
        name: "api",
        size: 8,
        open: 2,
        idle: 2,
        in_use: 0,
        waiting: 0,
        max_wait_ms: 1,
        timeouts: 0,
        holders: [],
      },
    ],
    pending_migrations: [],
    long_transactions: [],
  },
  queue: { waiting: 0, active: 0, oldest_waiting_seconds: null },
  workers_alive: 1,
  workers: [],
  providers: [
    {
      provider: "synthetic",
      answered_at: "2026-01-08T00:00:00Z",
      failed_at: null,
      failure: null,
      circuit: null,
    },
  ],
  schedule: [
    { name: "nightly", description: "", next_at: "2026-01-09T22:00:00Z", last_at: "2026-01-08T22:00:00Z" },
  ],
  data: {
    last_completed_session: "2026-01-08",
    newest_price: "2026-01-08",
    newest_snapshot: "2026-01-08",
    oldest_snapshot: "2026-01-08",
    portfolios: 1,
    portfolios_without_snapshot: 0,
  },
  clock: {
    system_now: "2026-01-08T23:00:00Z",
    business_now: "2026-01-08T23:00:00Z",
    database_skew_seconds: 0,
  },
};

test("where nothing is wrong everything works", () => {
  expect(systemVerdict(HEALTHY)).toEqual({ level: "good", title: "Everything works.", problems: [] });
});

test("work without a worker is broken, and comes before what is only to be looked at", () => {
  const verdict = systemVerdict({
    ...HEALTHY,
    workers_alive: 0,
    queue: { waiting: 3, active: 0, oldest_waiting_seconds: 200 },
    data: { ...HEALTHY.data, portfolios_without_snapshot: 1 },
  });
  expect(verdict.level).toBe("bad");
  expect(verdict.title).toBe("Something is broken: 2 problems.");
  expect(verdict.problems.map(({ text }) => text)).toEqual([
    "No worker is alive, and 3 units of work waiting.",
    "1 portfolio without results.",
  ]);
});

test("a provider that failed since it last answered, a late night and clocks apart are to be looked at", () => {
  const verdict = systemVerdict({
    ...HEALTHY,
    providers: [
      {
        provider: "yahoo",
        answered_at: "2026-01-08T00:00:00Z",
        failed_at: "2026-01-08T01:00:00Z",
        failure: { code: "PROVIDER_UNAVAILABLE", message: "503" },
        circuit: null,
      },
    ],
    schedule: [{ name: "nightly", description: "", next_at: "2026-01-07T22:00:00Z", last_at: null }],
    clock: { ...HEALTHY.clock, database_skew_seconds: -3 },
  });
  expect(verdict.title).toBe("It works, with 3 things to look at.");
});
