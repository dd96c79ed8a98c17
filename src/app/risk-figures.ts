import type { PlainDate } from "#core/dates/plain-date.ts";
import { FACTORS } from "#core/factors/factor-table.ts";
import type { RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { findExposures } from "#db/stores/analytics-store.ts";
import { findVolatility, type RiskMetricRow } from "#db/stores/risk-read-store.ts";
import type { Reasons } from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";
import { readMissingHistory } from "./missing-history.ts";
import { readModelReason } from "./model-reason.ts";
import { metricReasons } from "./risk-metric-reasons.ts";
import { metricOf, readMetrics } from "./risk-report.ts";
import { readNav } from "./session-nav.ts";

/** Value at risk of one horizon: fractions of NAV, positive = loss, and the same in USD. NaN where there is no estimate. */
export interface VarFigures {
  readonly var95: number;
  readonly var99: number;
  readonly var95Dollar: number;
  readonly var99Dollar: number;
}

/** The same with what is lost on average beyond it. */
export interface TailFigures extends VarFigures {
  readonly cvar95: number;
  readonly cvar99: number;
  readonly cvar95Dollar: number;
  readonly cvar99Dollar: number;
}

export interface HistoricalTail extends TailFigures {
  /** Expected shortfall of Acerbi and Tasche, which counts the session at the quantile in part. */
  readonly cvarExact95: number;
  readonly cvarExact99: number;
  readonly cvarExact95Dollar: number;
  readonly cvarExact99Dollar: number;
}

/** The performance of the account, by the names of its stored columns in camel case. */
export interface PerformanceFigures {
  readonly cumulativeReturn: number;
  readonly annualizedReturn: number;
  readonly annualizedVolatility: number;
  readonly sharpe: number;
  readonly sortino: number;
  readonly calmar: number;
  readonly maxDrawdown: number;
  readonly maxDrawdownPeak: PlainDate | null;
  readonly maxDrawdownTrough: PlainDate | null;
  readonly maxDrawdownRecovery: PlainDate | null;
  readonly currentDrawdown: number;
  readonly trackingError: number;
  readonly informationRatio: number;
  readonly informationRatioArithmetic: number;
  readonly alpha: number;
  readonly betaToBenchmark: number;
  readonly upCapture: number;
  readonly downCapture: number;
  readonly performanceObservations: number;
}

/** Risk of today's weights and performance of the account at one session. The tail itself is the headline. */
export interface RiskFigures extends TailFigures, PerformanceFigures {
  readonly asOf: PlainDate;
  readonly beta: number;
  readonly betaStdError: number;
  readonly volatility: number;
  readonly realizedVolatility252d: number;
  readonly systematicShare: number;
  readonly diversificationRatio: number;
  /** √10 times one session. */
  readonly tenSession: TailFigures;
  readonly tailMethods: {
    readonly filteredHistorical: TailFigures;
    readonly historical: HistoricalTail;
    readonly gaussian: TailFigures;
    readonly cornishFisher: VarFigures;
  };
  readonly tailObservations: number;
  readonly reasons: Reasons;
}

const MARKET_BETA = FACTORS.findIndex(({ model }) => model === "market");
/** Sessions of the longer horizon, to which one session's figures are scaled by its root. */
const HORIZON_SESSIONS = 10;

/** Null where nothing was computed for that session or before. */
export async function readRiskFigures(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<RiskFigures | null> {
  const { db } = context.database.api;
  const row = await readMetrics(context, portfolioId, asOf);
  if (row === null) return null;
  const ofSession = <T extends { readonly asOf: PlainDate }>(other: T | null) =>
    other?.asOf === row.asOf ? other : null;
  const nav = await readNav(context, portfolioId, row.asOf);
  const exposures = ofSession(await findExposures(db, portfolioId, row.asOf));
  const volatility = ofSession(await findVolatility(db, portfolioId, row.asOf));
  const beta = exposures?.exposures[MARKET_BETA] ?? Number.NaN;
  const betaStdError = exposures?.stdErrors[MARKET_BETA] ?? Number.NaN;
  const tailObservations = metricOf(row, "tail_observations");
  return {
    asOf: row.asOf,
    ...riskNumbers(row, nav),
    beta,
    betaStdError,
    realizedVolatility252d: volatility?.realized252 ?? Number.NaN,
    reasons: metricReasons(row, {
      nav,
      beta,
      betaStdError,
      betaCoverage: exposures?.coverage[MARKET_BETA] ?? Number.NaN,
      volatility,
      model: Number.isNaN(metricOf(row, "model_volatility"))
        ? await readModelReason(context, portfolioId, row.asOf, nav)
        : null,
      missing: await readMissingHistory(context, portfolioId, {
        asOf: row.asOf,
        observations: tailObservations,
      }),
    }),
  };
}

/** What the metrics of a session say by themselves. */
function riskNumbers(
  row: RiskMetricRow,
  nav: number,
): Omit<RiskFigures, "asOf" | "beta" | "betaStdError" | "realizedVolatility252d" | "reasons"> {
  const value = (name: RiskMetricColumn) => metricOf(row, name);
  const headline = tailOf(row, "fhs", nav);
  const exact = [value("hist_es_exact_95"), value("hist_es_exact_99")] as const;
  return {
    ...headline,
    volatility: value("model_volatility"),
    systematicShare: value("systematic_share"),
    diversificationRatio: value("diversification_ratio"),
    tenSession: scaled(headline, Math.sqrt(HORIZON_SESSIONS)),
    tailMethods: {
      filteredHistorical: headline,
      historical: {
        ...tailOf(row, "hist", nav),
        cvarExact95: exact[0],
        cvarExact99: exact[1],
        cvarExact95Dollar: exact[0] * nav,
        cvarExact99Dollar: exact[1] * nav,
      },
      gaussian: tailOf(row, "gaussian", nav),
      cornishFisher: varOf(value("cornish_fisher_var_95"), value("cornish_fisher_var_99"), nav),
    },
    tailObservations: value("tail_observations"),
    cumulativeReturn: value("cumulative_return"),
    annualizedReturn: value("annualized_return"),
    annualizedVolatility: value("annualized_volatility"),
    sharpe: value("sharpe"),
    sortino: value("sortino"),
    calmar: value("calmar"),
    maxDrawdown: value("max_drawdown"),
    maxDrawdownPeak: row.drawdownPeak,
    maxDrawdownTrough: row.drawdownTrough,
    maxDrawdownRecovery: row.drawdownRecovery,
    currentDrawdown: value("current_drawdown"),
    trackingError: value("tracking_error"),
    informationRatio: value("information_ratio"),
    informationRatioArithmetic: value("information_ratio_arithmetic"),
    alpha: value("alpha"),
    betaToBenchmark: value("beta_to_benchmark"),
    upCapture: value("up_capture"),
    downCapture: value("down_capture"),
    performanceObservations: value("performance_observations"),
  };
}

function tailOf(row: RiskMetricRow, method: "fhs" | "hist" | "gaussian", nav: number): TailFigures {
  const value = (name: RiskMetricColumn) => metricOf(row, name);
  const [cvar95, cvar99] = [value(`${method}_es_95`), value(`${method}_es_99`)];
  return {
    ...varOf(value(`${method}_var_95`), value(`${method}_var_99`), nav),
    cvar95,
    cvar99,
    cvar95Dollar: cvar95 * nav,
    cvar99Dollar: cvar99 * nav,
  };
}

function varOf(var95: number, var99: number, nav: number): VarFigures {
  return { var95, var99, var95Dollar: var95 * nav, var99Dollar: var99 * nav };
}

function scaled(tail: TailFigures, factor: number): TailFigures {
  return {
    var95: factor * tail.var95,
    var99: factor * tail.var99,
    cvar95: factor * tail.cvar95,
    cvar99: factor * tail.cvar99,
    var95Dollar: factor * tail.var95Dollar,
    var99Dollar: factor * tail.var99Dollar,
    cvar95Dollar: factor * tail.cvar95Dollar,
    cvar99Dollar: factor * tail.cvar99Dollar,
  };
}
