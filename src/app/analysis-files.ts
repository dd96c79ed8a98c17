import { METHOD_VERSION } from "#batch/services.ts";
import { isCompanySymbol } from "#batch/symbol-units.ts";
import { type CsvCell, formatCsv } from "#core/csv/format-csv.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { factorLoadings } from "#core/factors/loading-row.ts";
import { METRIC_WIDTH, metricColumn } from "#core/metrics/metric-columns.ts";
import type { Analysis } from "#core/pipeline/analyze.ts";
import { stressRows } from "#core/pipeline/stress-rows.ts";
import { CONCENTRATION_COLUMNS } from "#core/risk/concentration.ts";
import { EXPOSURE_WIDTH } from "#core/risk/exposure-columns.ts";
import { factorExposures } from "#core/risk/exposure-report.ts";
import { VOLATILITY_WIDTH, volatilityColumn } from "#core/risk/portfolio-volatility.ts";
import { RISK_METRIC_COLUMNS, RISK_METRIC_WIDTH } from "#core/risk/risk-metric-columns.ts";
import { usableObservations } from "#core/stats/no-estimate.ts";

import { methodBacktests } from "./backtest-report.ts";
import { jsonValue } from "./json-value.ts";

type Row = readonly CsvCell[];

/** What the files are made of: the rows of sessions from `from` on. */
export interface WrittenAnalysis {
  readonly analysis: Analysis;
  readonly calendar: TradingCalendar;
  readonly findings: readonly Finding[];
  readonly from: PlainDate | null;
}

/** Subject of the whole portfolio's rows, beside the symbols'. */
const PORTFOLIO = "portfolio";

/** One file per result, by name. Rows are sorted; an empty cell is a number that does not exist. */
export function analysisFiles(written: WrittenAnalysis): ReadonlyMap<string, string> {
  return new Map([
    ["snapshots.csv", formatCsv(SNAPSHOT_HEADER, snapshotRows(written))],
    ["symbol_factors.csv", formatCsv(SYMBOL_FACTOR_HEADER, symbolFactorRows(written))],
    ["portfolio_factors.csv", formatCsv(PORTFOLIO_FACTOR_HEADER, portfolioFactorRows(written))],
    ["volatility.csv", formatCsv(VOLATILITY_HEADER, volatilityRows(written))],
    ["correlation.csv", formatCsv(CORRELATION_HEADER, correlationRows(written))],
    ["stress.csv", formatCsv(STRESS_HEADER, stressFileRows(written))],
    ["risk_metrics.json", `${JSON.stringify(riskDocument(written), null, 2)}\n`],
    ["concentration.json", `${JSON.stringify(concentrationDocument(written), null, 2)}\n`],
    ["findings.csv", formatCsv(FINDING_HEADER, findingRows(written))],
  ]);
}

/** Sessions to write, as ordinals and dates; `t` is the place in the portfolio's series. */
function* writtenSessions({ analysis, calendar, from }: WrittenAnalysis, firstOrdinal: number) {
  for (let ordinal = firstOrdinal; ordinal <= analysis.lastOrdinal; ordinal++) {
    const session = calendar.session(ordinal);
    if (from === null || session >= from) yield { ordinal, session, t: ordinal - firstOrdinal };
  }
}

const SNAPSHOT_HEADER = [
  "as_of",
  "nav",
  "cash",
  "long",
  "short",
  "gross",
  "net",
  "flow",
  "dividends",
  "daily_pnl",
  "daily_return",
  "cumulative_return",
];

function* snapshotRows(written: WrittenAnalysis): Generator<Row> {
  const { valuation } = written.analysis;
  for (const { session, t } of writtenSessions(written, valuation.firstOrdinal)) {
    yield [
      session,
      valuation.nav[t]!,
      valuation.cash[t]!,
      valuation.longExposure[t]!,
      valuation.shortExposure[t]!,
      valuation.grossExposure[t]!,
      valuation.netExposure[t]!,
      valuation.flow[t]!,
      valuation.dividends[t]!,
      valuation.dailyPnl[t]!,
      valuation.dailyReturn[t]!,
      valuation.cumulativeReturn[t]!,
    ];
  }
}

const SYMBOL_FACTOR_HEADER = [
  "as_of",
  "symbol",
  "factor",
  "beta",
  "alpha",
  "std_error",
  "t",
  "p",
  "r_squared",
  "observations",
  "method",
];

/** Rows of the symbols that have prices, as the batch stores them; factors in the order of their table. */
function* symbolFactorRows(written: WrittenAnalysis): Generator<Row> {
  const { loadings } = written.analysis;
  const rows = pricedRows(written.analysis);
  for (const { session, t } of writtenSessions(written, loadings.firstOrdinal)) {
    for (const row of rows) {
      const offset = (row * loadings.sessionCount + t) * LOADING_WIDTH;
      const values = loadings.values.subarray(offset, offset + LOADING_WIDTH);
      for (const [factor, loading] of factorLoadings(values)) {
        const key = [session, loadings.symbols[row]!, factor];
        if ("reason" in loading) {
          yield [...key, null, null, null, null, null, null, usableObservations(loading), METHOD_VERSION];
        } else {
          const { beta, alpha, stdError, t: tValue, p, rSquared, observations } = loading;
          yield [...key, beta, alpha, stdError, tValue, p, rSquared, observations, METHOD_VERSION];
        }
      }
    }
  }
}

/** Rows of the symbols the batch would have loadings and metrics of. */
function pricedRows({ loadings, pricedSymbols }: Analysis): readonly number[] {
  return [...loadings.symbols.keys()].filter(
    (row) => isCompanySymbol(loadings.symbols[row]!) && pricedSymbols.has(loadings.symbols[row]!),
  );
}

const PORTFOLIO_FACTOR_HEADER = ["as_of", "factor", "exposure", "exposure_dollar", "std_error", "coverage"];

function* portfolioFactorRows(written: WrittenAnalysis): Generator<Row> {
  const { valuation, exposures } = written.analysis;
  for (const { session, t } of writtenSessions(written, exposures.firstOrdinal)) {
    const row = exposures.values.subarray(t * EXPOSURE_WIDTH, (t + 1) * EXPOSURE_WIDTH);
    const nav = valuation.nav[t]!;
    for (const { factor, exposure, stdError, coverage } of factorExposures(row, nav)) {
      yield [session, factor.name, exposure, exposure === null ? null : exposure * nav, stdError, coverage];
    }
  }
}

const VOLATILITY_HEADER = [
  "as_of",
  "subject",
  "realized_21",
  "realized_63",
  "realized_252",
  "ewma",
  "har_21",
  "percentile",
];
const REALIZED = ["realized_vol_21", "realized_vol_63", "realized_vol_252", "ewma_vol", "har_21"] as const;
const SYMBOL_VOLATILITY = [...REALIZED, "vol_percentile"] as const;
const PORTFOLIO_VOLATILITY = [...REALIZED, "percentile"] as const;

function* volatilityRows(written: WrittenAnalysis): Generator<Row> {
  const { volatility, metrics } = written.analysis;
  const rows = pricedRows(written.analysis);
  for (const { ordinal, session, t } of writtenSessions(written, metrics.firstOrdinal)) {
    for (const row of rows) {
      const offset = (row * metrics.sessionCount + t) * METRIC_WIDTH;
      const own = SYMBOL_VOLATILITY.map((column) => metrics.values[offset + metricColumn(column)]!);
      yield [session, metrics.symbols[row]!, ...own];
    }
    const place = ordinal - volatility.firstOrdinal;
    if (place < 0) continue;
    const whole = PORTFOLIO_VOLATILITY.map(
      (column) => volatility.values[place * VOLATILITY_WIDTH + volatilityColumn(column)]!,
    );
    yield [session, PORTFOLIO, ...whole];
  }
}

const CORRELATION_HEADER = ["as_of", "window", "symbol_1", "symbol_2", "rho", "observations"];

function* correlationRows({ analysis, calendar }: WrittenAnalysis): Generator<Row> {
  const session = calendar.session(analysis.lastOrdinal);
  for (const { symbols, windowSessions, correlations, observations } of analysis.correlations) {
    for (let j = 0; j < symbols.length; j++) {
      for (let i = j + 1; i < symbols.length; i++) {
        const pair = (i * (i - 1)) / 2 + j;
        yield [session, windowSessions, symbols[j]!, symbols[i]!, correlations[pair]!, observations[pair]!];
      }
    }
  }
}

const STRESS_HEADER = [
  "as_of",
  "scenario",
  "direct",
  "correlated",
  "direct_fraction",
  "correlated_fraction",
  "convexity",
  "plausibility",
  "source",
];

function stressFileRows({ analysis, calendar }: WrittenAnalysis): readonly Row[] {
  const session = calendar.session(analysis.lastOrdinal);
  const { nav } = analysis.holdings;
  const { book, results } = analysis.stress;
  return stressRows(book, results)
    .map(({ scenarioId, source, plausibilityDistance, direct, correlated }): Row => {
      const [alone, together] = [direct.pnl, correlated.pnl];
      const fractions = [alone * nav, together * nav, alone, together, correlated.convexity];
      return [session, scenarioId, ...fractions, plausibilityDistance, source];
    })
    .sort(byColumns(1));
}

/** The last session's risk metrics with their tests and where the risk comes from; and those of every session written. */
function riskDocument(written: WrittenAnalysis): object {
  const { riskMetrics, riskDetails, backtest } = written.analysis;
  const sessions = [...writtenSessions(written, riskMetrics.firstOrdinal)].map(({ session, t }) => {
    const row = riskMetrics.values.subarray(t * RISK_METRIC_WIDTH, (t + 1) * RISK_METRIC_WIDTH);
    const { peak, trough, recovery } = riskMetrics.drawdowns[t]!;
    return {
      as_of: session,
      ...Object.fromEntries(RISK_METRIC_COLUMNS.map((column, i) => [column, orNull(row[i]!)])),
      drawdown_peak: peak,
      drawdown_trough: trough,
      drawdown_recovery: recovery,
    };
  });
  const factors = factorsOf("joint").map(({ name }, k) => ({
    name,
    exposure: orNull(riskDetails.factorExposures[k]!),
    share: orNull(riskDetails.factorShares[k]!),
    marginal: orNull(riskDetails.factorMarginal[k]!),
    vif: orNull(riskDetails.vif[k]!),
  }));
  const positions = riskDetails.symbols.map((symbol, i) => ({
    symbol,
    weight: orNull(riskDetails.weights[i]!),
    share: orNull(riskDetails.shares[i]!),
    marginal: orNull(riskDetails.marginal[i]!),
    component_es_95: orNull(riskDetails.componentEs95[i]!),
    component_es_99: orNull(riskDetails.componentEs99[i]!),
  }));
  return {
    ...sessions.at(-1),
    ledoit_wolf_volatility: orNull(riskDetails.constantCorrelationVolatility),
    ledoit_wolf_shrinkage: orNull(riskDetails.constantCorrelationShrinkage),
    condition_number: orNull(riskDetails.conditionNumber),
    factors,
    positions,
    backtest: jsonValue(methodBacktests(backtest)),
    history: sessions,
  };
}

/** The last session's concentration and sectors, and those of every session written. */
function concentrationDocument(written: WrittenAnalysis): object {
  const { valuation, concentration } = written.analysis;
  const sessions = [...writtenSessions(written, valuation.firstOrdinal)].map(({ session, t }) => {
    const { concentration: numbers, sectors } = concentration[t]!;
    return {
      as_of: session,
      ...Object.fromEntries(CONCENTRATION_COLUMNS.map((column) => [column, orNull(numbers[column])])),
      sectors: Object.fromEntries(sectors.map(({ sector, weight }) => [sector, orNull(weight)])),
    };
  });
  return { ...sessions.at(-1), history: sessions };
}

const FINDING_HEADER = ["severity", "code", "subject", "detail"];
const SEVERITIES = ["error", "warning", "info"];

/** The worst first. */
function findingRows({ findings }: WrittenAnalysis): readonly Row[] {
  return findings
    .map(({ severity, code, subject, message }): Row => [severity, code, subject, message])
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a[0] as string) - SEVERITIES.indexOf(b[0] as string) || byColumns(1, 2, 3)(a, b),
    );
}

/** Order by text columns, by code unit. */
function byColumns(...columns: readonly number[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const column of columns) {
      const [left, right] = [a[column] as string, b[column] as string];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
