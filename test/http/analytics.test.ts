import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";
import { storeResults } from "./support/stored-results.ts";

let world: HttpWorld;
let user: SignedInClient;
/** A portfolio with stored results, one whose stress rows a test changes, and one that never ran. */
let id: string;
let stressed: string;
let empty: string;
beforeAll(async () => {
  world = await createHttpWorld();
  user = await world.signUp("analyst");
  const create = async (account_name: string) =>
    (
      await user.send("/onboarding/create-portfolio", {
        ...PORTFOLIO_FIELDS,
        account_name,
        csv_file: csvFile(TWO_LOTS),
      })
    ).body.portfolio_id;
  id = await create("with results");
  stressed = await create("stressed");
  empty = await create("without");
  await storeResults(world.database, id);
  await storeResults(world.database, stressed);
});
afterAll(() => world.close());

async function analytic(path: string, portfolio = id): Promise<Body> {
  const { status, body } = await user.get(`/analytics/portfolio/${portfolio}/${path}`);
  expect(status).toBe(200);
  return body;
}

const ANALYTICS = [
  "overview",
  "factor-exposures",
  "positions/factor-exposures",
  "spread-factors",
  "stress-test",
  "correlation-matrix",
  "volatility",
  "sector-exposure",
  "concentration",
  "beta-comparison",
  "symbol-metrics",
];

describe("every analytic", () => {
  test.each(ANALYTICS)("%s says why there is nothing before the first run", async (path) => {
    expect(await analytic(path, empty)).toMatchObject({
      available: false,
      as_of: null,
      data: null,
      reason: { code: "NOT_CALCULATED" },
      data_quality: { flag: "unavailable", positions_analyzed: null },
    });
  });

  test.each(ANALYTICS)("%s names its session", async (path) => {
    expect(await analytic(path)).toMatchObject({ available: true, as_of: "2026-01-08", reason: null });
  });

  test.each(ANALYTICS)("%s says so where nothing is stored for so early a session", async (path) => {
    expect(await analytic(`${path}?as_of=2024-01-02`)).toMatchObject({
      available: false,
      reason: { code: "NO_EARLIER_RESULT" },
    });
  });

  test.each(ANALYTICS)("%s counts positions analyzed and skipped", async (path) => {
    const { data_quality: quality } = await analytic(path);
    expect(quality.positions_analyzed + quality.positions_skipped).toBe(quality.positions_total);
    expect(quality.flag).toBe(path === "correlation-matrix" ? "complete" : "partial");
  });

  test("refuses a day that is none", async () => {
    const answer = await user.get(`/analytics/portfolio/${id}/overview?as_of=2026-02-30`);
    expect(answer.status).toBe(422);
  });
});

describe("overview", () => {
  test("gives NAV, leverage, exposures in money and percent, and P&L", async () => {
    const { data, data_quality: quality } = await analytic("overview");
    expect(data).toMatchObject({
      equity_balance: 100000.01,
      net_asset_value: 1100,
      cash_balance: 600,
      leverage: 900 / 1100,
      exposures: {
        long: 700,
        short: -200,
        gross: 900,
        net: 500,
        short_percentage: (100 * -200) / 1100,
        gross_percentage: (100 * 900) / 1100,
      },
      pnl: { total: 60, unrealized: 34, realized: 22, dividends: 4, daily: 50, ytd: 50, mtd: 50 },
      position_count: 2,
      unpriced_value: 200,
      market: "synthetic",
      reasons: {},
    });
    expect(quality).toMatchObject({ positions_analyzed: 1, positions_total: 2, data_days: 2 });
  });

  test("?as_of= gives the last session up to that day", async () => {
    const body = await analytic("overview?as_of=2026-01-07");
    expect(body.as_of).toBe("2025-12-31");
    expect(body.data.net_asset_value).toBe(1000);
    expect(body.data.pnl).toMatchObject({ total: 10, ytd: 10, mtd: 10 });
  });

  test("where NAV is not positive, shares of it are null with their reason", async () => {
    const made = await user.send("/onboarding/create-portfolio", {
      ...PORTFOLIO_FIELDS,
      account_name: "under water",
      csv_file: csvFile(TWO_LOTS),
    });
    await world.database.api.query(
      `insert into portfolio_snapshots (portfolio_id, run_id, method, as_of, nav, cash, long_exposure, short_exposure, gross_exposure,
         net_exposure, flow, dividends, realized_pnl, unrealized_pnl, daily_pnl, position_count, unpriced_value)
       values ($1, gen_random_uuid(), 1, '2026-01-08', -5, -10, 5, 0, 5, 5, 0, 0, 0, -10, -10, 1, 0)`,
      [made.body.portfolio_id],
    );
    const { data } = await analytic("overview", made.body.portfolio_id);
    expect([data.leverage, data.exposures.net_percentage, data.daily_return]).toEqual([null, null, null]);
    expect(data.reasons.leverage.code).toBe("NONPOSITIVE_CAPITAL");
    expect(data.net_asset_value).toBe(-5);
  });
});

describe("factors", () => {
  test("exposures come in fractions and money, with error and coverage", async () => {
    const { data, data_quality: quality } = await analytic("factor-exposures");
    const byName = new Map<string, Body>(data.factors.map((factor: Body) => [factor.name, factor]));
    expect(data.factors).toHaveLength(20);
    expect(byName.get("Market Beta (90D)")).toEqual({
      name: "Market Beta (90D)",
      type: "market",
      model: "market",
      beta: 0.8,
      exposure_dollar: 0.8 * 1100,
      std_error: 0.05,
      coverage: 0.7,
      window_sessions: 90,
      observations: 89,
      reason: null,
      std_error_reason: null,
    });
    expect(byName.get("Value")).toMatchObject({
      beta: -0.1,
      std_error: null,
      observations: null,
      reason: null,
      std_error_reason: { code: "NO_STD_ERROR", message: "Its estimator has no standard error." },
    });
    expect(byName.get("Provider Beta")).toMatchObject({ window_sessions: null, observations: null });
    expect(data.method).toBe(1);
    expect(byName.get("IR Beta")).toMatchObject({
      beta: null,
      exposure_dollar: null,
      reason: { code: "NO_LOADING" },
      std_error_reason: { code: "NO_LOADING" },
    });
    expect(byName.get("Momentum")).toMatchObject({ beta: null, reason: { code: "NO_HOLDINGS" } });
    expect(quality).toMatchObject({ positions_analyzed: 1, positions_skipped: 1, data_days: 89 });
  });

  test("spread factors are told in words", async () => {
    const { data } = await analytic("spread-factors");
    expect(data.factors.map(({ name }: Body) => name)).toEqual([
      "Growth-Value Spread",
      "Momentum Spread",
      "Size Spread",
      "Quality Spread",
    ]);
    expect(data.factors[2]).toMatchObject({ beta: -0.6, magnitude: "strong", direction: "Large cap" });
    expect(data.factors[0]).toMatchObject({ beta: null, direction: null, explanation: null });
  });

  test("positions show their loadings, null where there is none", async () => {
    const { data } = await analytic("positions/factor-exposures");
    expect(data.positions.map(({ symbol, weight }: Body) => [symbol, weight])).toEqual([
      ["AAA", 0.6],
      ["BBB", -0.2],
    ]);
    expect(data.positions[0].factors["Market Beta (90D)"]).toBe(1.25);
    expect(data.positions[1].factors["Market Beta (90D)"]).toBeNull();
    const [known, unknown] = data.positions.map(({ diagnostics }: Body) => diagnostics["Market Beta (90D)"]);
    expect(known).toEqual({
      observations: 89,
      r_squared: 0.4,
      std_error: 0.25,
      t: 5,
      // SciPy: 2·t.sf(5, 87).
      p: expect.closeTo(2.944908252579953e-6, 15),
      reason: null,
    });
    expect(unknown).toEqual({
      observations: 0,
      r_squared: null,
      std_error: null,
      t: null,
      p: null,
      reason: { code: "TOO_FEW_OBSERVATIONS", message: "30 observations are needed; 0 were usable." },
    });
    expect(data.positions[0].diagnostics["Provider Beta"]).toEqual({ reason: null });
  });

  test("history has every session of the range", async () => {
    const all = await analytic("factor-exposures/history");
    expect(all.history.map((row: Body) => [row.as_of, row.exposures["Market Beta (90D)"]])).toEqual([
      ["2025-12-31", 0.4],
      ["2026-01-08", 0.8],
    ]);
    expect((await analytic("factor-exposures/history?from=2026-01-01")).history).toHaveLength(1);
  });

  test("market beta stands beside the provider's", async () => {
    const { data } = await analytic("beta-comparison");
    expect(data.positions[0]).toMatchObject({
      symbol: "AAA",
      market_beta: 1.25,
      provider_beta: 1.1,
      magnitude: "strong",
      reasons: {},
    });
    expect(data.positions[0].difference).toBeCloseTo(0.15, 12);
    expect(data.positions[1]).toMatchObject({
      market_beta: null,
      difference: null,
      reasons: {
        market_beta: { code: "TOO_FEW_OBSERVATIONS" },
        provider_beta: { code: "NO_SOURCE" },
        difference: { code: "TOO_FEW_OBSERVATIONS" },
      },
    });
  });
});

describe("risk", () => {
  test("volatility is null with its reason where the window is not full", async () => {
    const { data, data_quality: quality } = await analytic("volatility");
    expect(data).toMatchObject({
      realized_volatility_21d: 0.15,
      realized_volatility_63d: 0.2,
      realized_volatility_252d: null,
      ewma: 0.18,
      proxied_returns: 3,
      reasons: { realized_volatility_252d: { code: "TOO_FEW_OBSERVATIONS" } },
    });
    expect(quality.data_days).toBe(100);
  });

  test("stress tests give money, percent and the value that remains, direct and correlated", async () => {
    const { data } = await analytic("stress-test");
    const direct = { dollar_impact: -88, percentage_impact: -8, new_portfolio_value: 1012 };
    const [scenario] = data.scenarios;
    expect(scenario).toMatchObject({
      id: "market_down_10",
      name: "Market Decline 10%",
      category: "market",
      severity: "moderate",
      impact_reading: "correlated",
      direct: {
        ...direct,
        contributions: {
          factors: expect.objectContaining({ "Joint Market": -0.08, "Joint Rates": 0 }),
          positions: { AAA: -0.08, BBB: null },
          convexity: 0,
          options: [],
        },
      },
      contributions: { positions: { AAA: -0.079, BBB: null } },
      factor_shocks: expect.objectContaining({ "Joint Market": -0.1 }),
      plausibility: { distance: 0.5, percentile: 0.4, implausible: false, reason: null },
      correlated_reason: null,
      source: "table",
      table_factors: [],
      not_covered: 0.2,
      reason: null,
    });
    expect(scenario.impact).toEqual({
      dollar_impact: expect.closeTo(-86.9, 10),
      percentage_impact: expect.closeTo(-7.9, 10),
      new_portfolio_value: expect.closeTo(1013.1, 10),
    });
    expect(scenario.correlated).toMatchObject({
      factor_moves: expect.objectContaining({ "Joint Growth-Value": 0.01 }),
    });
  });

  test("a scenario without a correlated reading or a plausibility says why, and shows the direct one", async () => {
    await world.database.api.query(
      `update stress_results set correlated[i] = null, correlated_fraction[i] = null, correlated_reason[i] = 'ILL_CONDITIONED',
         plausibility_distance[i] = null, plausibility_percentile[i] = null, plausibility_reason[i] = 'TOO_FEW_OBSERVATIONS'
       from (select array_position(scenario_id, 'market_down_10') as i from stress_results where portfolio_id = $1) s
       where portfolio_id = $1`,
      [stressed],
    );
    const [scenario, other] = (await analytic("stress-test", stressed)).data.scenarios;
    expect(scenario).toMatchObject({
      correlated: null,
      correlated_reason: { code: "ILL_CONDITIONED" },
      impact_reading: "direct",
      impact: { dollar_impact: -88 },
      plausibility: { distance: null, implausible: null, reason: { code: "TOO_FEW_OBSERVATIONS" } },
      reason: null,
    });
    expect(other.correlated_reason).toEqual(other.reason);
  });

  test("a scenario whose factor has no exposure estimate is null with its reason, never 0", async () => {
    const { data } = await analytic("stress-test");
    expect(data.scenarios[1]).toMatchObject({
      id: "rates_up_100bp",
      impact: null,
      direct: null,
      reason: { code: "NO_LOADING" },
    });
  });

  test("correlations are a symmetric matrix, null where a pair has none", async () => {
    const { data, data_quality: quality } = await analytic("correlation-matrix");
    expect(data).toEqual({
      estimator: "pearson",
      window_sessions: 252,
      symbols: ["AAA", "BBB", "CCC"],
      symbols_left_out: [],
      matrix: [
        [1, 0.5, -0.25],
        [0.5, 1, null],
        [-0.25, null, 1],
      ],
      observations: [
        [null, 251, 200],
        [251, null, 12],
        [200, 12, null],
      ],
      average_correlation: 0.125,
      high_pairs: [],
      shrinkage: null,
      clusters: [
        { symbols: ["AAA", "BBB"], average_correlation: 0.5 },
        { symbols: ["CCC"], average_correlation: null },
      ],
      reason: null,
    });
    expect(quality.data_days).toBe(251);
  });

  test("correlations of 90 sessions are asked for by window, and say why there is no average", async () => {
    const { data } = await analytic("correlation-matrix?window=90");
    expect(data).toMatchObject({
      matrix: [[1]],
      average_correlation: null,
      reason: { code: "TOO_FEW_OBSERVATIONS" },
    });
  });
});

describe("composition", () => {
  test("concentration comes with the words for it", async () => {
    const { data } = await analytic("concentration");
    expect(data).toEqual({
      delta_long_exposure: 0.7,
      delta_short_exposure: -0.2,
      delta_gross_exposure: 0.9,
      delta_net_exposure: 0.5,
      hhi: 0.5,
      effective_num_positions: 2,
      top_3: 1,
      top_10: 1,
      level: "concentrated",
      reasons: {},
    });
  });

  test("sectors stand beside the benchmark's, which are null without a source", async () => {
    const { data } = await analytic("sector-exposure");
    expect(data.benchmark_reason.code).toBe("NO_SOURCE");
    expect(data.sectors).toEqual([
      { sector: "Cash", weight: 0.4, benchmark_weight: null, active_weight: null, reason: null },
      { sector: "Technology", weight: 0.6, benchmark_weight: null, active_weight: null, reason: null },
    ]);
  });

  test("the benchmark's weights count where a provider gives them", async () => {
    await world.database.api.query(
      `insert into company_profiles (symbol, sector_weights, provider) values ('SPY', '{"Technology": 0.35, "Energy": 0.05}', 'test')`,
    );
    const { data } = await analytic("sector-exposure");
    expect(data.benchmark_reason).toBeNull();
    expect(
      data.sectors.map(({ sector, weight, benchmark_weight }: Body) => [sector, weight, benchmark_weight]),
    ).toEqual([
      ["Cash", 0.4, 0],
      ["Energy", 0, 0.05],
      ["Technology", 0.6, 0.35],
    ]);
    expect(data.sectors[2].active_weight).toBeCloseTo(0.25, 12);
  });
});

describe("symbol metrics", () => {
  test("are those of the listed symbols held, null with the reason where there is none", async () => {
    await world.database.api.query(
      `insert into symbol_daily_metrics (symbol, as_of, return_1d, ewma_vol, run_id, method)
       values ('AAA', '2026-01-08', 0.1, 0.2, gen_random_uuid(), 1), ('ZZZ', '2026-01-08', 1, 1, gen_random_uuid(), 1)`,
    );
    const { data } = await analytic("symbol-metrics");
    expect(data.symbols.map(({ symbol }: Body) => symbol)).toEqual(["AAA"]);
    const [{ metrics, reasons }] = data.symbols;
    expect(metrics).toMatchObject({ return_1d: 0.1, ewma_vol: 0.2, return_1y: null, realized_vol_252: null });
    expect(reasons).toMatchObject({
      return_1y: { code: "NO_PRICE" },
      realized_vol_252: { code: "TOO_FEW_OBSERVATIONS" },
      median_volume_21: { code: "NO_VOLUME" },
    });
    expect(Object.keys(reasons).sort()).toEqual(
      Object.keys(metrics)
        .filter((name) => metrics[name] === null)
        .sort(),
    );
  });
});

describe("data", () => {
  test("snapshots give every session of the range", async () => {
    const all = await user.get(`/data/portfolio/${id}/snapshots`);
    expect(all.body).toMatchObject({ portfolio_id: id, market: "synthetic" });
    expect(all.body.snapshots[1]).toEqual({
      as_of: "2026-01-08",
      net_asset_value: 1100,
      cash_balance: 600,
      long_exposure: 700,
      short_exposure: -200,
      gross_exposure: 900,
      net_exposure: 500,
      capital_flow: 50,
      dividends: 3,
      realized_pnl: 20,
      unrealized_pnl: 34,
      daily_pnl: 50,
      daily_return: 0.05,
      cumulative_return: 0.0605,
      position_count: 2,
      unpriced_value: 200,
    });
    const part = await user.get(`/data/portfolio/${id}/snapshots?from=2025-12-01&to=2025-12-31`);
    expect(part.body.snapshots.map(({ as_of }: Body) => as_of)).toEqual(["2025-12-31"]);
  });

  test("prices are those of the symbols the portfolio ever held", async () => {
    const { body } = await user.get(`/data/prices/historical/${id}`);
    expect(body).toMatchObject({ from: "2024-12-04", to: "2026-01-08", market: "synthetic" });
    expect(body.symbols).toEqual({
      AAA: [
        { date: "2026-01-07", close: 10, adj_close: 9.5, volume: 100 },
        { date: "2026-01-08", close: 11, adj_close: 11, volume: null },
      ],
    });
    expect(body.benchmark).toBeNull();
  });

  test("the benchmark's prices are given where they are asked for, held or not", async () => {
    await world.database.system.query(
      "insert into market_data_cache (symbol, session, close, adj_close) values ('SPY', '2026-01-08', 600, 600)",
    );
    const { body } = await user.get(`/data/prices/historical/${id}?include_benchmark=true`);
    expect(Object.keys(body.symbols)).toEqual(["AAA"]);
    expect(body.benchmark).toEqual({
      symbol: "SPY",
      prices: [{ date: "2026-01-08", close: 600, adj_close: 600, volume: null }],
    });
  });
});
