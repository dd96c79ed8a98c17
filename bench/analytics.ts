/**
 * What each analytic costs a portfolio at a session: books of 13 and 30 symbols, one with options, over a year of
 * sessions of the synthetic market, in memory, by the functions that the batch calls; and what the metrics of a symbol
 * cost, in CPU time. `node bench/analytics.ts [repeats]`. The first repeat, while the compiler is at work, is left out.
 */
import { cpus } from "node:os";
import { factorCovariance } from "#core/factors/factor-covariance.ts";
import { BENCHMARK } from "#core/factors/factor-table.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { medianVolume } from "#core/metrics/median-volume.ts";
import { symbolMetrics } from "#core/metrics/symbol-metrics.ts";
import {
  concentrationSeries,
  correlationsAt,
  exposureSeries,
  riskAt,
  stressAt,
  volatilitySeries,
} from "#core/pipeline/portfolio-analytics.ts";
import { proFormaInputs, riskContext } from "#core/pipeline/risk-context.ts";
import { riskDetailsAt } from "#core/pipeline/risk-details.ts";
import { riskMetricSeries } from "#core/pipeline/risk-metrics.ts";
import { riskState } from "#core/pipeline/risk-state.ts";
import { riskPath, weightPath } from "#core/pipeline/weight-path.ts";
import { performanceSeries } from "#core/risk/performance.ts";
import { portfolioTailRisk } from "#core/risk/portfolio-tail-risk.ts";
import { proFormaReturns } from "#core/risk/pro-forma-returns.ts";
import { regressorWindow } from "#core/risk/regressor-window.ts";
import { riskFreeSeries } from "#core/risk/risk-free.ts";
import { PRO_FORMA_SESSIONS } from "#core/risk/value-at-risk.ts";
import {
  ewmaVolatility,
  realizedVolatility,
  VOLATILITY_WINDOWS,
  volatilityTrend,
} from "#core/risk/volatility.ts";
import { harVolatility, volatilityPercentile } from "#core/risk/volatility-forecast.ts";
import { scenarioMoves } from "#core/scenarios/scenario-moves.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { BOOKS, calendar, FROM, marketOf, TO } from "./analytics-world.ts";
import { type Measured, report, summary } from "./report.ts";

const REPEATS = Number(process.argv[2] ?? 9);
/** A repeat runs an analytic as often as fills this time: some systems tell CPU time in steps of 10 ms. */
const REPEAT_SECONDS = 0.04;
const WARM_UP = 1;
const SESSIONS = TO - FROM + 1;

/** Something measured. What is `within` another row is part of it and counts in no sum. */
interface Analytic {
  readonly name: string;
  readonly within?: true;
  /** Units that a run computes: its time is divided by them. */
  readonly units: number;
  readonly run: () => unknown;
}

/** A table: what one unit of each analytic costs, and which part of the whole that is. */
interface Section {
  readonly name: string;
  readonly unit: string;
  readonly analytics: readonly Analytic[];
}

function portfolioSection(name: string, facts: PortfolioFacts): Section {
  const market = marketOf(facts);
  const valuation = valuePortfolio(facts, market, calendar, TO);
  const risk = riskContext(market, FROM, TO);
  const inputs = proFormaInputs(risk);
  const byValue = { firstOrdinal: FROM, sessions: weightPath(valuation, FROM, TO) };
  const path = { firstOrdinal: FROM, sessions: riskPath(valuation, FROM, TO) };
  const last = path.sessions.at(-1)!;
  const each = (measure: (session: (typeof path.sessions)[number], ordinal: number) => unknown) => () => {
    for (const [d, holdings] of path.sessions.entries()) measure(holdings, FROM + d);
  };
  const benchmarkRow = risk.exposures.returnRows.get(BENCHMARK)! * risk.returns.sessionCount;
  const benchmark = risk.returns.values
    .subarray(benchmarkRow, benchmarkRow + risk.returns.sessionCount)
    .slice(-SESSIONS);
  const riskFree = riskFreeSeries(market.prices, calendar).daily.slice(-SESSIONS);
  const daily = (run: () => unknown) => ({ units: SESSIONS, run });
  const once = (run: () => unknown) => ({ units: 1, run });
  return {
    name,
    unit: "portfolio-session",
    analytics: [
      { name: "ledger", ...daily(() => valuePortfolio(facts, market, calendar, TO)) },
      // A copy each time: a valuation keeps the path it once had.
      { name: "weight path", ...daily(() => weightPath({ ...valuation }, FROM, TO)) },
      { name: "weight path, options by delta", ...daily(() => riskPath({ ...valuation }, FROM, TO)) },
      { name: "exposures", ...daily(() => exposureSeries(path, risk, calendar)) },
      { name: "volatility", ...daily(() => volatilitySeries(path, risk, calendar, facts.id)) },
      {
        name: "pro-forma returns",
        within: true,
        ...daily(each((holdings, t) => proFormaReturns(holdings, inputs, t, PRO_FORMA_SESSIONS))),
      },
      {
        name: "concentration",
        ...daily(() => concentrationSeries(byValue, path.sessions, market.profiles)),
      },
      {
        name: "risk metrics",
        ...daily(() => riskMetricSeries(valuation, risk, market, calendar, FROM, TO)),
      },
      { name: "tail risk", within: true, ...daily(() => portfolioTailRisk(path.sessions, inputs, FROM)) },
      { name: "decomposition", within: true, ...daily(each((holdings, t) => riskAt(holdings, risk, t))) },
      {
        name: "performance",
        within: true,
        ...daily(() => performanceSeries({ returns: valuation.dailyReturn, benchmark, riskFree })),
      },
      { name: "last session: correlations", ...once(() => correlationsAt(last, risk, TO)) },
      { name: "last session: stress, all scenarios", ...once(() => stressAt(last, risk, TO)) },
      { name: "last session: risk details", ...once(() => riskDetailsAt(last, risk, TO)) },
      { name: "last session: state of the run", ...once(() => riskState(last, risk, TO)) },
    ],
  };
}

/** What the portfolios of a unit share, by session of its range; every portfolio job makes it once. */
function sharedSection(facts: PortfolioFacts): Section {
  const market = marketOf(facts);
  const { returns, factorReturns, exposures, factorModel } = riskContext(market, FROM, TO);
  const windows = exposures.regressions.flatMap((regression) => {
    if (regression === null) return [];
    const { regressors, windowAt } = regression;
    return [{ regressors, windowSessions: windowAt(TO).windowSessions }];
  });
  const each = (measure: (ordinal: number) => unknown) => ({
    units: SESSIONS,
    run: () => {
      for (let ordinal = FROM; ordinal <= TO; ordinal++) measure(ordinal);
    },
  });
  return {
    name: `shared by all portfolios, ${market.prices.symbols.length} symbols`,
    unit: "session",
    analytics: [
      { name: "returns, loadings", units: SESSIONS, run: () => riskContext(market, FROM, TO) },
      {
        name: "loadings",
        within: true,
        units: SESSIONS,
        run: () => estimateLoadings(returns, factorReturns, FROM, TO),
      },
      {
        name: "regressions of exposures",
        ...each((ordinal) => {
          for (const { regressors, windowSessions } of windows)
            regressorWindow(regressors, ordinal - returns.firstOrdinal, windowSessions);
        }),
      },
      { name: "factor covariance", ...each((ordinal) => factorCovariance(factorReturns, ordinal)) },
      {
        name: "last session: scenarios",
        units: 1,
        run: () => scenarioMoves(factorModel(TO), market.episodes ?? [], TO),
      },
    ],
  };
}

function symbolSection(facts: PortfolioFacts): Section {
  const { prices } = marketOf(facts);
  const { returns } = riskContext(marketOf(facts), FROM, TO);
  const { symbols, sessionCount, firstOrdinal } = returns;
  const units = symbols.length * SESSIONS;
  const series = symbols.map((_, row) =>
    returns.values.subarray(row * sessionCount, (row + 1) * sessionCount),
  );
  const volumes = symbols.map((_, row) =>
    prices.volume!.subarray(row * sessionCount, (row + 1) * sessionCount),
  );
  const each = (rows: readonly Float64Array[], measure: (own: Float64Array, column: number) => unknown) => ({
    within: true as const,
    units,
    run: () => {
      for (const own of rows)
        for (let ordinal = FROM; ordinal <= TO; ordinal++) measure(own, ordinal - firstOrdinal);
    },
  });
  return {
    name: `metrics of ${symbols.length} symbols`,
    unit: "symbol-session",
    analytics: [
      { name: "metrics", units, run: () => symbolMetrics(prices, returns, calendar, FROM, TO) },
      ...VOLATILITY_WINDOWS.map((window) => ({
        name: `realised volatility, ${window}`,
        ...each(series, (own, column) => realizedVolatility(own, column, window)),
      })),
      { name: "EWMA", ...each(series, ewmaVolatility) },
      { name: "HAR", ...each(series, harVolatility) },
      { name: "percentile", ...each(series, volatilityPercentile) },
      { name: "trend", ...each(series, volatilityTrend) },
      { name: "median volume", ...each(volumes, medianVolume) },
    ],
  };
}

/**
 * Seconds of CPU time of this thread that one run of each analytic takes: what it costs, however long it waits for a
 * core. Repeats go round the analytics, so that what else the machine does falls on all of them alike.
 */
function measure({ analytics }: Section): readonly (readonly number[])[] {
  const times = analytics.map((): number[] => []);
  for (let repeat = -WARM_UP; repeat < REPEATS; repeat++) {
    for (const [i, { run }] of analytics.entries()) {
      const start = cpuSeconds();
      let rounds = 0;
      do {
        run();
        rounds++;
      } while (cpuSeconds() - start < REPEAT_SECONDS);
      if (repeat >= 0) times[i]!.push((cpuSeconds() - start) / rounds);
    }
  }
  return times;
}

function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

const measured: Measured[] = [];

function show(section: Section): void {
  const { name, unit, analytics } = section;
  const rows = measure(section).map((seconds, i) => ({ ...analytics[i]!, ...summary(seconds) }));
  const whole = rows.reduce((sum, { within, median }) => sum + (within ? 0 : median), 0);
  const us = (seconds: number) => (1e6 * seconds).toFixed(seconds < 1e-5 ? 2 : 1);
  console.log(`\n### ${name}: µs per ${unit}\n`);
  console.log("| analytic | median | min–max | share of the whole |\n| --- | --- | --- | --- |");
  for (const row of rows) {
    const [median, min, max] = [row.median, row.min, row.max].map((seconds) => us(seconds / row.units));
    const share = `${((100 * row.median) / whole).toFixed(1)} %`;
    console.log(`| ${row.within ? "– " : ""}${row.name} | ${median} | ${min}–${max} | ${share} |`);
  }
  console.log(`\nThe whole, ${SESSIONS} sessions: ${(1000 * whole).toFixed(1)} ms.`);
  measured.push(
    ...rows.map(({ name: analytic, units, median, min, max }) => ({
      goal: null,
      what: `${name}: ${analytic}, ${units === 1 ? "a time" : `per ${unit}`}`,
      unit: "µs" as const,
      values: [min, median, max].map((seconds) => (1e6 * seconds) / units),
    })),
  );
}

console.log(`\n## analytics (${cpus().length} cores, Node ${process.versions.node}, ${REPEATS} repeats)`);
for (const [name, facts] of Object.entries(BOOKS)) show(portfolioSection(name, facts));
const largest = BOOKS["30 symbols"]!;
show(sharedSection(largest));
show(symbolSection(largest));
report("analytics", measured);
