import * as z from "zod";
import { readRiskDecomposition } from "#app/analytics-as-of.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { metricOf, type RiskBacktests, readBacktests, readMetrics } from "#app/risk-report.ts";
import { FACTORS, factorsOf } from "#core/factors/factor-table.ts";
import type { BiasStatistic } from "#core/risk/bias-statistic.ts";
import type { RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { componentValueAtRisk } from "#core/risk/tail-components.ts";
import type { VarBacktest } from "#core/risk/var-backtest.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import { findExposures } from "#db/stores/analytics-store.ts";
import {
  findVolatility,
  listRiskMetrics,
  type RiskDecompositionRow,
  type RiskMetricRow,
} from "#db/stores/risk-read-store.ts";
import {
  loadingQuality,
  noEstimateReason,
  noResult,
  orNull,
  priceQuality,
  registerAnalytic,
  snapshotAt,
} from "../analytic-route.ts";
import { absence, numberOrNull, plainDate, portfolioParams } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { metricReasons } from "../presenters/risk-metric-reasons.ts";
import { requestUser } from "../request-user.ts";
import { missingHistory } from "./analytics-volatility.ts";

const tail = z.object({
  var_95: numberOrNull,
  es_95: numberOrNull,
  var_99: numberOrNull,
  es_99: numberOrNull,
});

const riskMetrics = z.object({
  beta: numberOrNull.describe("Market beta of today's weights, 90 sessions."),
  beta_std_error: numberOrNull,
  volatility: numberOrNull.describe("Annualised, by the joint factor model."),
  realized_volatility_252d: numberOrNull.describe("Annualised, today's weights over past returns."),
  systematic_share: numberOrNull.describe("Share of the variance that the factors bring."),
  diversification_ratio: numberOrNull,
  var_95: numberOrNull.describe(
    "One session, fraction of NAV, positive = loss; filtered historical simulation.",
  ),
  var_99: numberOrNull,
  cvar_95: numberOrNull.describe("Expected shortfall."),
  cvar_99: numberOrNull,
  var_95_dollar: numberOrNull,
  var_99_dollar: numberOrNull,
  cvar_95_dollar: numberOrNull,
  cvar_99_dollar: numberOrNull,
  ten_session: tail.describe("√10 times one session: a convention, not a forecast."),
  tail_methods: z.object({
    filtered_historical: tail,
    historical: tail.extend({ es_exact_95: numberOrNull, es_exact_99: numberOrNull }),
    gaussian: tail,
    cornish_fisher: z.object({ var_95: numberOrNull, var_99: numberOrNull }),
  }),
  tail_observations: z.int(),
  cumulative_return: numberOrNull.describe("Of the account, flow-free, since its first session."),
  annualized_return: numberOrNull,
  annualized_volatility: numberOrNull.describe("Of the account's own daily returns."),
  sharpe: numberOrNull,
  sortino: numberOrNull,
  calmar: numberOrNull,
  max_drawdown: numberOrNull,
  max_drawdown_peak: plainDate.nullable(),
  max_drawdown_trough: plainDate.nullable(),
  max_drawdown_recovery: plainDate.nullable().describe("Null while the peak is not reached again."),
  current_drawdown: numberOrNull,
  tracking_error: numberOrNull,
  information_ratio: numberOrNull,
  information_ratio_arithmetic: numberOrNull,
  alpha: numberOrNull.describe("Annualised, from the regression on the benchmark's excess."),
  beta_to_benchmark: numberOrNull.describe("Realised, of the account's returns."),
  up_capture: numberOrNull,
  down_capture: numberOrNull,
  performance_observations: z.int(),
  reasons: z.record(z.string(), absence),
});

const likelihoodRatio = z.object({ statistic: z.number(), p: z.number() });

const backtest = z.object({
  level: z.int(),
  forecasts: z.int().nullable(),
  exceptions: z.int().nullable(),
  expected: numberOrNull,
  kupiec: likelihoodRatio.nullable(),
  independence: likelihoodRatio.nullable(),
  joint: likelihoodRatio.nullable(),
  traffic_light: z.enum(["green", "yellow", "red"]).nullable().describe("At 99 %."),
  low_power: z.boolean().nullable().describe("Fewer than five exceptions are expected."),
  reason: absence.nullable(),
});

const bias = z.object({
  observations: z.int().nullable(),
  bias: numberOrNull.describe("sd(return / forecast): above 1 forecasts were too low."),
  tolerance: numberOrNull,
  reason: absence.nullable(),
});

const decomposition = z.object({
  volatility: numberOrNull.describe("Annualised, by the joint factor model."),
  specific_share: numberOrNull,
  covered_weight: numberOrNull.describe("Absolute weight with loadings, over NAV."),
  uncovered_weight: numberOrNull,
  factors: z.array(
    z.object({
      name: z.string(),
      exposure: numberOrNull,
      share: numberOrNull.describe("Of the variance; with specific_share they add up to 1."),
      component: numberOrNull.describe("Annualised volatility."),
      marginal: numberOrNull.describe("Change of annualised volatility per unit of exposure."),
      vif: numberOrNull.describe("Variance inflation in the window."),
    }),
  ),
  positions: z.array(
    z.object({
      symbol: z.string(),
      weight: numberOrNull,
      volatility: numberOrNull.describe("Annualised, by the model."),
      share: numberOrNull.describe("Of the variance; they add up to 1."),
      systematic_share: numberOrNull,
      component: numberOrNull.describe("Annualised volatility."),
      marginal: numberOrNull.describe("Change of annualised volatility per unit of weight."),
      component_es_95: numberOrNull.describe("They add up to cvar_95."),
      component_es_99: numberOrNull,
      component_var_95: numberOrNull.describe("Share of variance times VaR: an allocation."),
      component_var_99: numberOrNull,
    }),
  ),
  condition_number: numberOrNull.describe("Of the standardised factors in the window."),
  factor_observations: z.int(),
  second_opinion: z
    .object({
      constant_correlation_volatility: numberOrNull.describe("Ledoit–Wolf, constant correlation."),
      constant_correlation_shrinkage: numberOrNull,
      identity_volatility: numberOrNull,
      identity_shrinkage: numberOrNull,
      sample_volatility: numberOrNull,
      observations: z.int(),
      coverage: numberOrNull.describe("Share of absolute weight that it speaks for."),
    })
    .describe("Total volatility from the covariance of the holdings' own returns."),
  reason: absence.nullable(),
});

export const riskRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  registerAnalytic(server, context, {
    path: "risk-metrics",
    summary: "Tail risk of today's weights and performance of the account",
    data: riskMetrics,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const row = await readMetrics(context, portfolio.id, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      const nav = (await snapshotAt(context, portfolio.id, row.asOf))?.nav ?? null;
      const exposures = await findExposures(db, portfolio.id, row.asOf);
      const volatility = await findVolatility(db, portfolio.id, row.asOf);
      const observations = metricOf(row, "tail_observations");
      const missing = await missingHistory(context, portfolio.id, { asOf: row.asOf, observations });
      const same = <T extends { readonly asOf: string }>(other: T | null) =>
        other?.asOf === row.asOf ? other : null;
      const beta = orNull(same(exposures)?.exposures[MARKET_BETA]);
      return {
        asOf: row.asOf,
        data: {
          beta,
          beta_std_error: orNull(same(exposures)?.stdErrors[MARKET_BETA]),
          realized_volatility_252d: same(volatility)?.realized252 ?? null,
          ...presentMetrics(row, nav),
          reasons: metricReasons(row, { nav, beta, volatility: same(volatility), missing }),
        },
        quality: await priceQuality(context, portfolio.id, row.asOf, observations),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/analytics/portfolio/:portfolio_id/risk-metrics/history",
    config: { access: "user" },
    schema: {
      summary: "Tail risk and performance of every session",
      tags: ["analytics"],
      params: portfolioParams,
      querystring: z.object({ from: plainDate.optional(), to: plainDate.optional() }),
      response: {
        200: z.object({
          history: z.array(
            z.object({
              as_of: plainDate,
              volatility: numberOrNull,
              ...tail.shape,
              clean_return: numberOrNull.describe(
                "What the book of the close before returned on the session.",
              ),
              sharpe: numberOrNull,
              max_drawdown: numberOrNull,
              current_drawdown: numberOrNull,
              cumulative_return: numberOrNull,
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const { from = null, to = null } = request.query;
      const rows = await listRiskMetrics(db, id, from, to);
      return { history: rows.map(presentHistory) };
    },
  });

  registerAnalytic(server, context, {
    path: "risk-metrics/backtest",
    summary: "How value-at-risk forecasts held up",
    data: z.object({
      clean: z
        .object({ tests: z.array(backtest), bias })
        .describe("Each close's forecast with its own weights against the next session."),
      pro_forma: z
        .object({ tests: z.array(backtest.extend({ method: z.string() })), bias })
        .describe("Today's weights over their own past: the method's record on this book."),
    }),
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readBacktests(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presentBacktests(found),
        quality: await priceQuality(context, portfolio.id, found.asOf, null),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "risk-decomposition",
    summary: "Where the risk comes from, by factor and by position",
    data: decomposition,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const row = await readRiskDecomposition(context, portfolio.id, asOf);
      if (row === null) return noResult(context, portfolio.id, asOf);
      const metrics = await readMetrics(context, portfolio.id, row.asOf);
      return {
        asOf: row.asOf,
        data: presentDecomposition(row, metrics?.asOf === row.asOf ? metrics : null),
        quality: await loadingQuality(context, portfolio.id, row.asOf),
      };
    },
  });
};

const MARKET_BETA = FACTORS.findIndex(({ model }) => model === "market");

function presentMetrics(row: RiskMetricRow, nav: number | null) {
  const value = (name: RiskMetricColumn) => orNull(metricOf(row, name));
  const money = (name: RiskMetricColumn) => {
    const fraction = value(name);
    return fraction === null || nav === null ? null : fraction * nav;
  };
  const headline = presentTail(row, "fhs");
  const scaled = (number: number | null) => (number === null ? null : number * Math.sqrt(10));
  const historical = presentTail(row, "hist");
  return {
    volatility: value("model_volatility"),
    systematic_share: value("systematic_share"),
    diversification_ratio: value("diversification_ratio"),
    var_95: headline.var_95,
    var_99: headline.var_99,
    cvar_95: headline.es_95,
    cvar_99: headline.es_99,
    var_95_dollar: money("fhs_var_95"),
    var_99_dollar: money("fhs_var_99"),
    cvar_95_dollar: money("fhs_es_95"),
    cvar_99_dollar: money("fhs_es_99"),
    ten_session: {
      var_95: scaled(headline.var_95),
      es_95: scaled(headline.es_95),
      var_99: scaled(headline.var_99),
      es_99: scaled(headline.es_99),
    },
    tail_methods: {
      filtered_historical: headline,
      historical: {
        ...historical,
        es_exact_95: value("hist_es_exact_95"),
        es_exact_99: value("hist_es_exact_99"),
      },
      gaussian: presentTail(row, "gaussian"),
      cornish_fisher: { var_95: value("cornish_fisher_var_95"), var_99: value("cornish_fisher_var_99") },
    },
    tail_observations: metricOf(row, "tail_observations"),
    cumulative_return: value("cumulative_return"),
    annualized_return: value("annualized_return"),
    annualized_volatility: value("annualized_volatility"),
    sharpe: value("sharpe"),
    sortino: value("sortino"),
    calmar: value("calmar"),
    max_drawdown: value("max_drawdown"),
    max_drawdown_peak: row.drawdownPeak,
    max_drawdown_trough: row.drawdownTrough,
    max_drawdown_recovery: row.drawdownRecovery,
    current_drawdown: value("current_drawdown"),
    tracking_error: value("tracking_error"),
    information_ratio: value("information_ratio"),
    information_ratio_arithmetic: value("information_ratio_arithmetic"),
    alpha: value("alpha"),
    beta_to_benchmark: value("beta_to_benchmark"),
    up_capture: value("up_capture"),
    down_capture: value("down_capture"),
    performance_observations: metricOf(row, "performance_observations"),
  };
}

function presentTail(row: RiskMetricRow, method: "fhs" | "hist" | "gaussian"): z.output<typeof tail> {
  const value = (name: RiskMetricColumn) => orNull(metricOf(row, name));
  return {
    var_95: value(`${method}_var_95`),
    es_95: value(`${method}_es_95`),
    var_99: value(`${method}_var_99`),
    es_99: value(`${method}_es_99`),
  };
}

function presentHistory(row: RiskMetricRow) {
  const value = (name: RiskMetricColumn) => orNull(metricOf(row, name));
  return {
    as_of: row.asOf,
    volatility: value("model_volatility"),
    ...presentTail(row, "fhs"),
    clean_return: value("clean_return"),
    sharpe: value("sharpe"),
    max_drawdown: value("max_drawdown"),
    current_drawdown: value("current_drawdown"),
    cumulative_return: value("cumulative_return"),
  };
}

function presentBacktests({ clean, proForma }: RiskBacktests) {
  return {
    clean: {
      tests: clean.tests.map(({ level, result }) => presentBacktest(level, result)),
      bias: presentBias(clean.bias),
    },
    pro_forma: {
      tests: proForma.tests.map(({ method, level, result }) => ({
        method,
        ...presentBacktest(level, result),
      })),
      bias: presentBias(proForma.bias),
    },
  };
}

function presentBacktest(level: number, result: VarBacktest | NoEstimate): z.output<typeof backtest> {
  if (isNoEstimate(result))
    return {
      level,
      forecasts: result.reason === "TOO_FEW_OBSERVATIONS" ? result.got : null,
      exceptions: null,
      expected: null,
      kupiec: null,
      independence: null,
      joint: null,
      traffic_light: null,
      low_power: null,
      reason: noEstimateReason(result),
    };
  return {
    level,
    forecasts: result.forecasts,
    exceptions: result.exceptions,
    expected: result.expected,
    kupiec: result.kupiec,
    independence: result.independence,
    joint: result.joint,
    traffic_light: result.trafficLight,
    low_power: result.lowPower,
    reason: null,
  };
}

function presentBias(result: BiasStatistic | NoEstimate): z.output<typeof bias> {
  return isNoEstimate(result)
    ? {
        observations: result.reason === "TOO_FEW_OBSERVATIONS" ? result.got : null,
        bias: null,
        tolerance: null,
        reason: noEstimateReason(result),
      }
    : { ...result, reason: null };
}

function presentDecomposition(
  row: RiskDecompositionRow,
  metrics: RiskMetricRow | null,
): z.output<typeof decomposition> {
  const at = (values: Float64Array, index: number) => orNull(values[index]);
  const componentVar = (level: 95 | 99) =>
    componentValueAtRisk(row.shares, metrics === null ? Number.NaN : metricOf(metrics, `fhs_var_${level}`));
  const [var95, var99] = [componentVar(95), componentVar(99)];
  const component = (share: number | undefined) => orNull((share ?? Number.NaN) * row.volatility);
  return {
    volatility: orNull(row.volatility),
    specific_share: metrics === null ? null : orNull(metricOf(metrics, "specific_share")),
    covered_weight: orNull(row.coveredWeight),
    uncovered_weight: orNull(row.uncoveredWeight),
    factors: factorsOf("joint").map(({ name }, k) => ({
      name,
      exposure: at(row.factorExposures, k),
      share: at(row.factorShares, k),
      component: component(row.factorShares[k]),
      marginal: at(row.factorMarginal, k),
      vif: at(row.vif, k),
    })),
    positions: row.symbols.map((symbol, i) => ({
      symbol,
      weight: at(row.weights, i),
      volatility: at(row.volatilities, i),
      share: at(row.shares, i),
      systematic_share: at(row.systematicShares, i),
      component: component(row.shares[i]),
      marginal: at(row.marginal, i),
      component_es_95: at(row.componentEs95, i),
      component_es_99: at(row.componentEs99, i),
      component_var_95: at(var95, i),
      component_var_99: at(var99, i),
    })),
    condition_number: orNull(row.conditionNumber),
    factor_observations: row.factorObservations,
    second_opinion: {
      constant_correlation_volatility: orNull(row.constantCorrelationVolatility),
      constant_correlation_shrinkage: orNull(row.constantCorrelationShrinkage),
      identity_volatility: orNull(row.identityVolatility),
      identity_shrinkage: orNull(row.identityShrinkage),
      sample_volatility: orNull(row.sampleVolatility),
      observations: row.covarianceObservations,
      coverage: orNull(row.covarianceWeight),
    },
    reason: Number.isNaN(row.volatility)
      ? { code: "NO_LOADING", message: "No holding has joint factor loadings, or NAV is not positive." }
      : null,
  };
}
