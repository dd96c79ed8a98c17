import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { describeFailure } from "#core/errors/describe-failure.ts";
import type { Finding } from "#core/errors/finding.ts";
import { portfolioComputation } from "./portfolio-computations.ts";
import type { OpenShard } from "./shard.ts";

/** What is to be computed of a shard. Ranges are ordinals, both included. */
export interface ShardJob {
  readonly job: string;
  readonly from: number;
  readonly to: number;
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
export function computePortfolios(
  { job, ...range }: ShardJob,
  shard: OpenShard,
  calendar: TradingCalendar,
): PortfolioOutcome<unknown> {
  const { market } = shard;
  const computation = portfolioComputation(job);
  const context = shard.share(computation, range.from, range.to);
  const computed: ComputedPortfolio<unknown>[] = [];
  const failures: { subject: string; code: string; message: string }[] = [];
  for (const facts of shard.portfolios) {
    try {
      const valuation = shard.value(facts);
      const from = Math.max(range.from, valuation.firstOrdinal);
      const input = { facts, valuation, market, calendar, from, to: range.to, shared: context };
      computed.push({ id: facts.id, from, to: range.to, ...computation.compute(input) });
    } catch (error) {
      // One portfolio that cannot be computed must not keep the others from their results.
      failures.push({ subject: facts.id, ...describeFailure(error) });
    }
  }
  return { computed, failures };
}
