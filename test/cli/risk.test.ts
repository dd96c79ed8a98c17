import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { commandLine, type Environment, sigmasight } from "./program.ts";

const EARLIER = "2025-12-30";
const LAST = "2026-01-08";

let database: TestDatabase;
let settings: Environment;
let portfolio: string;
/** The onboarding's run, up to EARLIER, and the one up to LAST. */
let runs: readonly [string, string];
beforeAll(async () => {
  database = await createTestDatabase();
  settings = { DATABASE_URL: database.url, SIGMASIGHT_DEMO: "1", SIGMASIGHT_NIGHTLY: "0" };
  await sigmasight(["demo"], { ...settings, SIGMASIGHT_CLOCK: `${EARLIER}T22:00:00Z` });
  portfolio = (await json("portfolios", "list")).portfolios[0].id;
  await sigmasight(["run", "--portfolio", portfolio], settings);
  const [later, earlier] = (await json("runs", "list")).runs;
  runs = [earlier.batch_run_id, later.batch_run_id];
}, 120_000);
afterAll(() => database.drop());

const ask = (...args: readonly string[]) => commandLine(args, settings);

// biome-ignore lint/suspicious/noExplicitAny: tests read output whose shape the assertions themselves state
async function json(...args: readonly string[]): Promise<any> {
  const { status, stdout, stderr } = await ask(...args, "--json");
  expect([args, status, stderr]).toEqual([args, 0, ""]);
  return JSON.parse(stdout);
}

/** What a view shows for programs. */
// biome-ignore lint/suspicious/noExplicitAny: as above
const view = async (name: string, ...rest: readonly string[]): Promise<any> =>
  json("show", name, "--portfolio", portfolio, ...rest);

const total = (values: readonly (number | null)[]) =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

describe("show", () => {
  for (const [name, said] of [
    ["risk", /VaR 95 %, ES, filtered historical +\d+\.\d\d %, \d+\.\d\d %/],
    ["risk-history", /\n2025-12-31 +\d+\.\d\d %/],
    ["volatility-history", /\n2025-12-31 +\d+\.\d\d %/],
    ["backtest", /\nown weights +95 +252 /],
    ["decomposition", /\nJoint Market +\d\.\d{4} +\d+\.\d\d %/],
    ["diversification", /\ncluster 1: /],
    ["beta-diagnostics", /\nVTV +\d\.\d{4} /],
    ["liquidity", /\nVTV +2062 /],
    ["attribution", /\n2026-01-08 +-?[\d,]+\.\d\d /],
  ] as const)
    test(`${name} prints a table of the last session, and the same as JSON`, async () => {
      const [text, { as_of, market, data }] = await Promise.all([
        ask("show", name, "--portfolio", portfolio.slice(0, 8)),
        view(name),
      ]);
      expect([text.status, text.stderr]).toEqual([0, ""]);
      expect(text.stdout).toMatch(/^as of 2026-01-08, synthetic market – no real prices\n/);
      expect(text.stdout).toMatch(said);
      expect(text.stdout).not.toMatch(/NaN|undefined|\[object/);
      expect({ as_of, market }).toEqual({ as_of: LAST, market: "synthetic" });
      expect(data).not.toEqual({});
    });

  test("risk has every metric by its name, as its history's last session has", async () => {
    const [{ data }, { data: past }] = [await view("risk"), await view("risk-history")];
    const { fhs_var_95, fhs_es_95, cumulative_return } = data.metrics;
    expect(fhs_es_95).toBeGreaterThan(fhs_var_95);
    expect(past.history.at(-1)).toEqual({ as_of: LAST, ...data });
    const { data: ledger } = await view("snapshots");
    expect(cumulative_return).toBe(ledger.snapshots.at(-1).cumulative_return);
  });

  test("decomposition adds up to the whole, for an earlier session too", async () => {
    for (const asOf of [LAST, "2025-06-30"]) {
      const { as_of, data } = await view("decomposition", "--as-of", asOf);
      expect(as_of).toBe(asOf);
      expect(total(data.shares)).toBeCloseTo(1, 12);
      expect(total(data.factor_shares) + data.specific_share).toBeCloseTo(1, 12);
    }
  });

  test("attribution adds up to the P&L", async () => {
    const { data } = await view("attribution");
    expect(data.sessions).toHaveLength(21);
    for (const { total: pnl, factors, specific, other } of data.sessions)
      expect(total(Object.values<number>(factors)) + specific + other).toBeCloseTo(pnl, 6);
  });

  test("what nothing is stored for is not found", async () => {
    const { status, stderr } = await ask("show", "risk", "--portfolio", portfolio, "--as-of", "2020-01-02");
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("NOT_FOUND") });
  });
});

describe("stress", () => {
  test("applies shocks of one's own as the table's scenario of the same", async () => {
    const args = ["stress", "--portfolio", portfolio, "--shocks", "Market:-0.1"];
    const { as_of, data } = await json(...args);
    const scenario = (await view("stress")).data.scenarios.find(
      ({ id }: { id: string }) => id === "market_down_10",
    );
    expect(as_of).toBe(LAST);
    expect(data.shocks).toBe("Market:-0.1");
    expect(data.correlated.pnl).toBe(scenario.correlated_fraction);
    expect(data.direct.pnl).toBe(scenario.direct_fraction);
    expect(data.correlated.by_factor).toEqual(scenario.correlated_by_factor);
    const { status, stdout } = await ask(...args);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^as of 2026-01-08\nwhat .*\nshocks +Market:-0\.1\ncorrelated, USD +-[\d,]+\.\d\d\n/,
    );
  });

  test("finds the likeliest way to a loss", async () => {
    const args = ["stress", "--portfolio", portfolio, "--loss", "0.1"];
    const { data } = await json(...args);
    const { data: parts } = await view("decomposition");
    const moves: readonly number[] = Object.values(data.moves);
    expect(total(parts.factor_exposures.map((e: number, k: number) => e * moves[k]!))).toBeCloseTo(-0.1, 12);
    expect((await ask(...args)).stdout).toMatch(/\nloss of NAV +10\.00 %\n/);
  });

  test.each([
    [[], "either --shocks or --loss"],
    [["--shocks", "Market:-0.1", "--loss", "0.1"], "either --shocks or --loss"],
    [["--shocks", "Gold:0.1;Market:-20%"], '"Gold": expected one of Market'],
    [["--shocks", ""], "expected factor:size"],
    [["--loss", "0"], "A fraction above 0"],
    [["--loss", "much"], "A fraction above 0"],
    [["--loss", "0.1", "--as-of", "yesterday"], "A date YYYY-MM-DD"],
  ])("%j is wrong use", async (args, said) => {
    const { status, stdout, stderr } = await ask("stress", "--portfolio", portfolio, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(said);
  });
});

interface Move {
  readonly from: { readonly as_of: string; readonly state: Readonly<Record<string, number>> };
  readonly to: Move["from"];
  readonly steps: readonly { readonly cause: string; readonly change: Readonly<Record<string, number>> }[];
}

function expectSum({ from, to, steps }: Move): void {
  for (const [field, value] of Object.entries(to.state)) {
    const parts = total(steps.map(({ change }) => change[field]!));
    expect(parts).toBeCloseTo(value - from.state[field]!, field === "nav" ? 6 : 12);
  }
}

describe("change", () => {
  test("says step by step why the risk moved", async () => {
    const args = ["change", "--portfolio", portfolio, "--from", EARLIER];
    const move: Move = await json(...args);
    expect([move.from.as_of, move.to.as_of]).toEqual([EARLIER, LAST]);
    expect(Object.keys(move.to.state)).toEqual(["nav", "market_beta", "volatility", "var_95", "es_95"]);
    expectSum(move);
    const { status, stdout } = await ask(...args);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /\n2025-12-30 [^\n]*\n {2}restated data [^\n]*\n {2}price drift [\s\S]*\n2026-01-08 /,
    );
  });

  test("to an earlier day stops there", async () => {
    const move: Move = await json(
      "change",
      "--portfolio",
      portfolio,
      "--from",
      "2025-06-30",
      "--to",
      "2025-09-30",
    );
    expect([move.from.as_of, move.to.as_of]).toEqual(["2025-06-30", "2025-09-30"]);
    expectSum(move);
  });

  test.each([
    [["--portfolio", "aaaa"], "--from"],
    [["--portfolio", "aaaa", "--from", "2025-12-01", "--to", "2025-11-01"], "lies after"],
    [["--from", "2025-12-01"], "--portfolio"],
  ])("%j is wrong use", async (args, said) => {
    const { status, stderr } = await ask("change", ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe("runs compare", () => {
  test("says what moved between two runs, named by the beginnings of their ids", async () => {
    const args = ["runs", "compare", runs[0].slice(0, 8), runs[1].slice(0, 8), "--portfolio", portfolio];
    const move = await json(...args);
    expect(move.runs.map(({ run_id, as_of }: Record<string, string>) => [run_id, as_of])).toEqual([
      [runs[0], EARLIER],
      [runs[1], LAST],
    ]);
    // Symbols stay as they are written.
    expect(move.runs[0].price_revisions).toMatchObject({ SPY: expect.any(Number), VTV: expect.any(Number) });
    expectSum(move);
    const { status, stdout } = await ask(...args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n {2}window [^\n]*\n {2}restated since [^\n]*\n2026-01-08 /);
  });

  test("needs a portfolio, and two runs that exist", async () => {
    expect((await ask("runs", "compare", runs[0], runs[1])).status).toBe(2);
    expect((await ask("runs", "compare", runs[0], "--portfolio", portfolio)).status).toBe(2);
    const { status, stderr } = await ask(
      "runs",
      "compare",
      runs[0],
      "ffffffff-ffff",
      "--portfolio",
      portfolio,
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("NOT_FOUND") });
  });
});
