import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countPools } from "#app/count-events.ts";
import type { ApiServer } from "#http/http-types.ts";
import { createServer, type ServerOptions } from "#http/server.ts";
import { createLog } from "#log";
import { createMetrics, METRICS } from "#metrics";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

const TOKEN = "a token of sixteen or more".replaceAll(" ", "-");
const LOCAL = "127.0.0.1";

let world: HttpWorld;
let owner: SignedInClient;
const servers: ApiServer[] = [];

beforeAll(async () => {
  world = await createHttpWorld();
  owner = await world.signUp("owner");
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await world.close();
});

async function serverWith(options: Partial<ServerOptions>): Promise<ApiServer> {
  const server = await createServer({
    context: world.context,
    log: createLog({ level: "silent", pretty: false }),
    secureCookies: false,
    trustProxy: false,
    requestsPerMinute: 1000,
    ...options,
  });
  servers.push(server);
  return server;
}

async function ask(server: ApiServer, remoteAddress: string, headers: Record<string, string> = {}) {
  const { statusCode, body } = await server.inject({
    method: "GET",
    url: "/metrics",
    remoteAddress,
    headers,
  });
  return { status: statusCode, text: body };
}

const seriesValue = (text: string, series: string) => {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
};

describe("/metrics without a token", () => {
  test.each([
    ["127.0.0.1", {}, 200],
    ["::1", {}, 200],
    ["::ffff:127.0.0.1", {}, 200],
    ["10.0.0.7", {}, 404],
    ["10.0.0.7", { authorization: `Bearer ${TOKEN}` }, 404],
    [LOCAL, { "x-forwarded-for": "10.0.0.7" }, 404],
    [LOCAL, { forwarded: "for=127.0.0.1" }, 404],
  ])("asked from %s with %j is %i", async (address, headers, status) => {
    expect((await ask(world.server, address, headers)).status).toBe(status);
  });

  test("does not believe an address that a proxy reports", async () => {
    const server = await serverWith({ trustProxy: true });
    expect((await ask(server, "10.0.0.7", { "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
  });
});

describe("/metrics with a token", () => {
  test("is for whoever shows it, from anywhere, and for nobody else", async () => {
    const server = await serverWith({ metricsToken: TOKEN });
    const status = async (address: string, authorization?: string) =>
      (await ask(server, address, authorization === undefined ? {} : { authorization })).status;
    expect(await status("10.0.0.7", `Bearer ${TOKEN}`)).toBe(200);
    expect(await status("10.0.0.7")).toBe(401);
    expect(await status(LOCAL)).toBe(401);
    expect(await status(LOCAL, `Bearer ${TOKEN.slice(1)}`)).toBe(401);
    expect(await status(LOCAL, `Bearer ${owner.token}`)).toBe(401);
  });
});

describe("what is told", () => {
  test("requests are counted by route pattern, method and status", async () => {
    const id = "3f2a6c1e-0000-4000-8000-000000000000";
    await owner.get(`/portfolios/${id}`);
    await owner.get(`/portfolios/${id}`);
    await owner.get("/no/such/path");
    const { text } = await ask(world.server, LOCAL);
    const count = (labels: string) => seriesValue(text, `sigmasight_http_request_seconds_count{${labels}}`);
    expect(count('method="GET",route="/api/v1/portfolios/:id",status="404"')).toBe(2);
    expect(count('method="any",route="unmatched",status="404"')).toBe(1);
    expect(text).not.toContain(id);
    expect(text).not.toContain("/no/such/path");
  });

  test("how portfolios, runs, queue and workers stand, without naming a user or a portfolio", async () => {
    const { body } = await owner.send("/onboarding/create-portfolio", {
      ...PORTFOLIO_FIELDS,
      csv_file: csvFile(TWO_LOTS),
    });
    await owner.post(`/portfolios/${body.portfolio_id}/calculate`);
    const server = await serverWith({});
    const { text } = await ask(server, LOCAL);
    expect(seriesValue(text, "sigmasight_state_read")).toBe(1);
    expect(seriesValue(text, 'sigmasight_portfolios{state="none"}')).toBe(1);
    expect(seriesValue(text, 'sigmasight_runs_active{status="queued"}')).toBe(1);
    expect(seriesValue(text, "sigmasight_queue_waiting")).toBe(1);
    expect(seriesValue(text, "sigmasight_workers_alive")).toBe(0);
    expect(seriesValue(text, 'sigmasight_symbols{state="none"}')).toBeGreaterThan(9);
    expect(seriesValue(text, 'sigmasight_pool_size{pool="api"}')).toBe(5);
    expect(seriesValue(text, "sigmasight_nightly_success_timestamp_seconds")).toBeNull();
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(text).not.toContain("@");
    expect(text).not.toContain(PORTFOLIO_FIELDS.portfolio_name);
  });

  test("phases and nights of ended runs", async () => {
    const { api } = world.database;
    const { rows } = await api.query<{ id: string }>(
      `insert into batch_run_history (trigger, scope, to_session, triggered_by, status, requested_at, started_at, finished_at)
       values ('nightly', 'test', '2026-01-08', 'nightly:schedule', 'partial', now() - interval '1 hour', now(), to_timestamp(1767900000))
       returning id`,
    );
    await api.query(
      `insert into batch_phases (run_id, phase, position, weight, status, units_total, units_done, rows_written, started_at, finished_at)
       values ($1, 'pnl-snapshots', 1, 1, 'completed', 2, 2, 506, to_timestamp(1767900000), to_timestamp(1767900042))`,
      [rows[0]!.id],
    );
    const { text } = await ask(await serverWith({}), LOCAL);
    expect(seriesValue(text, "sigmasight_nightly_success_timestamp_seconds")).toBe(1_767_900_000);
    expect(seriesValue(text, 'sigmasight_phase_last_seconds{phase="pnl-snapshots"}')).toBe(42);
    expect(seriesValue(text, 'sigmasight_phase_last_rows{phase="pnl-snapshots"}')).toBe(506);
  });

  test("a worker's port tells of its process, and serves nothing else", async () => {
    const metrics = createMetrics({ ofProcess: true });
    countPools(metrics).waited("batch", 20, true);
    const worker = await serverWith({ routes: "process", metrics });
    const { text } = await ask(worker, LOCAL);
    expect(seriesValue(text, 'sigmasight_pool_timeouts_total{pool="batch"}')).toBe(1);
    expect(seriesValue(text, 'sigmasight_pool_wait_seconds_sum{pool="batch"}')).toBe(0.02);
    expect(text).toContain("process_resident_memory_bytes");
    expect(seriesValue(text, "sigmasight_state_read")).toBeNull();
    const statuses = ["/livez", "/readyz", "/api/v1/portfolios", "/"].map(
      async (url) => (await worker.inject({ url })).statusCode,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 404, 404]);
  });

  test("which providers this process spares", async () => {
    const circuit = (state: "open" | "closed") => ({
      state,
      failures: 5,
      retryInMs: null,
      lastFailure: "no answer",
    });
    const providers = () => [
      { provider: "files", circuit: null },
      { provider: "tiingo", circuit: circuit("open") },
      { provider: "fmp", circuit: circuit("closed") },
    ];
    const context = { ...world.context, health: { ...world.context.health, providers } };
    const { text } = await ask(await serverWith({ context, routes: "process" }), LOCAL);
    const open = (provider: string) => seriesValue(text, `sigmasight_provider_open{provider="${provider}"}`);
    expect(["files", "tiingo", "fmp"].map(open)).toEqual([null, 1, 0]);
  });

  test("every metric with its help", async () => {
    const { text } = await ask(world.server, LOCAL);
    const told = [...text.matchAll(/^# HELP (sigmasight_\w+) /gm)].map(([, name]) => name);
    expect(new Set(told)).toEqual(new Set(Object.keys(METRICS)));
  });

  test("what the process counts, even while the database is away", async () => {
    const server = await serverWith({
      context: {
        ...world.context,
        health: { ...world.context.health, queueDepth: () => Promise.reject(new Error("away")) },
      },
    });
    const { status, text } = await ask(server, LOCAL);
    expect(status).toBe(200);
    expect(seriesValue(text, "sigmasight_state_read")).toBe(0);
    expect(seriesValue(text, "sigmasight_workers_alive")).toBeNull();
    expect(seriesValue(text, 'sigmasight_pool_size{pool="api"}')).toBe(5);
  });
});
