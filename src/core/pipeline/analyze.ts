import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { LoadingBlock } from "#core/factors/loading-columns.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { MetricBlock } from "#core/metrics/metric-columns.ts";
import { symbolMetrics } from "#core/metrics/symbol-metrics.ts";
import type { MarketFacts, PriceMatrix } from "#core/prices/market-facts.ts";
import type { CorrelationMatrix } from "#core/risk/correlation.ts";
import type { ExposureBlock } from "#core/risk/exposure-columns.ts";
import type { VolatilityBlock } from "#core/risk/portfolio-volatility.ts";
import { BACKTEST_SESSIONS, type ProFormaBacktest, proFormaBacktest } from "#core/risk/pro-forma-backtest.ts";
import { proFormaReturns } from "#core/risk/pro-forma-returns.ts";
import type { RiskHoldings } from "#core/risk/symbol-weights.ts";
import { stressFindings } from "#core/scenarios/stress-findings.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { type ValuationOptions, valuePortfolio } from "#core/valuation/value-portfolio.ts";
import {
  concentrationSeries,
  correlationsAt,
  exposureSeries,
  stressAt,
  volatilitySeries,
} from "./portfolio-analytics.ts";
import { proFormaInputs, riskContext } from "./risk-context.ts";
import { type RiskDetails, riskDetailsAt } from "./risk-details.ts";
import { type RiskMetricBlock, riskMetricSeries } from "./risk-metrics.ts";
import { riskPath, weightPath } from "./weight-path.ts";

/** Everything one portfolio's facts and the market's say, up to one session. */
export interface Analysis {
  /** t₀ … the last session; the element of a session in every series below is its place after t₀. */
  readonly valuation: Valuation;
  readonly lastOrdinal: number;
  /** Symbols with at least one price; the others, and the bill, whose yield is none, have neither loadings nor metrics. */
  readonly pricedSymbols: ReadonlySet<string>;
  /** Of every symbol of the market, from the first entry date on. */
  readonly loadings: LoadingBlock;
  readonly metrics: MetricBlock;
  readonly exposures: ExposureBlock;
  readonly volatility: VolatilityBlock;
  readonly concentration: ReturnType<typeof concentrationSeries>;
  /** At the last session, as are the next two: options by their delta equivalent. */
  readonly holdings: RiskHoldings;
  readonly correlations: readonly CorrelationMatrix[];
  readonly stress: ReturnType<typeof stressAt>;
  /** Tail risk, model risk and performance of every session. */
  readonly riskMetrics: RiskMetricBlock;
  /** At the last session: where its risk comes from, and how the method would have done on its weights. */
  readonly riskDetails: RiskDetails;
  readonly backtest: ProFormaBacktest;
  readonly findings: readonly Finding[];
}

/** The session of the earliest entry, from which a portfolio's results start. */
export function firstEntryOrdinal(
  facts: Pick<PortfolioFacts, "positions">,
  calendar: TradingCalendar,
): number {
  return Math.min(...facts.positions.map(({ entryDate }) => calendar.ordinalOnOrAfter(entryDate)));
}

/**
 * The whole pipeline in memory: what the batch computes phase by phase, by the same functions, so both give the
 * same bits. `market` reaches back 840 sessions before the first entry, or to the vendor's first price. Throws
 * RangeError where no lot is entered by `toOrdinal`, EQUITY_AS_OF_AFTER_LAST_SESSION as the ledger does.
 */
export function analyze(
  facts: PortfolioFacts,
  market: MarketFacts,
  calendar: TradingCalendar,
  toOrdinal: number,
  options: ValuationOptions = {},
): Analysis {
  const from = firstEntryOrdinal(facts, calendar);
  if (!(from <= toOrdinal)) throw new RangeError(`no lot is entered by ${calendar.session(toOrdinal)}`);
  const valuation = valuePortfolio(facts, market, calendar, toOrdinal, options);
  const { firstOrdinal } = valuation;
  const byValue = { firstOrdinal, sessions: weightPath(valuation, firstOrdinal, toOrdinal) };
  const path = { firstOrdinal, sessions: riskPath(valuation, firstOrdinal, toOrdinal) };
  const holdings = path.sessions.at(-1);
  if (holdings === undefined) throw new RangeError(`no lot is held by ${calendar.session(toOrdinal)}`);
  const risk = riskContext(market, from, toOrdinal);
  const exposures = exposureSeries(path, risk, calendar);
  const volatility = volatilitySeries(path, risk, calendar, facts.id);
  const riskMetrics = riskMetricSeries(valuation, risk, market, calendar, firstOrdinal, toOrdinal);
  const stress = stressAt(holdings, risk, toOrdinal);
  const past = proFormaReturns(holdings, proFormaInputs(risk), toOrdinal, BACKTEST_SESSIONS);
  return {
    valuation,
    lastOrdinal: toOrdinal,
    pricedSymbols: pricedSymbols(market.prices),
    loadings: risk.loadings,
    metrics: symbolMetrics(market.prices, risk.returns, calendar, from, toOrdinal),
    exposures: exposures.block,
    volatility: volatility.block,
    concentration: concentrationSeries(byValue, path.sessions, market.profiles),
    holdings,
    correlations: correlationsAt(holdings, risk, toOrdinal),
    stress,
    riskMetrics: riskMetrics.block,
    riskDetails: riskDetailsAt(holdings, risk, toOrdinal),
    backtest: proFormaBacktest(past.returns),
    findings: [
      ...valuation.findings,
      ...exposures.findings,
      ...volatility.findings,
      ...riskMetrics.findings,
      ...stressFindings(stress.results, calendar.session(toOrdinal)),
    ],
  };
}

function pricedSymbols({ symbols, sessionCount, close }: PriceMatrix): ReadonlySet<string> {
  const hasPrice = (symbol: string, row: number) =>
    symbol !== BILL_YIELD_SYMBOL &&
    close.subarray(row * sessionCount, (row + 1) * sessionCount).some((price) => !Number.isNaN(price));
  return new Set(symbols.filter(hasPrice));
}
