import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { commandLine, type Ended, type Environment, sigmasight } from "./program.ts";

// One portfolio on imported prices: 10 AAA bought at 11, and a private fund at cost. AAA and every factor proxy but VTV,
// which stands still, go up and down alike.

let database: TestDatabase;
let settings: Environment;
let folder: string;
let portfolioId: string;

const run = (...args: readonly string[]): Promise<Ended> => commandLine(args, settings);

/** What a reading command prints as JSON. */
async function json(...args: readonly string[]): Promise<unknown> {
  const { stdout, stderr } = await run(...args, "--json");
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

interface Shown {
  readonly factors?: readonly { readonly beta: number | null }[];
}

interface Lots {
  readonly positions: readonly { readonly id: string; readonly symbol: string }[];
}

async function lotOf(symbol: string): Promise<string> {
  const { positions } = (await json("positions", "list", "--portfolio", portfolioId)) as Lots;
  return positions.find((lot) => lot.symbol === symbol)?.id ?? "none";
}

/** Weekdays from 2025-09-02 to 2026-01-08 but for the days the exchange was closed: 21 + 23 + 19 + 22 + 5 sessions. */
function sessions(): readonly string[] {
  const closed = new Set(["2025-11-27", "2025-12-25", "2026-01-01"]);
  const days: string[] = [];
  for (let day = Date.UTC(2025, 8, 2); day <= Date.UTC(2026, 0, 8); day += 86_400_000) {
    const date = new Date(day);
    const text = date.toISOString().slice(0, 10);
    if (date.getUTCDay() % 6 !== 0 && !closed.has(text)) days.push(text);
  }
  return days;
}

/** A price file whose closes are the start, one step above it, two steps above it, and so on by turns. */
function prices(start: number, step: number): string {
  const rows = sessions().map((date, i) => `${date},${(start + (i % 3) * step).toFixed(2)}`);
  return ["Date,Close", ...rows, ""].join("\n");
}

beforeAll(async () => {
  database = await createTestDatabase();
  settings = { DATABASE_URL: database.url, SIGMASIGHT_PROVIDERS: "none" };
  folder = mkdtempSync(path.join(os.tmpdir(), "sigmasight-manage-"));
  const files = path.join(folder, "prices");
  const positions = path.join(folder, "positions.csv");
  mkdirSync(files);
  writeFileSync(path.join(files, "AAA.csv"), prices(10, 0.1));
  for (const symbol of ["SPY", "TLT", "VUG", "MTUM", "IWM", "QUAL", "USMV"])
    writeFileSync(path.join(files, `${symbol}.csv`), prices(100, 1));
  writeFileSync(path.join(files, "VTV.csv"), prices(100, 0));
  const header = readFileSync(path.resolve(import.meta.dirname, "../../demo/balanced-13.csv"), "utf8")
    .split("\n")
    .find((line) => line.startsWith("Symbol,"));
  writeFileSync(
    positions,
    `${header}\nAAA,10,11,2026-01-06,,,,,,,,\nFUND,1,500,2026-01-06,PRIVATE,PRIVATE_EQUITY,,,,,,\n`,
  );
  await sigmasight(["prices", "import", files], settings);
  await sigmasight(["users", "create", "me@example.org"], settings, "correct horse battery\n");
  const book = ["--name", "Book", "--account-type", "taxable", "--equity", "1000"];
  await sigmasight(["import", positions, ...book], settings);
  const { portfolios } = (await json("portfolios", "list")) as { portfolios: { id: string }[] };
  portfolioId = portfolios[0]!.id;
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

test("template gives a file that imports, and writes over none", async () => {
  const file = path.join(folder, "template.csv");
  expect(await run("template", "--out", file)).toEqual({ status: 0, stdout: "", stderr: "" });
  expect((await run("template")).stdout).toBe(readFileSync(file, "utf8"));
  expect((await run("import", file, "--dry-run")).status).toBe(0);
  writeFileSync(file, "mine");
  expect((await run("template", "--out", file)).status).toBe(1);
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test("a flow is added, listed, and removed by the beginning of its id", async () => {
  const flows = (...args: readonly string[]) => ["flows", ...args, "--portfolio", portfolioId.slice(0, 8)];
  const added = await run(...flows("add", "--amount", "-250.5", "--date", "2026-01-07", "--note", "rent"));
  expect(added).toMatchObject({ status: 0, stdout: expect.stringContaining("sigmasight run --portfolio") });
  const listed = (await json(...flows("list"))) as { equity_changes: { id: string }[] };
  const flow = { date: "2026-01-07", amount: -250.5, note: "rent" };
  expect(listed.equity_changes).toEqual([expect.objectContaining(flow)]);
  const removed = await run(...flows("remove", listed.equity_changes[0]!.id.slice(0, 8)));
  expect(removed).toMatchObject({ status: 0, stdout: expect.stringContaining("-250.50 USD on 2026-01-07") });
  expect(await json(...flows("list"))).toEqual({ equity_changes: [] });
});

test("portfolios edit changes what is named, keeps the rest, and names what is wrong", async () => {
  const edit = ["portfolios", "edit", portfolioId.slice(0, 8)];
  expect((await run(...edit)).status).toBe(2);
  const wrong = await run(...edit, "--equity", "-1", "--account-type", "pension");
  expect(wrong).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/account_type +ERR_PORT_007[\s\S]*equity_balance +ERR_PORT_010/),
  });
  expect((await run(...edit, "--name", "My book", "--equity", "2000")).status).toBe(0);
  expect(await json("portfolios", "show", portfolioId)).toMatchObject({
    name: "My book",
    account_name: "Book",
    account_type: "taxable",
    equity_balance: 2000,
  });
});

test("a lot is added, sold by an edit, and removed", async () => {
  const lot = ["--symbol", "SPY", "--quantity", "-2", "--entry-price", "101.5", "--entry-date", "2026-01-05"];
  const wrong = await run("positions", "add", "--portfolio", portfolioId, "--symbol", "SPY");
  expect(wrong).toMatchObject({ status: 1, stdout: expect.stringMatching(/quantity +ERR_POS/) });
  expect((await run("positions", "add", "--portfolio", portfolioId, ...lot)).status).toBe(0);
  const id = await lotOf("SPY");
  const exit = ["--exit-date", "2026-01-07", "--exit-price", "100"];
  expect((await run("positions", "edit", id.slice(0, 8), ...exit)).status).toBe(0);
  const { positions } = (await json("positions", "list", "--portfolio", portfolioId)) as Lots;
  const sold = { quantity: -2, entry_price: 101.5, exit_date: "2026-01-07", exit_price: 100 };
  expect(positions).toContainEqual(expect.objectContaining({ id, symbol: "SPY", ...sold }));
  expect(await run("positions", "remove", id.slice(0, 8))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("-2 SPY of 2026-01-05 at 101.5 USD, sold 2026-01-07 at 100 USD"),
  });
  expect(await lotOf("SPY")).toBe("none");
});

test("a private holding gets its mark and loses it, and half a mark is wrong use", async () => {
  const edit = ["positions", "edit", await lotOf("FUND")];
  expect((await run(...edit, "--mark", "640")).status).toBe(2);
  const mark = await run(...edit, "--mark", "640.25", "--mark-date", "2026-01-07");
  expect(mark).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("marked 640.25 USD on 2026-01-07"),
  });
  expect((await run(...edit, "--mark", "")).stdout).not.toContain("marked");
});

test("prices history gives the closes of one symbol in a range", async () => {
  const history = ["prices", "history", "--portfolio", portfolioId];
  const range = ["--symbol", "aaa", "--from", "2025-09-02", "--to", "2025-09-03"];
  const bar = (date: string, close: number) => ({ date, close, adj_close: close, volume: null });
  expect(await json(...history, ...range)).toMatchObject({
    portfolio_id: portfolioId,
    market: "real",
    symbols: { AAA: [bar("2025-09-02", 10), bar("2025-09-03", 10.1)] },
  });
  expect((await run(...history, "--from", "2026-01-02", "--to", "2026-01-01")).status).toBe(2);
});

test("runs matrix shows each phase's completed and missing sessions", async () => {
  // Nothing was held on the 5th, and the 9th is still to come.
  const range = ["--from", "2026-01-05", "--to", "2026-01-09"];
  const { sessions: asked, portfolios } = (await json("runs", "matrix", ...range)) as {
    sessions: readonly string[];
    portfolios: readonly { portfolio_id: string; phases: readonly object[] }[];
  };
  expect(asked).toEqual(["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"]);
  expect(portfolios).toEqual([expect.objectContaining({ portfolio_id: portfolioId })]);
  const done = [{ from: "2026-01-06", to: "2026-01-08" }];
  const phase = { phase: "pnl-snapshots", completed: 3, done, missing: ["2026-01-09"] };
  expect(portfolios[0]!.phases).toContainEqual(phase);
  expect((await run("runs", "matrix", ...range)).stdout).toMatch(
    /pnl-snapshots +3 +1 +2026-01-09 +2026-01-09/,
  );
});

test("health tells how far prices and results reach, and that nobody works", async () => {
  expect(await json("health")).toMatchObject({
    market: "real",
    database: { pending_migrations: [] },
    queue: { waiting: 0, active: 0 },
    is_worker_alive: false,
    data: { last_completed_session: "2026-01-08", newest_snapshot: "2026-01-08", portfolios: 1 },
    clock: { business_now: "2026-01-08T22:00:00.000Z" },
  });
});

test("show spreads, position-factors and beta-comparison tell of holdings that move as the market does", async () => {
  const show = async (view: string) =>
    ((await json("show", view, "--portfolio", portfolioId)) as { data: Shown }).data;
  const [{ factors }, positions, betas] = await Promise.all([
    show("spreads"),
    show("position-factors"),
    show("beta-comparison"),
  ]);
  // 10 AAA, bought at 11, close at 10.20 in the last of 90 sessions, two steps up.
  const weight = 102 / (1000 - 110 + 102);
  const near = (value: number) => expect.closeTo(value, 12) as number;
  expect(factors![0]).toMatchObject({
    name: "Growth-Value Spread",
    beta: near(weight),
    direction: "Growth",
    magnitude: "mild",
  });
  // The others are differences of series that are alike.
  expect(factors!.slice(1).map(({ beta }) => beta)).toEqual([null, null, null]);
  expect(positions).toMatchObject({
    positions: [{ symbol: "AAA", weight: near(weight), factors: { "Growth-Value Spread": near(1) } }],
  });
  const none = { provider_beta: null, difference: null };
  expect(betas).toMatchObject({
    portfolio: { market_beta: near(weight), ...none },
    positions: [{ symbol: "AAA", market_beta: near(1), ...none, magnitude: "strong" }],
  });
});

test("another user's lots are not found", async () => {
  const lot = await lotOf("AAA");
  await sigmasight(["users", "create", "other@example.org"], settings, "correct horse battery\n");
  const { status, stderr } = await run("positions", "remove", lot, "--user", "other@example.org");
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("NOT_FOUND") });
});
