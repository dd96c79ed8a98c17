import { readCorrelations, readRiskDecomposition } from "#app/analytics-as-of.ts";
import { metricOf, readBacktests, readMetrics } from "#app/risk-report.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { CORRELATION_WINDOWS, pairIndex } from "#core/risk/correlation.ts";
import { correlationClusters, effectiveNumber } from "#core/risk/correlation-structure.ts";
import { volatilityDirection } from "#core/risk/interpretation.ts";
import { RISK_METRIC_COLUMNS } from "#core/risk/risk-metric-columns.ts";
import { componentValueAtRisk } from "#core/risk/tail-components.ts";
import type { VarBacktest } from "#core/risk/var-backtest.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import {
  findVolatility,
  listRiskMetrics,
  listVolatility,
  type RiskMetricRow,
} from "#db/stores/risk-read-store.ts";
import { type Cell, type Column, decimals, percent } from "../output.ts";
import { PAIRS, type View } from "./view.ts";

const volatility: View = {
  name: "volatility",
  about: "realised, EWMA and forecast volatility of today's holdings, annualised",
  async load({ database }, portfolioId, asOf) {
    const row = await findVolatility(database.api.db, portfolioId, asOf);
    if (row === null) return null;
    return {
      asOf: row.asOf,
      data: row,
      columns: PAIRS,
      rows: [
        ["21 sessions", percent(row.realized21)],
        ["63 sessions", percent(row.realized63)],
        ["252 sessions", percent(row.realized252)],
        ["EWMA", percent(row.ewma)],
        ["forecast, next 21 sessions", percent(row.har21)],
        ["percentile within a year", percent(row.percentile)],
        [
          "trend",
          row.trend === null ? null : `${volatilityDirection(row.trend)} (${decimals(row.trend, 2)})`,
        ],
        ["returns used", row.observations],
        ["of them partly proxied", row.proxied],
      ],
    };
  },
};

const volatilityHistory: View = {
  name: "volatility-history",
  about: "volatility of every session",
  async load({ database }, portfolioId, asOf) {
    const history = await listVolatility(database.api.db, portfolioId, null, asOf);
    const last = history.at(-1);
    if (last === undefined) return null;
    return {
      asOf: last.asOf,
      data: { history },
      columns: columns("session", "21", "63", "252", "EWMA", "forecast", "percentile"),
      rows: history.map((row) => [
        row.asOf,
        percent(row.realized21),
        percent(row.realized63),
        percent(row.realized252),
        percent(row.ewma),
        percent(row.har21),
        percent(row.percentile),
      ]),
    };
  },
};

const METHODS = [
  ["filtered historical", "fhs"],
  ["historical", "hist"],
  ["Gaussian", "gaussian"],
  ["Cornish–Fisher", "cornish_fisher"],
] as const;

const risk: View = {
  name: "risk",
  about: "value at risk, expected shortfall, performance, drawdown",
  async load(context, portfolioId, asOf) {
    const row = await readMetrics(context, portfolioId, asOf);
    if (row === null) return null;
    const tail = METHODS.flatMap(([title, method]): Cell[][] =>
      ([95, 99] as const).map((level) => [
        `VaR ${level} %, ES, ${title}`,
        `${percent(row.value(`${method}_var_${level}`)) ?? "–"}, ${
          method === "cornish_fisher" ? "–" : (percent(row.value(`${method}_es_${level}`)) ?? "–")
        }`,
      ]),
    );
    const fall = [row.drawdownPeak, row.drawdownTrough, row.drawdownRecovery ?? "not recovered"];
    return {
      asOf: row.asOf,
      data: metricData(row),
      columns: PAIRS,
      rows: [
        ["volatility by the factor model", percent(row.value("model_volatility"))],
        ["of the variance from factors", percent(row.value("systematic_share"))],
        ["diversification ratio", decimals(row.value("diversification_ratio"), 2)],
        ...tail,
        ["returns behind the tail", row.value("tail_observations")],
        ["cumulative return", percent(row.value("cumulative_return"))],
        ["annualised return", percent(row.value("annualized_return"))],
        ["annualised volatility", percent(row.value("annualized_volatility"))],
        ["Sharpe", decimals(row.value("sharpe"), 2)],
        ["Sortino", decimals(row.value("sortino"), 2)],
        ["Calmar", decimals(row.value("calmar"), 2)],
        ["max drawdown", percent(row.value("max_drawdown"))],
        ["from, to, recovered", row.drawdownPeak === null ? null : fall.join(", ")],
        ["tracking error", percent(row.value("tracking_error"))],
        ["information ratio", decimals(row.value("information_ratio"), 2)],
        ["alpha", percent(row.value("alpha"))],
        ["realised beta", decimals(row.value("beta_to_benchmark"), 2)],
        ["up, down capture", captures(row)],
        ["daily returns used", row.value("performance_observations")],
      ],
    };
  },
};

function captures(row: RiskMetricRow): string | null {
  const [up, down] = [metricOf(row, "up_capture"), metricOf(row, "down_capture")];
  return Number.isNaN(up) && Number.isNaN(down) ? null : `${percent(up) ?? "–"}, ${percent(down) ?? "–"}`;
}

function metricData(row: RiskMetricRow) {
  const metrics = new Map(RISK_METRIC_COLUMNS.map((name, i) => [name, row.values[i]!]));
  const { drawdownPeak, drawdownTrough, drawdownRecovery } = row;
  return { metrics, drawdownPeak, drawdownTrough, drawdownRecovery };
}

const riskHistory: View = {
  name: "risk-history",
  about: "value at risk, expected shortfall and volatility of every session",
  async load({ database }, portfolioId, asOf) {
    const rows = await listRiskMetrics(database.api.db, portfolioId, null, asOf);
    const last = rows.at(-1);
    if (last === undefined) return null;
    const shown = ["fhs_var_95", "fhs_es_95", "fhs_var_99", "fhs_es_99", "model_volatility"] as const;
    return {
      asOf: last.asOf,
      data: { history: rows.map((row) => ({ asOf: row.asOf, ...metricData(row) })) },
      columns: columns("session", "VaR 95", "ES 95", "VaR 99", "ES 99", "volatility", "drawdown"),
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
    const found = await readBacktests(context, portfolioId, asOf);
    if (found === null) return null;
    const { clean, proForma } = found;
    return {
      asOf: found.asOf,
      data: { clean, proForma },
      columns: columns("forecasts", "level", "n", "exceptions", "expected", "Kupiec p", "joint p", "zone"),
      rows: [
        ...clean.tests.map(({ level, result }) => backtestRow("own weights", level, result)),
        ...proForma.tests.map(({ method, level, result }) =>
          backtestRow(`today's weights, ${method}`, level, result),
        ),
      ],
    };
  },
};

function backtestRow(what: string, level: number, result: VarBacktest | NoEstimate): readonly Cell[] {
  if (isNoEstimate(result)) {
    const got = result.reason === "TOO_FEW_OBSERVATIONS" ? result.got : null;
    return [what, level, got, null, null, null, null, result.reason];
  }
  const { forecasts, exceptions, expected, kupiec, joint, trafficLight, lowPower } = result;
  const zone = `${trafficLight ?? ""}${lowPower ? " low power" : ""}`.trim();
  const [unconditional, both] = [decimals(kupiec.p, 3), decimals(joint.p, 3)];
  return [what, level, forecasts, exceptions, decimals(expected, 1), unconditional, both, zone];
}

const decomposition: View = {
  name: "decomposition",
  about: "where the risk comes from, by factor and by position",
  async load(context, portfolioId, asOf) {
    const row = await readRiskDecomposition(context, portfolioId, asOf);
    if (row === null) return null;
    const metrics = await readMetrics(context, portfolioId, row.asOf);
    const var95 = metrics?.asOf === row.asOf ? metrics.value("fhs_var_95") : Number.NaN;
    const componentVar95 = componentValueAtRisk(row.shares, var95);
    const specific = metrics?.asOf === row.asOf ? metrics.value("specific_share") : Number.NaN;
    const at = (values: Float64Array, i: number) => values[i] ?? Number.NaN;
    return {
      asOf: row.asOf,
      data: { ...row, specificShare: specific, componentVar95 },
      columns: columns(
        "of",
        "exposure, weight",
        "share",
        "marginal",
        "component ES 95",
        "component VaR 95",
        "VIF",
      ),
      rows: [
        ...factorsOf("joint").map(({ name }, k) => [
          name,
          decimals(at(row.factorExposures, k)),
          percent(at(row.factorShares, k)),
          decimals(at(row.factorMarginal, k)),
          null,
          null,
          decimals(at(row.vif, k), 2),
        ]),
        ["specific", null, percent(specific), null, null, null, null],
        ...row.symbols.map((symbol, i) => [
          symbol,
          percent(at(row.weights, i)),
          percent(at(row.shares, i)),
          decimals(at(row.marginal, i)),
          percent(at(row.componentEs95, i)),
          percent(at(componentVar95, i)),
          null,
        ]),
        ["volatility, Ledoit–Wolf", percent(row.constantCorrelationVolatility), null, null, null, null, null],
        ["volatility, factor model", percent(row.volatility), null, null, null, null, null],
        ["condition number", decimals(row.conditionNumber, 1), null, null, null, null, null],
      ],
    };
  },
};

const correlations: View = {
  name: "correlations",
  about: "pairwise correlations of the listed holdings, 90 and 252 sessions",
  async load(context, portfolioId, asOf) {
    const windows = await Promise.all(
      CORRELATION_WINDOWS.map(async (window) => ({
        window,
        found: await readCorrelations(context, portfolioId, window, asOf),
      })),
    );
    const [short, long] = windows.map(({ found }) => found);
    if (short === null || short === undefined) return null;
    const { symbols } = short;
    const pairs = symbols.flatMap((first, j) =>
      symbols.slice(j + 1).map((second, offset) => {
        const pair = pairIndex(j + 1 + offset, j);
        return [first, second, decimals(short.rho[pair] ?? null), decimals(long?.rho[pair] ?? null)];
      }),
    );
    return {
      asOf: short.asOf,
      data: {
        windows: windows.flatMap(({ window, found }) =>
          found === null
            ? []
            : [
                {
                  window,
                  symbols: found.symbols,
                  averageCorrelation: found.average,
                  // The lower triangle without the diagonal, row by row.
                  rho: found.rho,
                  observations: found.observations,
                },
              ],
        ),
      },
      columns: [
        { title: "symbol" },
        { title: "with" },
        { title: "90", right: true },
        { title: "252", right: true },
      ],
      rows: [["average", null, decimals(short.average), decimals(long?.average ?? null)], ...pairs],
    };
  },
};

const WINDOW = 252;

const diversification: View = {
  name: "diversification",
  about: "clusters of holdings that move together, and how many independent ones they are worth",
  async load(context, portfolioId, asOf) {
    const row = await readCorrelations(context, portfolioId, WINDOW, asOf);
    if (row === null) return null;
    const matrix = {
      symbols: row.symbols,
      windowSessions: WINDOW,
      correlations: row.rho,
      observations: Int32Array.from(row.observations),
      average: row.average ?? Number.NaN,
    };
    const clusters = correlationClusters(matrix);
    const effective = effectiveNumber(matrix);
    const metrics = await readMetrics(context, portfolioId, row.asOf);
    const ratio = metrics?.asOf === row.asOf ? metrics.value("diversification_ratio") : Number.NaN;
    return {
      asOf: row.asOf,
      data: { averageCorrelation: row.average, diversificationRatio: ratio, effective, clusters },
      columns: PAIRS,
      rows: [
        ["average correlation", decimals(row.average, 2)],
        ["diversification ratio", decimals(ratio, 2)],
        ["effective number by correlation", isNoEstimate(effective) ? null : decimals(effective.value, 1)],
        ...clusters.map(({ symbols, averageCorrelation }, i) => [
          `cluster ${i + 1}: ${symbols.join(", ")}`,
          decimals(averageCorrelation, 2),
        ]),
      ],
    };
  },
};

function columns(first: string, ...rest: readonly string[]): readonly Column[] {
  return [{ title: first }, ...rest.map((title) => ({ title, right: true as const }))];
}

export const riskViews: readonly View[] = [
  volatility,
  volatilityHistory,
  risk,
  riskHistory,
  backtest,
  decomposition,
  correlations,
  diversification,
];
