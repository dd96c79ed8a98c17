import { type MethodBacktest, readBacktestReport, type ShownBacktest } from "#app/backtest-report.ts";
import { readDecompositionReport } from "#app/decomposition-report.ts";
import { type RiskFigures, readRiskFigures, type TailFigures } from "#app/risk-figures.ts";
import { metricOf } from "#app/risk-report.ts";
import { readVolatilityReport, volatilityMeasures } from "#app/volatility-report.ts";
import { RISK_METRIC_COLUMNS } from "#core/risk/risk-metric-columns.ts";
import { listRiskMetrics, listVolatility } from "#db/stores/risk-read-store.ts";
import { type Cell, decimals, money, percent } from "../output.ts";
import { numberColumns, PAIRS, type View } from "./view.ts";

const volatility: View = {
  name: "volatility",
  about: "realised, EWMA and forecast volatility of today's holdings, annualised",
  async load(context, portfolioId, asOf) {
    const found = await readVolatilityReport(context, portfolioId, asOf);
    if (found === null) return null;
    const { asOf: session, ...data } = found;
    const { trend, trendRatio } = found;
    return {
      asOf: session,
      data,
      columns: PAIRS,
      rows: [
        ["21 sessions", percent(found.realizedVolatility21d)],
        ["63 sessions", percent(found.realizedVolatility63d)],
        ["252 sessions", percent(found.realizedVolatility252d)],
        ["EWMA", percent(found.ewma)],
        ["forecast, next 21 sessions", percent(found.expectedVolatility21d)],
        ["percentile within a year", percent(found.percentile)],
        ["trend", trend === null ? null : `${trend} (${decimals(trendRatio, 2)})`],
        ["returns used", found.observations],
        ["of them partly proxied", found.proxiedReturns],
      ],
    };
  },
};

const volatilityHistory: View = {
  name: "volatility-history",
  about: "volatility of every session",
  accepts: ["from"],
  async load({ database }, portfolioId, asOf, { from }) {
    const rows = await listVolatility(database.api.db, portfolioId, from, asOf);
    const last = rows.at(-1);
    if (last === undefined) return null;
    return {
      asOf: last.asOf,
      data: { history: rows.map((row) => ({ asOf: row.asOf, ...volatilityMeasures(row) })) },
      columns: numberColumns("session", "21", "63", "252", "EWMA", "forecast", "percentile"),
      rows: rows.map((row) => [row.asOf, ...Object.values(volatilityMeasures(row)).map(percent)]),
    };
  },
};

const risk: View = {
  name: "risk",
  about: "beta, value at risk, expected shortfall, performance, drawdown",
  async load(context, portfolioId, asOf) {
    const found = await readRiskFigures(context, portfolioId, asOf);
    if (found === null) return null;
    const { asOf: session, ...data } = found;
    const { filteredHistorical, historical, gaussian, cornishFisher } = found.tailMethods;
    return {
      asOf: session,
      data,
      columns: PAIRS,
      rows: [
        ["market beta, std error", pair(decimals(found.beta, 2), decimals(found.betaStdError, 2))],
        ["volatility by the factor model", percent(found.volatility)],
        ["of the variance from factors", percent(found.systematicShare)],
        ["realised volatility, 252 sessions", percent(found.realizedVolatility252d)],
        ["diversification ratio", decimals(found.diversificationRatio, 2)],
        ...tailRows("filtered historical", filteredHistorical),
        ...tailRows("historical", historical),
        ...tailRows("Gaussian", gaussian),
        ["VaR 95 %, Cornish–Fisher", percent(cornishFisher.var95)],
        ["VaR 99 %, Cornish–Fisher", percent(cornishFisher.var99)],
        ...tailRows("ten sessions (× √10)", found.tenSession),
        ["returns behind the tail", found.tailObservations],
        ["cumulative return", percent(found.cumulativeReturn)],
        ["annualised return", percent(found.annualizedReturn)],
        ["annualised volatility", percent(found.annualizedVolatility)],
        ["Sharpe", decimals(found.sharpe, 2)],
        ["Sortino", decimals(found.sortino, 2)],
        ["Calmar", decimals(found.calmar, 2)],
        ["max drawdown", percent(found.maxDrawdown)],
        ["from, to, recovered", drawdownDates(found)],
        ["tracking error", percent(found.trackingError)],
        ["information ratio", decimals(found.informationRatio, 2)],
        ["alpha", percent(found.alpha)],
        ["realised beta", decimals(found.betaToBenchmark, 2)],
        ["up, down capture", pair(percent(found.upCapture), percent(found.downCapture))],
        ["daily returns used", found.performanceObservations],
      ],
    };
  },
};

/** VaR and ES of both levels, each in percent of NAV and in USD. */
function tailRows(title: string, tail: TailFigures): readonly (readonly Cell[])[] {
  const { var95, cvar95, var95Dollar, cvar95Dollar, var99, cvar99, var99Dollar, cvar99Dollar } = tail;
  return [
    [`VaR 95 %, ES, ${title}`, pair(percent(var95), percent(cvar95))],
    ["  in USD", pair(money(var95Dollar), money(cvar95Dollar))],
    [`VaR 99 %, ES, ${title}`, pair(percent(var99), percent(cvar99))],
    ["  in USD", pair(money(var99Dollar), money(cvar99Dollar))],
  ];
}

function pair(first: string | null, second: string | null): string | null {
  return first === null && second === null ? null : `${first ?? "–"}, ${second ?? "–"}`;
}

function drawdownDates(figures: RiskFigures): string | null {
  const { maxDrawdownPeak, maxDrawdownTrough, maxDrawdownRecovery } = figures;
  if (maxDrawdownPeak === null) return null;
  return [maxDrawdownPeak, maxDrawdownTrough, maxDrawdownRecovery ?? "not recovered"].join(", ");
}

const riskHistory: View = {
  name: "risk-history",
  about: "value at risk, expected shortfall and volatility of every session",
  accepts: ["from"],
  async load({ database }, portfolioId, asOf, { from }) {
    const rows = await listRiskMetrics(database.api.db, portfolioId, from, asOf);
    const last = rows.at(-1);
    if (last === undefined) return null;
    const shown = ["fhs_var_95", "fhs_es_95", "fhs_var_99", "fhs_es_99", "model_volatility"] as const;
    return {
      asOf: last.asOf,
      data: {
        history: rows.map(({ asOf: session, values, drawdownPeak, drawdownTrough, drawdownRecovery }) => ({
          asOf: session,
          metrics: new Map(RISK_METRIC_COLUMNS.map((name, i) => [name, values[i]!])),
          drawdownPeak,
          drawdownTrough,
          drawdownRecovery,
        })),
      },
      columns: numberColumns("session", "VaR 95", "ES 95", "VaR 99", "ES 99", "volatility", "drawdown"),
      rows: rows.map((row) => [
        row.asOf,
        ...shown.map((name) => percent(metricOf(row, name))),
        percent(metricOf(row, "current_drawdown")),
      ]),
    };
  },
};

const backtest: View = {
  name: "backtest",
  about: "how value-at-risk forecasts held up",
  async load(context, portfolioId, asOf) {
    const found = await readBacktestReport(context, portfolioId, asOf);
    if (found === null) return null;
    const { clean, proForma } = found;
    return {
      asOf: found.asOf,
      data: { clean, proForma },
      columns: numberColumns(
        "forecasts",
        "level",
        "n",
        "exceptions",
        "expected",
        "Kupiec p",
        "joint p",
        "zone",
      ),
      rows: [
        ...clean.tests.map((test) => backtestRow("own weights", test)),
        ...proForma.tests.map((test: MethodBacktest) => backtestRow(`today's weights, ${test.method}`, test)),
      ],
    };
  },
};

function backtestRow(what: string, test: ShownBacktest): readonly Cell[] {
  const { level, forecasts, exceptions, expected, kupiec, joint, trafficLight, lowPower, reason } = test;
  const zone = `${trafficLight ?? ""}${lowPower === true ? " low power" : ""}`.trim();
  return [
    what,
    level,
    forecasts,
    exceptions,
    decimals(expected, 1),
    decimals(kupiec?.p ?? null, 3),
    decimals(joint?.p ?? null, 3),
    reason?.code ?? zone,
  ];
}

const decomposition: View = {
  name: "decomposition",
  about: "where the risk comes from, by factor and by position",
  async load(context, portfolioId, asOf) {
    const found = await readDecompositionReport(context, portfolioId, asOf);
    if (found === null) return null;
    const { asOf: session, ...data } = found;
    const alone = (what: string, cell: Cell) => [what, cell, null, null, null, null, null];
    return {
      asOf: session,
      data,
      columns: numberColumns(
        "of",
        "exposure, weight",
        "share",
        "marginal",
        "component ES 95",
        "component VaR 95",
        "VIF",
      ),
      rows: [
        ...found.factors.map(({ name, exposure, share, marginal, vif }) => [
          name,
          decimals(exposure),
          percent(share),
          decimals(marginal),
          null,
          null,
          decimals(vif, 2),
        ]),
        ["specific", null, percent(found.specificShare), null, null, null, null],
        ...found.positions.map((own) => [
          own.symbol,
          percent(own.weight),
          percent(own.share),
          decimals(own.marginal),
          percent(own.componentCvar95),
          percent(own.componentVar95),
          null,
        ]),
        alone("volatility, Ledoit–Wolf", percent(found.secondOpinion.constantCorrelationVolatility)),
        alone("volatility, factor model", percent(found.volatility)),
        alone("condition number", decimals(found.conditionNumber, 1)),
      ],
    };
  },
};

export const riskViews: readonly View[] = [
  volatility,
  volatilityHistory,
  risk,
  riskHistory,
  backtest,
  decomposition,
];
