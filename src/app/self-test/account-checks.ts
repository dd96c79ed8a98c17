import { BENCHMARK, BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { RiskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { differences, type Measure } from "./check.ts";
import { ROUNDING } from "./direct-checks.ts";
import { plainOption } from "./plain-options.ts";
import { average, covariance } from "./plain-risk.ts";
import type { SelfTestWorld } from "./self-test-world.ts";
import { metricAt } from "./tail-checks.ts";

/** What the account earned, from the plain ledger's returns; and what its options were worth. */

/** Sessions between those whose performance is worked out again. */
const EVERY = 21;
/** Returns that what compounds to a year needs. */
const YEAR = 252;

const PERFORMANCE = [
  "cumulative_return",
  "annualized_return",
  "annualized_volatility",
  "sharpe",
  "sortino",
  "max_drawdown",
  "tracking_error",
  "information_ratio",
  "alpha",
] as const satisfies readonly RiskMetricColumn[];

/** Performance since the first session, as of every 21st. */
export function performances(world: SelfTestWorld): Measure {
  const errors = differences("absolute", ROUNDING);
  const account = world.ledger.dailyReturn;
  const [benchmark, bill] = [benchmarkReturns(world), billReturns(world)];
  const last = account.length - 1;
  for (let t = last % EVERY; t <= last; t += EVERY) {
    if (t < YEAR) continue;
    const upTo = (series: readonly number[]) => series.slice(0, t + 1);
    const expected = performance(upTo(account), upTo(benchmark), upTo(bill));
    for (const name of PERFORMANCE) errors.add(metricAt(world, name, t), expected[name]);
  }
  return errors.measure();
}

/** Of returns that begin with the first session's, which counts in the index only. */
function performance(
  all: readonly number[],
  benchmark: readonly number[],
  bill: readonly number[],
): Readonly<Record<(typeof PERFORMANCE)[number], number>> {
  const [r, b, f] = [all.slice(1), benchmark.slice(1), bill.slice(1)];
  const excess = r.map((value, i) => value - f[i]!);
  const ahead = r.map((value, i) => value - b[i]!);
  const benchmarkExcess = b.map((value, i) => value - f[i]!);
  const yearly = (returns: readonly number[]) => growth(returns) ** (YEAR / returns.length) - 1;
  const deviation = (values: readonly number[]) => Math.sqrt(YEAR * covariance(values, values));
  const trackingError = deviation(ahead);
  const beta = covariance(excess, benchmarkExcess) / covariance(benchmarkExcess, benchmarkExcess);
  return {
    cumulative_return: growth(all) - 1,
    annualized_return: yearly(r),
    annualized_volatility: deviation(r),
    sharpe: (YEAR * average(excess)) / deviation(excess),
    sortino: (YEAR * average(excess)) / Math.sqrt(YEAR * average(r.map((value) => Math.min(value, 0) ** 2))),
    max_drawdown: deepestFall(all),
    tracking_error: trackingError,
    information_ratio: (yearly(r) - yearly(b)) / trackingError,
    alpha: YEAR * (average(excess) - beta * average(benchmarkExcess)),
  };
}

function growth(returns: readonly number[]): number {
  return returns.reduce((index, r) => index * (1 + r), 1);
}

/** The lowest index over any before it, less 1; the index is 1 before the first return. */
function deepestFall(returns: readonly number[]): number {
  const index = [1];
  for (const r of returns) index.push(index.at(-1)! * (1 + r));
  return Math.min(...index.map((value, i) => value / Math.max(...index.slice(0, i + 1)) - 1));
}

function benchmarkReturns({ histories, ledger }: SelfTestWorld): readonly number[] {
  const adjClose = [...histories.get(BENCHMARK)!.bars.adjClose].slice(-ledger.nav.length - 1);
  return adjClose.slice(1).map((price, i) => price / adjClose[i]! - 1);
}

/** What a bill bought at the close before earned: P^(−days/91) − 1 with P = 1 − d·91/360. */
function billReturns({ histories, ledger }: SelfTestWorld): readonly number[] {
  const { sessions, close } = histories.get(BILL_YIELD_SYMBOL)!.bars;
  const first = sessions.length - ledger.nav.length;
  return sessions.slice(first).map((session, i) => {
    const before = first + i - 1;
    const days = (Date.parse(session) - Date.parse(sessions[before]!)) / 86_400_000;
    return (1 - ((close[before]! / 100) * 91) / 360) ** (-days / 91) - 1;
  });
}

/** USD a share: what is left to rounding of an entry price from which the volatility is found again. */
const OPTION_LIMIT = 1e-8;

/** Price of each option on every session it is held, what it settles at, and a call less a put of the same terms. */
export function optionPrices(world: SelfTestWorld): Measure {
  const errors = differences("USD", OPTION_LIMIT);
  const { calendar, histories, analysis, fromOrdinal } = world;
  const lots = analysis.valuation.lots.filter(({ position }) => position.option !== null);
  for (const { position, price, quantity } of lots) {
    const plain = plainOption(position.option!, histories);
    for (const [t, held] of quantity.entries())
      if (held !== 0) errors.add(price[t]!, plain.price(calendar.session(fromOrdinal + t)));
  }
  const [call, put] = ["CALL", "PUT"].map((type) =>
    lots.find(({ position }) => position.option!.type === type),
  );
  if (call === undefined || put === undefined) return errors.measure();
  const { parity } = plainOption(call.position.option!, histories);
  for (const [t, held] of call.quantity.entries())
    if (held !== 0) errors.add(call.price[t]! - put.price[t]!, parity(calendar.session(fromOrdinal + t)));
  return errors.measure();
}
