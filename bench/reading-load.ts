import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startBenchServer } from "./bench-server.ts";

const CONNECTIONS = 50;
/** Between two requests of a connection, in milliseconds: people read what they asked for. */
const PAUSE_MS = 1_000;
/** Portfolios of the person who reads; all others are somebody else's. */
const OWN_PORTFOLIOS = 12;
const PROGRESS_MS = 10_000;

const ENDPOINTS = [
  "/portfolios/{id}/positions",
  "/data/portfolio/{id}/snapshots",
  "/analytics/portfolio/{id}/overview",
  "/analytics/portfolio/{id}/factor-exposures",
  "/analytics/portfolio/{id}/spread-factors",
  "/analytics/portfolio/{id}/volatility",
  "/analytics/portfolio/{id}/risk-metrics",
  "/analytics/portfolio/{id}/risk-decomposition",
  "/analytics/portfolio/{id}/stress-test",
  "/analytics/portfolio/{id}/correlation-matrix",
  "/analytics/portfolio/{id}/concentration",
  "/analytics/portfolio/{id}/sector-exposure",
] as const;

/** Latency of one endpoint, in milliseconds. */
export interface ReadFigures {
  readonly endpoint: string;
  readonly requests: number;
  readonly median: number;
  readonly p99: number;
  readonly errors: number;
}

export interface ReadingLoad {
  /** What reads took while something was done, the slowest endpoint first. */
  during<Result>(
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly figures: readonly ReadFigures[] }>;
  stop(): Promise<void>;
}

/**
 * Starts `sigmasight serve` and asks it for the analytics of a dozen portfolios in turn over 50 connections, once a second
 * each, until told to stop. Tells every ten seconds how it goes.
 */
export async function startReading(url: string, clock: string): Promise<ReadingLoad> {
  const server = await startBenchServer(url, clock);
  const portfolios = await ownSomePortfolios(url, server.userEmail);
  let times = new Map<string, number[]>();
  let errors = new Map<string, number>();
  let isReading = true;
  let next = 0;
  const read = async (connection: number) => {
    await sleep((PAUSE_MS * connection) / CONNECTIONS);
    while (isReading) {
      const number = next++;
      const endpoint = ENDPOINTS[number % ENDPOINTS.length]!;
      const start = performance.now();
      const response = await server.ask(
        endpoint.replace("{id}", portfolios[Math.floor(number / ENDPOINTS.length) % portfolios.length]!),
      );
      await response.arrayBuffer();
      times.set(endpoint, [...(times.get(endpoint) ?? []), performance.now() - start]);
      if (!response.ok) errors.set(endpoint, (errors.get(endpoint) ?? 0) + 1);
      await sleep(PAUSE_MS);
    }
  };
  const readers = Array.from({ length: CONNECTIONS }, (_, connection) => read(connection));
  const progress = setInterval(() => {
    const all = [...times.values()].flat().toSorted((a, b) => a - b);
    console.error(
      `${all.length} reads, median ${at(all, 0.5).toFixed(1)} ms, p99 ${at(all, 0.99).toFixed(1)} ms`,
    );
  }, PROGRESS_MS);
  return {
    async during(work) {
      times = new Map();
      errors = new Map();
      const result = await work();
      const figures = [...times].map(([endpoint, values]) => {
        const sorted = values.toSorted((a, b) => a - b);
        return {
          endpoint,
          requests: sorted.length,
          median: at(sorted, 0.5),
          p99: at(sorted, 0.99),
          errors: errors.get(endpoint) ?? 0,
        };
      });
      return { result, figures: figures.toSorted((a, b) => b.p99 - a.p99) };
    },
    async stop() {
      clearInterval(progress);
      isReading = false;
      await Promise.all(readers);
      await server.stop();
    },
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

async function ownSomePortfolios(url: string, email: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `update portfolios set owner_id = (select id from users where email = $1)
       where id in (select id from portfolios order by md5(id::text) limit ${OWN_PORTFOLIOS}) returning id`,
      [email],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
