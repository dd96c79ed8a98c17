import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform, until } from "#test/support/platform.ts";
import { CLOCK, commandLine } from "./program.ts";

const POSITIONS = "Symbol,Quantity,Entry Price Per Share,Entry Date\nSPY,1,500,2025-12-01\n";

let database: TestDatabase;
let portfolioId: string;
let runId: string;
let settings: Readonly<Record<string, string>>;
beforeAll(async () => {
  database = await createTestDatabase();
  settings = { DATABASE_URL: database.url, SIGMASIGHT_PROVIDERS: "synthetic" };
  const platform = await openTestPlatform(database.url);
  portfolioId = await platform.importPortfolio(Buffer.from(POSITIONS), { account: "book", equity: "1000" });
  ({ runId } = await platform.finish({ trigger: "onboarding", portfolioId, to: "2025-12-31" }));
  await platform.close(1_000);
});
afterAll(() => database.drop());

async function json(...args: readonly string[]) {
  const { status, stdout, stderr } = await commandLine([...args, "--json"], settings);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Record<string, Record<string, unknown>[]>;
}

it("freshness says of portfolios and symbols how many sessions they lack", async () => {
  const { portfolios } = await json("freshness");
  expect(portfolios).toMatchObject([
    { portfolio_id: portfolioId, state: "behind", results_as_of: "2025-12-31", sessions_behind: 5 },
  ]);
  const { symbols } = await json("freshness", "--portfolio", portfolioId.slice(0, 8));
  expect(symbols).toMatchObject([{ symbol: "SPY", state: "behind", provider: "synthetic" }]);
});

it("runs retry --preview tells what would be done, and starts nothing", async () => {
  const preview = await json("runs", "retry", runId.slice(0, 8), "--only", "missing", "--preview");
  expect(preview.jobs!.find(({ job }) => job === "pnl-snapshots")).toMatchObject({
    from: "2026-01-02",
    to: "2026-01-08",
    items: 5,
    subjects: [portfolioId],
  });
  const { runs } = await json("runs", "list");
  expect(runs).toHaveLength(1);
});

it("audit shows who did what, by action", async () => {
  const { entries } = await json("audit", "--action", "portfolio.");
  expect(entries).toMatchObject([
    { actor_role: "program", action: "portfolio.create", subject: portfolioId, details: { positions: 1 } },
  ]);
  expect((await json("audit", "--action", "run.")).entries).toEqual([]);
});

it("a worker answers at a port of its own, with what its process does", async () => {
  const port = await freePort();
  const program = path.resolve(import.meta.dirname, "../../src/main.ts");
  const child = spawn(process.execPath, [program, "work"], {
    env: {
      PATH: process.env.PATH,
      ...settings,
      SIGMASIGHT_CLOCK: CLOCK,
      SIGMASIGHT_WORKER_PORT: String(port),
    },
    stdio: "ignore",
  });
  try {
    const address = `http://127.0.0.1:${port}`;
    const get = (place: string) => fetch(`${address}${place}`);
    await until("the worker lives", async () => (await get("/livez").catch(() => null))?.ok === true);
    const metrics = await (await get("/metrics")).text();
    expect(metrics).toContain('sigmasight_pool_size{pool="batch"} 6');
    expect(metrics).toContain("process_cpu_seconds_total");
    expect((await get("/api/v1/portfolios")).status).toBe(404);
  } finally {
    child.kill("SIGTERM");
  }
  expect(await once(child, "exit")).toEqual([0, null]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
