import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld, LAST_SESSION } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS } from "./support/portfolio-files.ts";
import { unexplainedNulls } from "./support/unexplained-nulls.ts";

const COLUMNS =
  "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share";

/** Longs, a short, a call, a private holding named like a share, a lot bought later and one sold after EARLIER. */
const BOOK = `${COLUMNS}
VTV,2000,232.36,2024-06-03,PUBLIC,ETF,,,,,,
VUG,800,507.47,2024-06-03,PUBLIC,ETF,,,,,,
GOVT,9000,24.04,2024-06-03,PUBLIC,ETF,,,,,,
XLV,-700,165.31,2024-06-03,PUBLIC,ETF,,,,,,
IEFA,1500,96.83,2025-09-15,PUBLIC,ETF,,,,,,
LQD,900,120.21,2024-06-03,PUBLIC,ETF,,,,,2025-11-10,92.84
VTV,1,20000,2024-06-03,PRIVATE,,,,,,,
SPY260619C00560000,10,30,2025-06-02,OPTIONS,,SPY,560,2026-06-19,CALL,,
`;
/** One fund for six weeks. */
const YOUNG = `${COLUMNS}\nVUG,100,625.16,2025-12-01,PUBLIC,ETF,,,,,,\n`;
/** Money alone, and a house alone. */
const CASH = `${COLUMNS}\nUSD,100000,1,2024-06-03,PUBLIC,CASH,,,,,,\n`;
const HOUSE = `${COLUMNS}\nHOUSE,1,50000,2024-06-03,PRIVATE,,,,,,,\n`;
/** A short that grew until NAV was negative. */
const BROKE = `${COLUMNS}\nVUG,-300,507.47,2024-06-03,PUBLIC,ETF,,,,,,\nVTV,200,232.36,2024-06-03,PUBLIC,ETF,,,,,,\n`;

const EARLIER = "2025-10-15";

/** What a run that ends at a session answers for it, and later ones must answer for it too. */
const AS_OF = [
  "factor-exposures",
  "positions/factor-exposures",
  "spread-factors",
  "beta-comparison",
  "sector-exposure",
  "concentration",
  "symbol-metrics",
  "correlation-matrix",
  "correlation-matrix?estimator=ledoit_wolf",
  "risk-metrics",
  "risk-metrics/backtest",
  "risk-decomposition",
  "volatility",
  "stress-test",
  "stress-test/custom?shocks=Market:-0.2;Interest_Rate:%2B100bp",
  "stress-test/reverse?loss=0.1",
  "diversification-score",
  "liquidity",
  "beta-diagnostics",
  "pnl-attribution",
];
const EVERY = [...AS_OF, "risk-metrics/history", "volatility/history", `risk-change?from=${EARLIER}`];

let world: HttpWorld;
let user: SignedInClient;
let book: string;
let young: string;
let broke: string;
let cash: string;
let house: string;
/** The runs of the book: up to EARLIER, and up to the last session. */
const runs: string[] = [];
const earlierAnswers = new Map<string, Body>();
/** Total-return closes by symbol and session, oldest first. */
const closes = new Map<string, ReadonlyMap<string, number>>();

beforeAll(async () => {
  world = await createHttpWorld({ worker: true });
  user = await world.signUp("analyst");
  const admin = await world.signUp("operator", "admin");
  const create = async (account_name: string, equity_balance: string, csv: string): Promise<string> => {
    const file = csvFile(csv);
    const fields = { ...PORTFOLIO_FIELDS, account_name, equity_balance, csv_file: file };
    return (await user.send("/onboarding/create-portfolio", fields)).body.portfolio_id;
  };
  const end = async (portfolio: string, started: Body): Promise<string> => {
    await user.get(`/portfolios/${portfolio}/runs/${started.batch_run_id}/events`);
    const { body } = await user.get(`/portfolios/${portfolio}/batch-status/${started.batch_run_id}`);
    expect(body.status).toBe("completed");
    return started.batch_run_id;
  };
  const calculate = async (portfolio: string) =>
    end(portfolio, (await user.post(`/portfolios/${portfolio}/calculate`)).body);
  book = await create("book", "1000000", BOOK);
  young = await create("young", "100000", YOUNG);
  broke = await create("broke", "10000", BROKE);
  cash = await create("cash", "100000", CASH);
  house = await create("house", "100000", HOUSE);
  const first = await admin.post("/admin/batch/run", { portfolio_id: book, end_date: EARLIER });
  runs.push(await end(book, first.body));
  for (const path of AS_OF) earlierAnswers.set(path, await analytic(path));
  runs.push(await calculate(book));
  await calculate(young);
  for (const portfolio of [broke, cash, house]) await calculate(portfolio);
  const { rows } = await world.database.api.query<{ symbol: string; session: string; adj_close: number }>(
    "select symbol, session, adj_close from market_data_cache where symbol in ('VUG', 'SPY') order by session",
  );
  for (const symbol of ["VUG", "SPY"]) {
    const own = rows.filter((row) => row.symbol === symbol);
    closes.set(symbol, new Map(own.map((row) => [row.session, row.adj_close])));
  }
}, 120_000);
afterAll(() => world.close());

async function analytic(path: string, portfolio = book): Promise<Body> {
  const { status, body } = await user.get(`/analytics/portfolio/${portfolio}/${path}`);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

const data = async (path: string, portfolio = book): Promise<Body> => (await analytic(path, portfolio)).data;

async function snapshots(portfolio = book): Promise<readonly Body[]> {
  return (await user.get(`/data/portfolio/${portfolio}/snapshots`)).body.snapshots;
}

/** Returns of a symbol up to the last session, oldest first. */
function returnsOf(symbol: string, count: number): readonly number[] {
  const prices = [...closes.get(symbol)!.values()];
  return prices.slice(-count).map((price, i) => price / prices[prices.length - count + i - 1]! - 1);
}

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const variance = (values: readonly number[]) =>
  sum(values.map((value) => (value - mean(values)) ** 2)) / (values.length - 1);

/** Type 7, as spreadsheets have it. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  return sorted[low]! + (place - low) * (sorted[low + 1]! - sorted[low]!);
}

describe("every analytic of risk", () => {
  test.each(EVERY)("%s answers for the last session", async (path) => {
    const body = await analytic(path);
    expect(body.history?.at(-1).as_of ?? body.as_of).toBe(LAST_SESSION);
    expect(body.reason ?? null).toBeNull();
  });

  test.each(AS_OF)("%s of an earlier session is what it was when a run ended there", async (path) => {
    const joined = `${path}${path.includes("?") ? "&" : "?"}as_of=${EARLIER}`;
    expect(await analytic(joined)).toEqual(earlierAnswers.get(path));
  });

  test("is nobody else's", async () => {
    const stranger = await world.signUp("stranger");
    const compare = `/portfolios/${book}/runs/${runs[0]}/compare/${runs[1]}`;
    for (const url of [...EVERY.map((path) => `/analytics/portfolio/${book}/${path}`), compare]) {
      expect([url, (await stranger.get(url)).status]).toEqual([url, 404]);
      expect([url, (await world.anonymous.get(url)).status]).toEqual([url, 401]);
    }
  });

  test("has a reason beside every number that it lacks, of whatever book", async () => {
    for (const [name, portfolio] of Object.entries({ book, young, broke, cash, house }))
      for (const path of EVERY) {
        const body = await analytic(path, portfolio);
        if (body.data === undefined) continue;
        // The young book held nothing yet at the earlier session.
        const isTooEarly = name === "young" && path.startsWith("risk-change");
        const code = isTooEarly ? "NO_EARLIER_RESULT" : null;
        expect([name, path, body.reason?.code ?? null]).toEqual([name, path, code]);
        expect([name, path, unexplainedNulls(body.data)]).toEqual([name, path, []]);
      }
  });

  test("says of a book of cash that nothing is held, the same wherever the number is shown", async () => {
    const { factors } = await data("factor-exposures", cash);
    const metrics = await data("risk-metrics", cash);
    const decomposition = await data("risk-decomposition", cash);
    const score = await data("diversification-score", cash);
    const betas = await data("beta-comparison", cash);
    for (const reason of [
      factors[0].reason,
      metrics.reasons.beta,
      metrics.reasons.volatility,
      metrics.reasons.diversification_ratio,
      decomposition.reason,
      score.reasons.diversification_ratio,
      score.reasons.effective_num_positions,
      betas.portfolio.reasons.market_beta,
    ])
      expect(reason).toEqual({ code: "NO_HOLDINGS", message: "Nothing but cash is held." });
    expect(score.reasons.average_correlation.code).toBe("NO_HOLDINGS");
    expect([betas.positions, decomposition.positions]).toEqual([[], []]);
    // Nothing can move it.
    expect(metrics.var_95).toBe(0);
    expect((await data("stress-test", cash)).scenarios[0].impact.dollar_impact).toBe(0);
  });

  test("says of a private holding alone that it has neither loadings nor a listed price", async () => {
    expect((await data("risk-decomposition", house)).reason.code).toBe("NO_LOADING");
    expect((await data("risk-metrics", house)).reasons).toMatchObject({
      beta: { code: "NO_LOADING" },
      volatility: { code: "NO_LOADING" },
      var_95: { code: "INCOMPLETE_HISTORY" },
    });
    expect((await data("diversification-score", house)).reasons).toMatchObject({
      average_correlation: { code: "NO_HOLDINGS" },
      effective_number_by_correlation: { code: "NO_HOLDINGS" },
    });
    expect((await data("stress-test", house)).scenarios[0]).toMatchObject({
      impact: null,
      reason: { code: "NO_LOADING" },
      correlated_reason: { code: "NO_LOADING" },
    });
    const { positions } = await data("liquidity", house);
    expect(positions[0].reason).toEqual({ code: "NO_VOLUME", message: "A private holding is not traded." });
  });

  test("says of a book without capital that it has none, never a number", async () => {
    for (const path of EVERY) {
      const body = await analytic(path, broke);
      expect([path, body.history?.at(-1).as_of ?? body.as_of]).toEqual([path, LAST_SESSION]);
    }
    const metrics = await data("risk-metrics", broke);
    for (const field of [
      "beta",
      "volatility",
      "realized_volatility_252d",
      "var_95",
      "cvar_99",
      "max_drawdown",
    ])
      expect([field, metrics[field], metrics.reasons[field]?.code]).toEqual([
        field,
        null,
        "NONPOSITIVE_CAPITAL",
      ]);
    const { scenarios } = await data("stress-test", broke);
    expect(scenarios[0]).toMatchObject({
      impact: null,
      not_covered: null,
      reason: { code: "NONPOSITIVE_CAPITAL" },
    });
    expect(await data("stress-test/reverse?loss=0.1", broke)).toMatchObject({
      revalued: null,
      not_covered: null,
      reason: { code: "NONPOSITIVE_CAPITAL" },
    });
    const { positions } = await data("positions/factor-exposures", broke);
    expect(positions.map(({ symbol, weight }: Body) => [symbol, weight])).toEqual([
      ["VTV", null],
      ["VUG", null],
    ]);
    const { factors } = await data("factor-exposures", broke);
    expect(factors[0]).toMatchObject({ beta: null, reason: { code: "NONPOSITIVE_CAPITAL" } });
  });
});

describe("risk metrics", () => {
  test("in dollars are the fraction of NAV, over ten sessions √10 of one", async () => {
    const metrics = await data("risk-metrics");
    const nav = (await snapshots()).at(-1).net_asset_value;
    for (const level of ["95", "99"]) {
      const [var_, es] = [metrics[`var_${level}`], metrics[`cvar_${level}`]];
      expect(var_).toBeGreaterThan(0);
      expect(es).toBeGreaterThan(var_);
      expect(metrics[`var_${level}_dollar`]).toBeCloseTo(var_ * nav, 6);
      expect(metrics[`cvar_${level}_dollar`]).toBeCloseTo(es * nav, 6);
      expect(metrics.ten_session[`var_${level}`]).toBeCloseTo(var_ * Math.sqrt(10), 14);
      expect(metrics.ten_session[`cvar_${level}`]).toBeCloseTo(es * Math.sqrt(10), 14);
      expect(metrics.tail_methods.filtered_historical[`var_${level}`]).toBe(var_);
      for (const tail of [metrics.ten_session, ...Object.values<Body>(metrics.tail_methods)])
        for (const name of Object.keys(tail).filter((field) => field.endsWith(level)))
          expect(tail[`${name}_dollar`]).toBeCloseTo(tail[name] * nav, 6);
    }
    expect(metrics.var_99).toBeGreaterThan(metrics.var_95);
    expect(metrics.reasons).toEqual({});
  });

  test("of the account follow from its snapshots", async () => {
    const metrics = await data("risk-metrics");
    const rows = await snapshots();
    const returns: number[] = rows.map(({ daily_return }) => daily_return);
    let index = 1;
    let [high, highAt, depth] = [1, null as string | null, 0];
    let [peak, trough] = [null as string | null, null as string | null];
    for (const [t, r] of returns.entries()) {
      index *= 1 + r;
      if (index / high - 1 < depth) [depth, peak, trough] = [index / high - 1, highAt, rows[t].as_of];
      if (index > high) [high, highAt] = [index, rows[t].as_of];
    }
    expect(metrics.cumulative_return).toBeCloseTo(index - 1, 12);
    expect(metrics.max_drawdown).toBeCloseTo(depth, 12);
    expect([metrics.max_drawdown_peak, metrics.max_drawdown_trough]).toEqual([peak, trough]);
    expect(metrics.current_drawdown).toBeCloseTo(index / high - 1, 12);
    const later = returns.slice(1);
    expect(metrics.performance_observations).toBe(later.length);
    expect(metrics.annualized_volatility).toBeCloseTo(Math.sqrt(252 * variance(later)), 12);
    const years = later.length / 252;
    expect(metrics.annualized_return).toBeCloseTo(
      later.reduce((all, r) => all * (1 + r), 1) ** (1 / years) - 1,
      12,
    );
    expect(metrics.calmar).toBeCloseTo(metrics.annualized_return / Math.abs(metrics.max_drawdown), 10);
  });

  test("of one fund are its weight times the fund's own tail", async () => {
    const metrics = await data("risk-metrics", young);
    const [position] = (await user.get(`/portfolios/${young}/positions`)).body.positions;
    const nav = (await snapshots(young)).at(-1).net_asset_value;
    const weight = position.market_value / nav;
    const returns = returnsOf("VUG", 567);
    let h = mean(returns.slice(0, 63).map((r) => r * r));
    const scaled = returns.slice(63).map((r) => {
      const z = r / Math.sqrt(h);
      h = 0.94 * h + 0.06 * r * r;
      return z;
    });
    const scenarios = scaled.map((z) => z * Math.sqrt(h));
    for (const [level, share] of [
      ["95", 0.05],
      ["99", 0.01],
    ] as const) {
      const cut = quantile(scenarios, share);
      expect(metrics[`var_${level}`]).toBeCloseTo(-weight * cut, 12);
      expect(metrics[`cvar_${level}`]).toBeCloseTo(-weight * mean(scenarios.filter((x) => x <= cut)), 12);
      expect(metrics.tail_methods.historical[`var_${level}`]).toBeCloseTo(
        -weight * quantile(returns.slice(63), share),
        12,
      );
    }
    expect(metrics.tail_observations).toBe(504);
    expect(metrics.diversification_ratio).toBeCloseTo(1, 12);
  });

  test("are null with the reason where the account is too young", async () => {
    const metrics = await data("risk-metrics", young);
    for (const field of ["sharpe", "sortino", "alpha", "tracking_error", "annualized_return", "calmar"])
      expect([field, metrics[field], metrics.reasons[field]?.code]).toEqual([
        field,
        null,
        "TOO_FEW_OBSERVATIONS",
      ]);
    expect(metrics.reasons.sharpe.message).toBe("63 observations are needed; 26 were usable.");
    const unexplained = Object.keys(metrics).filter(
      (field) => metrics[field] === null && !field.startsWith("max_drawdown_") && !(field in metrics.reasons),
    );
    expect(unexplained).toEqual([]);
  });

  test("of every session come in order, the last as the headline, and by range", async () => {
    const { history } = await analytic("risk-metrics/history");
    const sessions = (await snapshots()).map(({ as_of }) => as_of);
    expect(history.map(({ as_of }: Body) => as_of)).toEqual(sessions);
    const metrics = await data("risk-metrics");
    expect(history.at(-1)).toMatchObject({
      volatility: metrics.volatility,
      var_95: metrics.var_95,
      cvar_95: metrics.cvar_95,
      var_99: metrics.var_99,
      cvar_99: metrics.cvar_99,
      sharpe: metrics.sharpe,
      max_drawdown: metrics.max_drawdown,
      cumulative_return: metrics.cumulative_return,
    });
    const part = await analytic("risk-metrics/history?from=2025-01-01&to=2025-01-31");
    expect(part.history).toEqual(history.filter(({ as_of }: Body) => as_of.startsWith("2025-01")));
    const volatility = (await analytic("volatility/history?from=2025-12-01")).history;
    expect(volatility.map(({ as_of }: Body) => as_of)).toEqual(sessions.filter((day) => day >= "2025-12-01"));
    expect(volatility.at(-1).ewma).toBe((await data("volatility")).ewma);
  });

  test("the clean return is what the weight of the close before brought", async () => {
    const { history } = await analytic("risk-metrics/history", young);
    const rows = await snapshots(young);
    expect(history[0].clean_return).toBeNull();
    const returns = returnsOf("VUG", rows.length);
    for (let t = 1; t < rows.length; t++)
      expect(history[t].clean_return).toBeCloseTo(
        (rows[t - 1].long_exposure / rows[t - 1].net_asset_value) * returns[t]!,
        13,
      );
  });

  test("a back-test counts the sessions that lost more than the close before forecast", async () => {
    const { clean, pro_forma } = await data("risk-metrics/backtest");
    const { history } = await analytic("risk-metrics/history");
    for (const { level, forecasts, exceptions, expected, traffic_light } of clean.tests) {
      const pairs = history
        .slice(1)
        .map((row: Body, t: number) => [history[t][`var_${level}`], row.clean_return])
        .filter((pair: readonly (number | null)[]) => !pair.includes(null));
      expect(forecasts).toBe(pairs.length);
      expect(exceptions).toBe(pairs.filter(([var_, r]: number[]) => r! < -var_!).length);
      expect(expected).toBeCloseTo((pairs.length * (100 - level)) / 100, 10);
      expect(traffic_light === null).toBe(level === 95);
    }
    expect(clean.bias.bias).toBeGreaterThan(0.8);
    expect(clean.bias.bias).toBeLessThan(1.25);
    expect(new Set(pro_forma.tests.map(({ method }: Body) => method))).toContain("fhs");
    const { clean: short } = await data("risk-metrics/backtest", young);
    expect(short.tests[0]).toMatchObject({ exceptions: null, reason: { code: "TOO_FEW_OBSERVATIONS" } });
  });
});

describe("risk decomposition", () => {
  test("shares of factors and of positions add up to 1, shortfalls to the shortfall", async () => {
    const { factors, positions, specific_share, volatility } = await data("risk-decomposition");
    const metrics = await data("risk-metrics");
    const of = (rows: readonly Body[], field: string) => sum(rows.map((row) => row[field]));
    expect(of(factors, "share") + specific_share).toBeCloseTo(1, 12);
    expect(of(positions, "share")).toBeCloseTo(1, 12);
    expect(of(positions, "component")).toBeCloseTo(volatility, 12);
    expect(volatility).toBe(metrics.volatility);
    expect(of(positions, "component_cvar_95")).toBeCloseTo(metrics.cvar_95, 12);
    expect(of(positions, "component_cvar_99")).toBeCloseTo(metrics.cvar_99, 12);
    expect(of(positions, "component_var_95")).toBeCloseTo(metrics.var_95, 12);
    expect(metrics.systematic_share + specific_share).toBeCloseTo(1, 12);
  });

  test("lists a private holding apart from the share of its name, and a call in its underlying", async () => {
    const { positions, covered_weight, uncovered_weight } = await data("risk-decomposition");
    const nav = (await snapshots()).at(-1).net_asset_value;
    expect(positions.map(({ symbol }: Body) => symbol)).toEqual([
      "GOVT",
      "IEFA",
      "SPY",
      "VTV",
      "VTV",
      "VUG",
      "XLV",
    ]);
    const [listed, owned] = positions.filter(({ symbol }: Body) => symbol === "VTV");
    expect(listed.share).toBeGreaterThan(0);
    expect(owned).toMatchObject({ share: null, component_cvar_95: 0, component_var_95: null });
    expect(owned.weight).toBeCloseTo(20_000 / nav, 12);
    expect(uncovered_weight).toBeCloseTo(20_000 / nav, 12);
    const known = positions.filter(({ share }: Body) => share !== null);
    expect(covered_weight).toBeCloseTo(sum(known.map(({ weight }: Body) => Math.abs(weight))), 12);
    const lots: readonly Body[] = (await user.get(`/portfolios/${book}/positions`)).body.positions;
    const call = lots.find(({ investment_class }) => investment_class === "OPTIONS");
    const spy = positions.find(({ symbol }: Body) => symbol === "SPY");
    expect(spy.weight).toBeCloseTo(call.greeks.delta_exposure / nav, 12);
  });
});

describe("stress tests", () => {
  const contributed = ({ factors, convexity }: Body) => sum(Object.values<number>(factors)) + convexity;

  test("contributions by factor and by position add up to the impact", async () => {
    const { scenarios } = await data("stress-test");
    const nav = (await snapshots()).at(-1).net_asset_value;
    expect(scenarios.length).toBeGreaterThan(15);
    for (const scenario of scenarios)
      for (const reading of [scenario.direct, scenario.correlated, scenario]) {
        const { dollar_impact, percentage_impact, new_portfolio_value } = reading.impact ?? reading;
        const { contributions } = reading;
        expect(contributed(contributions)).toBeCloseTo(dollar_impact / nav, 9);
        const bySymbol = sum(Object.values<number | null>(contributions.positions));
        expect(bySymbol + contributions.convexity).toBeCloseTo(dollar_impact / nav, 9);
        expect(sum(contributions.options.map(({ convexity }: Body) => convexity))).toBeCloseTo(
          contributions.convexity,
          12,
        );
        expect(percentage_impact).toBeCloseTo((100 * dollar_impact) / nav, 9);
        expect(new_portfolio_value).toBeCloseTo(nav + dollar_impact, 5);
      }
  });

  test("a rise of yields by 100 bp moves the direct reading by exposure × (−D·Δy + ½·C·Δy²)", async () => {
    const { scenarios } = await data("stress-test");
    const { factors } = await data("factor-exposures");
    const exposure = factors.find(({ name }: Body) => name === "Joint Rates").beta;
    const { direct } = scenarios.find(({ id }: Body) => id === "rates_up_100bp");
    expect(direct.contributions.factors["Joint Rates"]).toBeCloseTo(
      exposure * (-16.5 * 0.01 + 0.5 * 360 * 0.01 ** 2),
      14,
    );
    // The call is revalued in full: a bought one never does worse than its delta says.
    expect(direct.contributions.convexity).toBeGreaterThan(0);
  });

  test("shocks of one's own equal the scenario that names the same", async () => {
    const { scenarios } = await data("stress-test");
    for (const [id, shocks] of [
      ["market_down_10", "Market:-0.1"],
      ["rates_up_100bp", "Interest_Rate: +100bp"],
      ["value_rotation_20", "Value:0.2; Growth:-0.1"],
    ]) {
      const { shocks: understood, ...custom } = await data(
        `stress-test/custom?shocks=${encodeURIComponent(shocks!)}`,
      );
      expect(scenarios.find((one: Body) => one.id === id)).toMatchObject(custom);
      expect(understood).not.toBe("");
    }
  });

  test("shocks that cannot be read are refused with what was found and what was expected", async () => {
    const ask = (shocks: string) =>
      user.get(`/analytics/portfolio/${book}/stress-test/custom?shocks=${encodeURIComponent(shocks)}`);
    const answer = await ask("Market:-20%;Gold:0.1");
    expect([answer.status, answer.body.code]).toEqual([422, "VALIDATION"]);
    expect(answer.body.detail).toMatch(
      /"Market:-20%": expected a return as a fraction.*"Gold": expected one of Market, /,
    );
    for (const shocks of ["", "Market", "Market:-0.1;Market:-0.2", "Interest_Rate:0.01", "Market:-2"])
      expect([shocks, (await ask(shocks)).status]).toEqual([shocks, 422]);
    expect((await user.get(`/analytics/portfolio/${book}/stress-test/custom`)).status).toBe(422);
  });

  test("the likeliest way to a loss costs the linear book just that", async () => {
    const found = await data("stress-test/reverse?loss=0.1");
    const { factors } = await data("risk-decomposition");
    const linear = sum(factors.map(({ name, exposure }: Body) => exposure * found.factor_moves[name]));
    expect(linear).toBeCloseTo(-0.1, 12);
    expect(found.revalued.percentage_impact / 100).toBeCloseTo(-0.1 + found.convexity, 12);
    expect(found.convexity).toBeGreaterThan(0);
    // d* = L over the systematic volatility of a year.
    const metrics = await data("risk-metrics");
    const systematic = metrics.volatility * Math.sqrt(metrics.systematic_share);
    expect(found.plausibility.distance).toBeCloseTo(0.1 / systematic, 10);
    const alone = await data("stress-test/reverse?loss=0.25", young);
    expect(alone.revalued.percentage_impact).toBeCloseTo(-25, 10);
  });

  test.each(["0", "-0.1", "11", "much", ""])("a loss of '%s' is refused", async (loss) => {
    const answer = await user.get(`/analytics/portfolio/${book}/stress-test/reverse?loss=${loss}`);
    expect([answer.status, answer.body.code]).toEqual([422, "VALIDATION"]);
  });
});

describe("correlations and diversification", () => {
  test("clusters hold every symbol once, and the score counts them", async () => {
    const { clusters, symbols, matrix, average_correlation } = await data("correlation-matrix");
    expect(clusters.flatMap((cluster: Body) => cluster.symbols).sort()).toEqual(symbols);
    const pairs = symbols.flatMap((_: string, i: number) => matrix[i].slice(0, i));
    expect(average_correlation).toBeCloseTo(mean(pairs), 12);
    const score = await data("diversification-score");
    expect(score).toMatchObject({
      average_correlation,
      clusters: clusters.length,
      symbols_counted: symbols.length,
      reasons: {},
    });
    expect(score.diversification_ratio).toBe((await data("risk-metrics")).diversification_ratio);
    expect(score.effective_number_by_correlation).toBeGreaterThan(1);
    expect(score.effective_number_by_correlation).toBeLessThan(symbols.length);
    const [x, y] = [returnsOf("SPY", 252), returnsOf("VUG", 252)];
    const covariance = (variance(x.map((r, i) => r + y[i]!)) - variance(x) - variance(y)) / 2;
    const rho = matrix[symbols.indexOf("SPY")][symbols.indexOf("VUG")];
    expect(rho).toBeCloseTo(covariance / Math.sqrt(variance(x) * variance(y)), 12);
  });

  test("shrunk, they are the covariance of the second opinion on volatility", async () => {
    const { symbols, symbols_left_out, matrix, shrinkage, observations } = await data(
      "correlation-matrix?estimator=ledoit_wolf",
    );
    const { positions, second_opinion } = await data("risk-decomposition");
    const weights = symbols.map(
      (symbol: string) => positions.find((row: Body) => row.symbol === symbol).weight,
    );
    const variance = symbols.flatMap((_: string, i: number) =>
      symbols.map(
        (__: string, j: number) =>
          weights[i] * weights[j] * shrinkage.volatilities[i] * shrinkage.volatilities[j] * matrix[i][j],
      ),
    );
    expect(Math.sqrt(sum(variance))).toBeCloseTo(second_opinion.constant_correlation_volatility, 12);
    expect(shrinkage.intensity).toBe(second_opinion.constant_correlation_shrinkage);
    expect(observations[1][0]).toBe(second_opinion.observations);
    expect(symbols_left_out).toEqual([]);
    const pairs = symbols.flatMap((_: string, i: number) => matrix[i].slice(0, i));
    expect(shrinkage.target_correlation).toBeCloseTo(mean(pairs), 12);
  });

  test("shrunk, they have one window", async () => {
    const url = `/analytics/portfolio/${book}/correlation-matrix?estimator=ledoit_wolf&window=90`;
    const answer = await user.get(url);
    expect([answer.status, answer.body.code]).toEqual([422, "VALIDATION"]);
  });

  test("above 0.7 are listed, the highest first", async () => {
    const { symbols, matrix, high_pairs } = await data("correlation-matrix");
    const expected = symbols
      .flatMap((_: string, i: number) => matrix[i].slice(0, i))
      .filter((rho: number) => rho > 0.7)
      .sort((a: number, b: number) => b - a);
    expect(high_pairs.map(({ correlation }: Body) => correlation)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
    const [first] = high_pairs;
    const [i, j] = first.symbols.map((symbol: string) => symbols.indexOf(symbol));
    expect(matrix[i][j]).toBe(first.correlation);
  });

  test("the score without a pair says why", async () => {
    const score = await data("diversification-score", young);
    expect(score).toMatchObject({ average_correlation: null, effective_number_by_correlation: 1 });
    expect(score.reasons.average_correlation.code).toBe("TOO_FEW_OBSERVATIONS");
  });
});

describe("holdings", () => {
  test("take as many sessions to sell as a fifth of the usual volume allows", async () => {
    const { positions, coverage, liquidated } = await data("liquidity");
    const { symbols } = (await user.get(`/data/prices/historical/${book}?from=2025-11-20`)).body;
    for (const { symbol, quantity, median_volume_21d, days_to_liquidate } of positions) {
      if (median_volume_21d === null) continue;
      const volumes: number[] = symbols[symbol].slice(-21).map(({ volume }: Body) => volume);
      expect(median_volume_21d).toBe(volumes.toSorted((a, b) => a - b)[10]);
      expect(days_to_liquidate).toBeCloseTo(Math.abs(quantity) / (0.2 * median_volume_21d), 12);
    }
    const unknown = positions.filter((row: Body) => row.median_volume_21d === null);
    expect(unknown.map(({ symbol, quantity }: Body) => [symbol, quantity])).toEqual([
      ["SPY260619C00560000", 10],
      ["VTV", 1],
    ]);
    const gross = (rows: readonly Body[]) => sum(rows.map(({ market_value }) => Math.abs(market_value)));
    expect(coverage).toBeCloseTo(1 - gross(unknown) / gross(positions), 12);
    expect(liquidated.at(-1).share).toBeCloseTo(coverage, 12);
  });

  test("have betas whose diagnostics are those of a plain regression", async () => {
    const { prior: towards, positions } = await data("beta-diagnostics");
    const fund = positions.find(({ symbol }: Body) => symbol === "VUG");
    const [x, y] = [returnsOf("SPY", 90), returnsOf("VUG", 90)];
    const covariance = (variance(x.map((r, i) => r + y[i]!)) - variance(x) - variance(y)) / 2;
    const beta = covariance / variance(x);
    const residuals = y.map((r, i) => r - mean(y) - beta * (x[i]! - mean(x)));
    const error = Math.sqrt(sum(residuals.map((e) => e * e)) / 88 / (89 * variance(x)));
    expect(fund.market_beta).toBeCloseTo(beta, 10);
    expect(fund.std_error).toBeCloseTo(error, 10);
    expect(fund).toMatchObject({ observations: 90, stale_pricing: false, reasons: {} });
    // Without a reference set shrunk towards 1 by its precision: τ = 0.35.
    expect(towards).toEqual({ mean: 1, standard_deviation: 0.35, references: 0 });
    const [own, prior] = [1 / fund.std_error ** 2, 1 / 0.35 ** 2];
    expect(fund.vasicek_beta).toBeCloseTo((own * fund.market_beta + prior) / (own + prior), 10);
    expect(positions.find(({ symbol }: Body) => symbol === "GOVT").reasons.vasicek_beta.code).toBe(
      "NOT_EQUITY",
    );
  });
});

describe("changes", () => {
  const FIELDS = ["nav", "market_beta", "volatility", "var_95", "cvar_95"];
  const added = (steps: readonly Body[], field: string) => sum(steps.map(({ change }) => change[field]));

  test("of risk are the sum of their steps, from what was first recorded", async () => {
    const { from, to, steps, notes } = await data(`risk-change?from=${EARLIER}`);
    const rows = await snapshots();
    expect([from.as_of, to.as_of]).toEqual([EARLIER, LAST_SESSION]);
    expect(from.state.nav).toBe(rows.find(({ as_of }) => as_of === EARLIER).net_asset_value);
    const metrics = await data("risk-metrics");
    expect(to.state).toEqual({
      nav: rows.at(-1).net_asset_value,
      market_beta: metrics.beta,
      volatility: metrics.volatility,
      var_95: metrics.var_95,
      cvar_95: metrics.cvar_95,
      reasons: {},
    });
    for (const field of FIELDS)
      expect(added(steps, field)).toBeCloseTo(to.state[field] - from.state[field], field === "nav" ? 6 : 12);
    expect(steps.map(({ cause }: Body) => cause)).toEqual([
      "restated_data",
      "price_drift",
      "positions",
      "window",
    ]);
    for (const field of FIELDS) expect(steps[0].change[field]).toBe(0);
    expect(notes).toEqual([]);
  });

  test("of risk without a trade have none for positions, and none at all between a session and itself", async () => {
    const { steps } = await data("risk-change?from=2025-11-12&as_of=2025-12-12");
    const positions = steps.find(({ cause }: Body) => cause === "positions");
    for (const field of FIELDS) expect(positions.change[field]).toBeCloseTo(0, field === "nav" ? 6 : 12);
    const same = await data(`risk-change?from=${LAST_SESSION}`);
    for (const { change } of same.steps) for (const field of FIELDS) expect(change[field]).toBeCloseTo(0, 12);
  });

  test("of risk say where there is no earlier session, and refuse a range the wrong way round", async () => {
    expect(await analytic("risk-change?from=2024-01-02")).toMatchObject({
      available: false,
      reason: { code: "NO_EARLIER_RESULT" },
    });
    const url = `/analytics/portfolio/${book}/risk-change?from=2025-12-01&as_of=2025-11-03`;
    expect((await user.get(url)).status).toBe(422);
  });

  test("between two runs are those between their sessions", async () => {
    const compare = (one: string, other: string) => `/portfolios/${book}/runs/${one}/compare/${other}`;
    const { body } = await user.get(compare(runs[0]!, runs[1]!));
    const change = await data(`risk-change?from=${EARLIER}`);
    expect(body.runs.map(({ batch_run_id, as_of }: Body) => [batch_run_id, as_of])).toEqual([
      [runs[0], EARLIER],
      [runs[1], LAST_SESSION],
    ]);
    expect(body.steps.slice(0, -1)).toEqual(change.steps);
    expect(body.steps.at(-1)).toMatchObject({ cause: "restated_since", change: { nav: 0, var_95: 0 } });
    expect((await user.get(compare(runs[1]!, runs[0]!))).body).toEqual(body);
    const nothing = "00000000-0000-4000-8000-000000000000";
    expect((await user.get(compare(runs[0]!, nothing))).body.code).toBe("NOT_FOUND");
  });

  test("of P&L are attributed in full, with the exposures of the close before", async () => {
    const { sessions } = await data("pnl-attribution");
    const rows = await snapshots();
    const { history } = await analytic("factor-exposures/history");
    expect(sessions.map(({ as_of }: Body) => as_of)).toEqual(rows.slice(-21).map(({ as_of }) => as_of));
    const market = returnsOf("SPY", 21);
    for (const [d, { total, factors, specific, other }] of sessions.entries()) {
      const t = rows.length - 21 + d;
      expect(total).toBeCloseTo(rows[t].daily_pnl, 8);
      expect(sum(Object.values<number>(factors)) + specific + other).toBeCloseTo(total, 8);
      expect(factors["Joint Market"]).toBeCloseTo(
        rows[t - 1].net_asset_value * history[t - 1].exposures["Joint Market"] * market[d]!,
        6,
      );
    }
  });

  test("of P&L start at the second session of the ledger, and are refused for more than 260", async () => {
    const all = await data("pnl-attribution?from=1900-01-01", young);
    expect(all.sessions.map(({ as_of }: Body) => as_of)).toEqual(
      (await snapshots(young)).slice(1).map(({ as_of }) => as_of),
    );
    expect((await data("pnl-attribution?from=2099-01-01")).sessions).toEqual([]);
    const long = await user.get(`/analytics/portfolio/${book}/pnl-attribution?from=2024-06-03`);
    expect([long.status, long.body.code]).toEqual([422, "VALIDATION"]);
  });
});
