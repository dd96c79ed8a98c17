import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const MAIN = path.join(import.meta.dirname, "../src/main.ts");
const CONNECTIONS = 50;
/** Between two requests of a connection, in milliseconds: people read what they asked for. */
const PAUSE_MS = 1_000;
const READER = {
  email: "reader@bench.invalid",
  password: "reads all day and all night",
  full_name: "Reader",
};

const ENDPOINTS = [
  "/api/v1/portfolios/{id}/positions",
  "/api/v1/data/portfolio/{id}/snapshots",
  "/api/v1/analytics/portfolio/{id}/overview",
  "/api/v1/analytics/portfolio/{id}/factor-exposures",
  "/api/v1/analytics/portfolio/{id}/spread-factors",
  "/api/v1/analytics/portfolio/{id}/volatility",
  "/api/v1/analytics/portfolio/{id}/risk-metrics",
  "/api/v1/analytics/portfolio/{id}/risk-decomposition",
  "/api/v1/analytics/portfolio/{id}/stress-test",
  "/api/v1/analytics/portfolio/{id}/correlation-matrix",
  "/api/v1/analytics/portfolio/{id}/concentration",
  "/api/v1/analytics/portfolio/{id}/sector-exposure",
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
  /** Stops asking and gives what came of it, the slowest endpoint first. */
  stop(): Promise<readonly ReadFigures[]>;
}

/**
 * Starts `sigmasight serve` and asks it for analytics of all portfolios in turn over 50 connections, once a second
 * each, until told to stop.
 */
export async function startReading(url: string, clock: string): Promise<ReadingLoad> {
  const server = spawn(process.execPath, [MAIN, "serve"], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: "0",
      SIGMASIGHT_PROVIDERS: "synthetic",
      SIGMASIGHT_CLOCK: clock,
      SIGMASIGHT_NIGHTLY: "0",
      SIGMASIGHT_REQUESTS_PER_MINUTE: "1000000",
      SIGMASIGHT_LOG_LEVEL: "error",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await addressOf(server);
  const token = await signUp(address);
  const portfolios = await ownAllPortfolios(url);
  const times = new Map<string, number[]>(ENDPOINTS.map((endpoint) => [endpoint, []]));
  const errors = new Map<string, number>();
  let isReading = true;
  let next = 0;
  const read = async (connection: number) => {
    await sleep((PAUSE_MS * connection) / CONNECTIONS);
    while (isReading) {
      const number = next++;
      const endpoint = ENDPOINTS[number % ENDPOINTS.length]!;
      const start = performance.now();
      const target = `${address}${endpoint.replace("{id}", portfolios[(number * 7919) % portfolios.length]!)}`;
      const response = await fetch(target, { headers: { authorization: `Bearer ${token}` } });
      await response.arrayBuffer();
      times.get(endpoint)!.push(performance.now() - start);
      if (!response.ok) errors.set(endpoint, (errors.get(endpoint) ?? 0) + 1);
      await sleep(PAUSE_MS);
    }
  };
  const readers = Array.from({ length: CONNECTIONS }, (_, connection) => read(connection));
  return {
    async stop() {
      isReading = false;
      await Promise.all(readers);
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      return ENDPOINTS.map((endpoint) => {
        const sorted = times.get(endpoint)!.toSorted((a, b) => a - b);
        const at = (share: number) =>
          sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
        return {
          endpoint,
          requests: sorted.length,
          median: at(0.5),
          p99: at(0.99),
          errors: errors.get(endpoint) ?? 0,
        };
      }).sort((a, b) => b.p99 - a.p99);
    },
  };
}

async function addressOf(server: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /listens at (http\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

async function signUp(address: string): Promise<string> {
  const post = async (route: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${address}/api/v1${route}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { readonly access_token: string };
  };
  await post("/onboarding/register", READER);
  return (await post("/auth/login", READER)).access_token;
}

async function ownAllPortfolios(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      "update portfolios set owner_id = (select id from users where email = $1) returning id",
      [READER.email],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
