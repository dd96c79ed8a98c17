import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { describeFailure } from "#core/errors/describe-failure.ts";
import type { Finding } from "#core/errors/finding.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { portfolioComputation } from "./portfolio-computations.ts";

/** The computing part of a unit of portfolios: plain data, as it crosses threads. Ranges are ordinals, both included. */
export interface PortfolioTask {
  readonly job: string;
  readonly from: number;
  readonly to: number;
  readonly portfolios: readonly PortfolioFacts[];
  readonly market: MarketFacts;
  /** Last session ledgers are walked to, at least `to`. */
  readonly valueTo: number;
  /** Symbols whose closes may hide splits that nobody reported. */
  readonly adjustedCloses: readonly string[];
}

/** One portfolio's result over the sessions `from` … `to` of it. */
export interface ComputedPortfolio<Result> {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly result: Result;
  readonly findings: readonly Finding[];
}

export interface PortfolioOutcome<Result> {
  readonly computed: readonly ComputedPortfolio<Result>[];
  /** Portfolios that could not be computed; the others are not held up by them. */
  readonly failures: readonly { readonly subject: string; readonly code: string; readonly message: string }[];
}

/** Values each portfolio and computes the job's result from its ledger; each by itself, in the order given. */
export function computePortfolios(task: PortfolioTask, calendar: TradingCalendar): PortfolioOutcome<unknown> {
  const { market, valueTo } = task;
  const computation = portfolioComputation(task.job);
  const adjusted = new Set(task.adjustedCloses);
  const options = { providerGivesRaw: (symbol: string) => !adjusted.has(symbol) };
  const shared = computation.share(market, task.from, task.to);
  const computed: ComputedPortfolio<unknown>[] = [];
  const failures: { subject: string; code: string; message: string }[] = [];
  for (const facts of task.portfolios) {
    try {
      const valuation = valuePortfolio(facts, market, calendar, valueTo, options);
      const from = Math.max(task.from, valuation.firstOrdinal);
      const input = { facts, valuation, market, calendar, from, to: task.to, shared };
      computed.push({ id: facts.id, from, to: task.to, ...computation.compute(input) });
    } catch (error) {
      // One portfolio that cannot be computed must not keep the others from their results.
      failures.push({ subject: facts.id, ...describeFailure(error) });
    }
  }
  return { computed, failures };
}
