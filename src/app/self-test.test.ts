import { beforeAll, describe, expect, it } from "vitest";
import { LOADING_COLUMNS, LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { METRIC_COLUMNS, METRIC_WIDTH } from "#core/metrics/metric-columns.ts";
import type { Analysis } from "#core/pipeline/analyze.ts";
import { exposureSeries } from "#core/pipeline/portfolio-analytics.ts";
import { riskContext } from "#core/pipeline/risk-context.ts";
import { weightPath } from "#core/pipeline/weight-path.ts";
import { EXPOSURE_COLUMNS, EXPOSURE_WIDTH } from "#core/risk/exposure-columns.ts";
import { VOLATILITY_COLUMNS, VOLATILITY_WIDTH } from "#core/risk/portfolio-volatility.ts";
import { RISK_METRIC_COLUMNS, RISK_METRIC_WIDTH } from "#core/risk/risk-metric-columns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { isWithinLimits } from "./self-test/check.ts";
import { SELF_TEST_CHECKS } from "./self-test/checks.ts";
import { analyzeSelfTest, makeSelfTestMarket, type SelfTestWorld } from "./self-test/self-test-world.ts";
import { runChecks, SELF_TEST_SEED } from "./self-test.ts";

let world: SelfTestWorld;

beforeAll(async () => {
  world = analyzeSelfTest(await makeSelfTestMarket(SELF_TEST_SEED, new AbortController().signal));
});

/** Whether a check passes on a wrong analysis. */
function passes(name: string, corrupt: (analysis: Analysis) => Partial<Analysis>): boolean {
  const analysis = { ...world.analysis, ...corrupt(world.analysis) };
  const check = SELF_TEST_CHECKS.find((other) => other.name === name)!;
  return isWithinLimits(check.run({ ...world, analysis }));
}

interface Block {
  readonly values: Float64Array;
}

/** A block with one column changed, of one symbol where it is given. */
function changed<B extends Block & { readonly symbols?: readonly string[]; readonly sessionCount: number }>(
  block: B,
  [columns, width]: readonly [readonly string[], number],
  pattern: RegExp,
  change: (value: number) => number,
  symbol?: string,
): B {
  const places = columns.flatMap((column, i) => (pattern.test(column) ? [i] : []));
  expect(places).not.toEqual([]);
  const row = symbol === undefined ? null : block.symbols!.indexOf(symbol);
  const values = block.values.map((value, i) => {
    const isOfSymbol = row === null || Math.floor(i / width / block.sessionCount) === row;
    return isOfSymbol && places.includes(i % width) ? change(value) : value;
  });
  return { ...block, values };
}

const LOADINGS = [LOADING_COLUMNS, LOADING_WIDTH] as const;
const METRICS = [METRIC_COLUMNS, METRIC_WIDTH] as const;
const EXPOSURES = [EXPOSURE_COLUMNS, EXPOSURE_WIDTH] as const;
const VOLATILITIES = [VOLATILITY_COLUMNS, VOLATILITY_WIDTH] as const;
const RISK_METRICS = [RISK_METRIC_COLUMNS, RISK_METRIC_WIDTH] as const;

const loadings = (pattern: RegExp, change: (value: number) => number, symbol?: string) => (a: Analysis) => ({
  loadings: changed(a.loadings, LOADINGS, pattern, change, symbol),
});
const metrics = (pattern: RegExp, change: (value: number) => number) => (a: Analysis) => ({
  metrics: changed(a.metrics, METRICS, pattern, change),
});
const exposures = (pattern: RegExp, change: (value: number) => number) => (a: Analysis) => ({
  exposures: changed(a.exposures, EXPOSURES, pattern, change),
});
const riskMetrics = (pattern: RegExp, change: (value: number) => number) => (a: Analysis) => ({
  riskMetrics: changed(a.riskMetrics, RISK_METRICS, pattern, change),
});
/** A cent too much on one session. */
const cent = (series: "nav" | "cash" | "dailyPnl" | "realizedPnl") => (a: Analysis) => ({
  valuation: {
    ...a.valuation,
    [series]: a.valuation[series].map((usd, t) => (t === 500 ? usd + 0.01 : usd)),
  },
});

/** A fault that each check must find. */
const FAULTS: Readonly<Record<string, (analysis: Analysis) => Partial<Analysis>>> = {
  "joint loadings": loadings(/^joint_market$/, (value) => value + 0.2, "LQD"),
  "joint loadings, exact": loadings(/^joint_size$/, (value) => value + 1e-6, "IWM"),
  "market betas": loadings(/^market_beta$/, (value) => value + 0.5, "IEFA"),
  "rates betas": loadings(/^rates_beta$/, (value) => -value, "GOVT"),
  "specific volatilities": loadings(/^joint_specific_variance$/, (value) => value * 1.5),
  "volatilities, 252": metrics(/^realized_vol_252$/, (value) => value * Math.sqrt(365 / 252)),
  "volatilities, EWMA": metrics(/^ewma_vol$/, (value) => value * 1.5),
  NAV: cent("nav"),
  cash: cent("cash"),
  "daily P&L": cent("dailyPnl"),
  "daily P&L, parts": cent("realizedPnl"),
  exposures: exposures(/^joint_quality$/, (value) => value + 1e-6),
  "exposures, true": exposures(/^joint_market$/, (value) => value + 0.2),
  "portfolio volatility": (a) => ({
    volatility: changed(a.volatility, VOLATILITIES, /^realized_vol_63$/, (value) => value * (1 + 1e-6)),
  }),
  "model volatility, true": riskMetrics(/^model_volatility$/, (value) => value * 1.5),
  "risk decomposition": riskMetrics(/^share_size$/, (value) => value + 1e-6),
  "value at risk, shortfall": riskMetrics(/^fhs_es_99$/, (value) => value * (1 + 1e-6)),
  "back-test": ({ backtest }) => ({
    backtest: {
      ...backtest,
      tests: backtest.tests.map(({ method, level, result }) => {
        if (method !== "hist" || level !== 99 || isNoEstimate(result)) return { method, level, result };
        return { method, level, result: { ...result, exceptions: result.exceptions + 1 } };
      }),
    },
  }),
  performance: riskMetrics(/^max_drawdown$/, (value) => value * (1 + 1e-6)),
  options: ({ valuation }) => ({
    valuation: {
      ...valuation,
      lots: valuation.lots.map((lot) => {
        if (lot.position.option?.type !== "PUT") return lot;
        return { ...lot, price: lot.price.map((price, t) => (t === 500 ? price + 1e-6 : price)) };
      }),
    },
  }),
  "correlated stress": ({ stress }) => ({
    stress: {
      ...stress,
      results: stress.results.map(({ correlated, ...result }) => ({
        ...result,
        correlated: isNoEstimate(correlated) ? correlated : { ...correlated, pnl: correlated.pnl + 1e-6 },
      })),
    },
  }),
  "direct stress": ({ stress }) => ({
    stress: {
      ...stress,
      results: stress.results.map((result) => ({
        ...result,
        direct: { ...result.direct, pnl: result.direct.pnl + 1e-6 },
      })),
    },
  }),
};

describe("the self-test", () => {
  it("passes on the pipeline as it is", () => {
    const results = runChecks(world);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results.map(({ name }) => name)).toEqual(SELF_TEST_CHECKS.map(({ name }) => name));
  });

  it.each(SELF_TEST_CHECKS.map(({ name }) => name))("%s: fails on a wrong number", (name) => {
    const fault = FAULTS[name];
    if (fault === undefined) throw new Error(`no fault is known that ${name} must find`);
    expect(passes(name, fault)).toBe(false);
  });

  it.each([
    ["joint loadings", /^joint_.*_std_error$/],
    ["market betas", /^market_std_error$/],
    ["rates betas", /^rates_std_error$/],
  ])("%s: fails on standard errors twice or half as large as they are", (name, pattern) => {
    expect(
      passes(
        name,
        loadings(pattern, (value) => value * 2),
      ),
    ).toBe(false);
    expect(
      passes(
        name,
        loadings(pattern, (value) => value / 2),
      ),
    ).toBe(false);
  });

  it.each([
    ["risk decomposition", /^diversification_ratio$/],
    ["value at risk, shortfall", /^hist_var_95$/],
    ["value at risk, shortfall", /^forecast_vol$/],
    ["performance", /^sharpe$/],
    ["performance", /^tracking_error$/],
    ["performance", /^alpha$/],
  ])("%s: fails on a wrong %s", (name, pattern) => {
    expect(
      passes(
        name,
        riskMetrics(pattern, (value) => value + 1e-6),
      ),
    ).toBe(false);
  });

  it("risk decomposition: fails on a wrong share of a position", () => {
    const wrong = ({ riskDetails }: Analysis) => ({
      riskDetails: {
        ...riskDetails,
        shares: riskDetails.shares.map((share, i) => share + (i === 3 ? 1e-6 : 0)),
      },
    });
    expect(passes("risk decomposition", wrong)).toBe(false);
  });

  it("exposures: fails where options count by their premium", () => {
    const { market, calendar, fromOrdinal, toOrdinal } = world;
    const risk = riskContext(market, fromOrdinal, toOrdinal);
    const byPremium = ({ valuation }: Analysis) => {
      const path = { firstOrdinal: fromOrdinal, sessions: weightPath(valuation, fromOrdinal, toOrdinal) };
      return { exposures: exposureSeries(path, risk, calendar).block };
    };
    expect(passes("exposures", byPremium)).toBe(false);
  });

  it("fails on a number that is missing", () => {
    const missing = loadings(/^joint_market$/, () => Number.NaN, "LQD");
    expect(passes("joint loadings", missing)).toBe(false);
  });

  it("has a lot of every kind", () => {
    const { lots, flow, dividends } = world.analysis.valuation;
    const held = lots.filter(({ entry }) => entry !== null);
    const isSome = (test: (lot: (typeof held)[number]) => boolean) => expect(held.some(test)).toBe(true);
    isSome(({ entry }) => entry!.quantity > 0);
    isSome(({ entry }) => entry!.quantity < 0);
    isSome(({ entry }) => entry!.ordinal > world.fromOrdinal);
    isSome(({ closing, entry }) => closing?.by === "exit" && entry!.quantity > 0);
    isSome(({ closing, entry }) => closing?.by === "exit" && entry!.quantity < 0);
    isSome(({ quantity, entry }) => quantity.at(-1)! >= 2 * entry!.quantity && entry!.quantity > 0);
    isSome(({ dividends: receipts }) => receipts.some(({ amount }) => amount < 0));
    isSome(({ kind }) => kind === "cash");
    for (const [type, side] of [
      ["CALL", 1],
      ["PUT", -1],
    ] as const)
      isSome(
        ({ position, entry, closing }) =>
          position.option?.type === type &&
          Math.sign(entry!.quantity) === side &&
          closing?.by === "settlement",
      );
    expect(dividends.some((amount) => amount > 0)).toBe(true);
    expect(flow.filter((amount) => amount !== 0)).toHaveLength(2);
  });
});

describe("a measure", () => {
  const none = { unit: "USD", cases: 1, worst: 0, limit: 1, sampling: null } as const;

  it.each([
    ["nothing was compared", { cases: 0 }],
    ["the worst is beyond the limit", { worst: 1.1 }],
    ["the worst is unknown", { worst: Number.NaN }],
  ])("is not within limits where %s", (_, wrong) => {
    expect(isWithinLimits(none)).toBe(true);
    expect(isWithinLimits({ ...none, ...wrong })).toBe(false);
  });
});
