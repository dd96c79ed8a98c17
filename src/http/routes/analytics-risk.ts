import * as z from "zod";
import { readBacktestReport } from "#app/backtest-report.ts";
import { readDecompositionReport } from "#app/decomposition-report.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { readRiskFigures } from "#app/risk-figures.ts";
import { metricOf } from "#app/risk-report.ts";
import type { RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { listRiskMetrics, type RiskMetricRow } from "#db/stores/risk-read-store.ts";
import {
  loadingQuality,
  noResult,
  orNull,
  presented,
  priceQuality,
  registerAnalytic,
} from "../analytic-route.ts";
import { absence, numberOrNull, plainDate, portfolioParams, reasons } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestUser } from "../request-user.ts";

const varFigures = {
  var_95: numberOrNull.describe("One session, fraction of NAV, positive = loss."),
  var_99: numberOrNull,
  var_95_dollar: numberOrNull,
  var_99_dollar: numberOrNull,
};

const tailFigures = {
  ...varFigures,
  cvar_95: numberOrNull.describe("Expected shortfall."),
  cvar_99: numberOrNull,
  cvar_95_dollar: numberOrNull,
  cvar_99_dollar: numberOrNull,
};

const tail = z.object(tailFigures);

const riskMetrics = z.object({
  beta: numberOrNull.describe("Market beta of today's weights, 90 sessions."),
  beta_std_error: numberOrNull,
  volatility: numberOrNull.describe("Annualised, by the joint factor model."),
  realized_volatility_252d: numberOrNull.describe("Annualised, today's weights over past returns."),
  systematic_share: numberOrNull.describe("Share of the variance that the factors bring."),
  diversification_ratio: numberOrNull,
  ...tailFigures,
  var_95: numberOrNull.describe(
    "One session, fraction of NAV, positive = loss; filtered historical simulation.",
  ),
  ten_session: tail.describe("√10 times one session: a convention, not a forecast."),
  tail_methods: z.object({
    filtered_historical: tail,
    historical: tail.extend({
      cvar_exact_95: numberOrNull.describe("Acerbi–Tasche: the session at the quantile counts in part."),
      cvar_exact_99: numberOrNull,
      cvar_exact_95_dollar: numberOrNull,
      cvar_exact_99_dollar: numberOrNull,
    }),
    gaussian: tail,
    cornish_fisher: z.object(varFigures),
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
  reasons: reasons.describe(
    "Why a number is null, by its field: parts of ten_session and tail_methods share the reason of their level, dollars that of their fraction.",
  ),
});

const history = z.object({
  history: z.array(
    z.object({
      as_of: plainDate,
      volatility: numberOrNull,
      var_95: numberOrNull,
      var_99: numberOrNull,
      cvar_95: numberOrNull,
      cvar_99: numberOrNull,
      clean_return: numberOrNull.describe("What the book of the close before returned on the session."),
      sharpe: numberOrNull,
      max_drawdown: numberOrNull,
      current_drawdown: numberOrNull,
      cumulative_return: numberOrNull,
    }),
  ),
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
  traffic_light: z.enum(["green", "yellow", "red"]).nullable().describe("At 99 % only."),
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
      reasons,
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
      component_cvar_95: numberOrNull.describe("They add up to cvar_95."),
      component_cvar_99: numberOrNull,
      component_var_95: numberOrNull.describe("Share of variance times VaR: an allocation."),
      component_var_99: numberOrNull,
      reasons,
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
      reasons,
    })
    .describe("Total volatility from the covariance of the holdings' own returns."),
  reason: absence.nullable().describe("Why the model says nothing of the book."),
  reasons,
});

const backtests = z.object({
  clean: z
    .object({ tests: z.array(backtest), bias })
    .describe("Each close's forecast with its own weights against the next session."),
  pro_forma: z
    .object({ tests: z.array(backtest.extend({ method: z.string() })), bias })
    .describe("Today's weights over their own past: the method's record on this book."),
});

export const riskRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  registerAnalytic(server, context, {
    path: "risk-metrics",
    summary: "Tail risk of today's weights and performance of the account",
    data: riskMetrics,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readRiskFigures(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof riskMetrics>(found),
        quality: await priceQuality(context, portfolio.id, found.asOf, found.tailObservations),
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
      response: { 200: history },
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
    data: backtests,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readBacktestReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof backtests>(found),
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
      const found = await readDecompositionReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof decomposition>(found),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });
};

function presentHistory(row: RiskMetricRow): z.output<typeof history>["history"][number] {
  const value = (name: RiskMetricColumn) => orNull(metricOf(row, name));
  return {
    as_of: row.asOf,
    volatility: value("model_volatility"),
    var_95: value("fhs_var_95"),
    var_99: value("fhs_var_99"),
    cvar_95: value("fhs_es_95"),
    cvar_99: value("fhs_es_99"),
    clean_return: value("clean_return"),
    sharpe: value("sharpe"),
    max_drawdown: value("max_drawdown"),
    current_drawdown: value("current_drawdown"),
    cumulative_return: value("cumulative_return"),
  };
}
