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
    ["symbol-metrics", /\nVTV +-?\d+\.\d\d % /],
    ["correlations", /\nGOVT +\w+ +-?0\.\d{4} +-?0\.\d{4} /],
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

  test("risk has beta, dollars and ten sessions, and what its history's last session has", async () => {
    const [{ data }, { data: past }] = [await view("risk"), await view("risk-history")];
    const { metrics, as_of } = past.history.at(-1);
    const { data: ledger } = await view("snapshots");
    const { data: exposures } = await view("factors");
    const { nav, cumulative_return } = ledger.snapshots.at(-1);
    expect(as_of).toBe(LAST);
    expect(data.cvar_95).toBeGreaterThan(data.var_95);
    expect([data.var_95, data.cvar_95]).toEqual([metrics.fhs_var_95, metrics.fhs_es_95]);
    expect(data.var_95_dollar).toBeCloseTo(data.var_95 * nav, 6);
    expect(data.ten_session.cvar_99_dollar).toBeCloseTo(data.cvar_99 * Math.sqrt(10) * nav, 6);
    expect(data.cumulative_return).toBe(cumulative_return);
    expect([data.beta, data.beta_std_error]).toEqual([
      exposures.factors[0].beta,
      exposures.factors[0].std_error,
    ]);
    const { stdout } = await ask("show", "risk", "--portfolio", portfolio);
    expect(stdout).toMatch(
      /\nVaR 95 %, ES, ten sessions \(× √10\) .*\n {2}in USD +[\d,]+\.\d\d, [\d,]+\.\d\d\n/,
    );
  });

  test("what is missing has its reason, in JSON and under the table", async () => {
    const { data } = await view("volatility", "--as-of", "2025-01-13");
    const missing = Object.keys(data).filter((name) => data[name] === null);
    expect(Object.keys(data.reasons).sort()).toEqual(missing.sort());
    const { data: factors } = await view("factors");
    const ridge = factors.factors.find(({ name }: { name: string }) => name === "Value");
    expect(ridge.std_error_reason.code).toBe("NO_STD_ERROR");
    const { stdout } = await ask("show", "factors", "--portfolio", portfolio);
    expect(stdout).toContain("\nNO_STD_ERROR: Its estimator has no standard error.\n");
  });

  test("histories and attribution start where they are asked to", async () => {
    for (const [name, rows] of [
      ["snapshots", "snapshots"],
      ["factor-history", "history"],
      ["volatility-history", "history"],
      ["risk-history", "history"],
      ["attribution", "sessions"],
    ] as const) {
      const { data } = await view(name, "--from", "2025-12-01", "--as-of", "2025-12-03");
      const sessions = data[rows].map(({ as_of }: { as_of: string }) => as_of);
      expect([name, sessions]).toEqual([name, ["2025-12-01", "2025-12-02", "2025-12-03"]]);
    }
    const args = ["show", "attribution", "--portfolio", portfolio, "--from", "2025-12-03"];
    expect((await ask(...args, "--as-of", "2025-12-01")).status).toBe(2);
    expect((await ask("show", "risk", "--portfolio", portfolio, "--from", "2025-12-01")).status).toBe(2);
  });

  test("correlations name the high pairs, and are shrunk where that is asked for", async () => {
    const { data } = await view("correlations");
    const [short, long] = data.windows;
    expect([short.window_sessions, long.window_sessions]).toEqual([90, 252]);
    for (const { symbols, correlation } of long.high_pairs) {
      expect(correlation).toBeGreaterThan(0.7);
      const [i, j] = symbols.map((symbol: string) => long.symbols.indexOf(symbol));
      expect(long.matrix[i][j]).toBe(correlation);
    }
    expect(long.high_pairs.length).toBeGreaterThan(0);
    const { data: shrunk } = await view("correlations", "--estimator", "ledoit_wolf");
    const [one] = shrunk.windows;
    expect(one.shrinkage.intensity).toBeGreaterThan(0);
    expect(one.average_correlation).toBeCloseTo(long.average_correlation, 6);
    expect((await ask("show", "correlations", "--portfolio", portfolio, "--estimator", "x")).status).toBe(2);
  });

  test("decomposition adds up to the whole, for an earlier session too", async () => {
    for (const asOf of [LAST, "2025-06-30"]) {
      const { as_of, data } = await view("decomposition", "--as-of", asOf);
      expect(as_of).toBe(asOf);
      const of = (rows: readonly Record<string, number>[], field: string) =>
        total(rows.map((row) => row[field]!));
      expect(of(data.positions, "share")).toBeCloseTo(1, 12);
      expect(of(data.factors, "share") + data.specific_share).toBeCloseTo(1, 12);
      const { data: metrics } = await view("risk", "--as-of", asOf);
      for (const field of ["var_95", "var_99", "cvar_95", "cvar_99"])
        expect(of(data.positions, `component_${field}`)).toBeCloseTo(metrics[field], 12);
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
    const { shocks: _, ...outcome } = data;
    expect(scenario).toMatchObject(outcome);
    const { factors, positions, convexity } = data.correlated.contributions;
    const impact = data.correlated.percentage_impact / 100;
    expect(total(Object.values<number>(factors)) + convexity).toBeCloseTo(impact, 12);
    expect(total(Object.values<number>(positions)) + convexity).toBeCloseTo(impact, 12);
    const { status, stdout } = await ask(...args);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^as of 2026-01-08\nwhat .*\nshocks +Market:-0\.1 +–\nimpact, USD +-[\d,]+\.\d\d +-[\d,]+\.\d\d\n/,
    );
  });

  test("one scenario is shown in full, by factor, symbol and option, and an unknown one is wrong use", async () => {
    const args = ["show", "stress", "--portfolio", portfolio, "--scenario"];
    const { stdout } = await ask(...args, "market_down_10");
    expect(stdout).toMatch(/\nscenario +Market Decline 10%/);
    expect(stdout).toMatch(/\nJoint Market moves +-10\.00 % +-10\.00 %\n {2}contributes +-\d+\.\d\d %/);
    expect(stdout).toMatch(/\nVTV contributes +-?\d+\.\d\d % +-?\d+\.\d\d %\n/);
    const { data } = await json(...args, "market_down_10");
    expect(data.scenarios.map(({ id }: { id: string }) => id)).toEqual(["market_down_10"]);
    expect(await ask(...args, "market_down_11")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("market_down_10") as string,
    });
  });

  test("finds the likeliest way to a loss", async () => {
    const args = ["stress", "--portfolio", portfolio, "--loss", "0.1"];
    const { data } = await json(...args);
    const { data: parts } = await view("decomposition");
    const moved = parts.factors.map(
      ({ name, exposure }: { name: string; exposure: number }) => exposure * data.factor_moves[name],
    );
    expect(total(moved)).toBeCloseTo(-0.1, 12);
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

const STATE = ["nav", "market_beta", "volatility", "var_95", "cvar_95"];

function expectSum({ from, to, steps }: Move): void {
  for (const field of STATE) {
    const value = to.state[field]!;
    const parts = total(steps.map(({ change }) => change[field]!));
    expect(parts).toBeCloseTo(value - from.state[field]!, field === "nav" ? 6 : 12);
  }
}

describe("change", () => {
  test("says step by step why the risk moved", async () => {
    const args = ["change", "--portfolio", portfolio, "--from", EARLIER];
    const move: Move = await json(...args);
    expect([move.from.as_of, move.to.as_of]).toEqual([EARLIER, LAST]);
    expect(Object.keys(move.to.state)).toEqual([...STATE, "reasons"]);
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
