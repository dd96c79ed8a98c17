import { expect, it } from "vitest";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { dailyReturns } from "#core/prices/returns.ts";
import {
  RISK_METRIC_WIDTH,
  type RiskMetricColumn,
  riskMetricColumn,
} from "#core/risk/risk-metric-columns.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import {
  bookCalendar,
  FIRST_HELD,
  GENERATED_BOOK,
  generatedMarket,
  LAST_PRICED,
} from "#test/support/generated-book.ts";
import { riskContext } from "./risk-context.ts";
import { riskMetricSeries } from "./risk-metrics.ts";

const market = generatedMarket();
const risk = riskContext(market, FIRST_HELD, LAST_PRICED);

function metricsOf(facts: PortfolioFacts) {
  const valuation = valuePortfolio(facts, market, bookCalendar, LAST_PRICED);
  const { block } = riskMetricSeries(valuation, risk, market, bookCalendar, FIRST_HELD, LAST_PRICED);
  const at = (t: number, name: RiskMetricColumn) =>
    block.values[t * RISK_METRIC_WIDTH + riskMetricColumn(name)]!;
  return { valuation, block, at };
}

it("the clean return of a session is what each lot of the close before returned, over its NAV", () => {
  // Options count by their delta, and what is delisted has no returns: other tests' concern.
  const shares = GENERATED_BOOK.positions.filter(
    ({ option, symbol }) => option === null && symbol !== "GONE",
  );
  const { valuation, block, at } = metricsOf({ ...GENERATED_BOOK, positions: shares });
  const { symbols, sessionCount, values, firstOrdinal } = dailyReturns(market.prices);
  const returnOf = (symbol: string, ordinal: number) =>
    values[symbols.indexOf(symbol) * sessionCount + ordinal - firstOrdinal] ?? Number.NaN;
  expect(at(0, "clean_return")).toBeNaN();
  let compared = 0;
  for (let t = 1; t < block.sessionCount; t++) {
    const held = valuation.lots.filter((lot) => lot.marketValue[t - 1] !== 0);
    const returns = held.map(({ position, kind }) =>
      kind === "market" ? returnOf(position.symbol, FIRST_HELD + t) : 0,
    );
    // What has no return is proxied.
    if (returns.some(Number.isNaN)) continue;
    compared++;
    const earned = held.reduce((sum, lot, i) => sum + lot.marketValue[t - 1]! * returns[i]!, 0);
    expect(at(t, "clean_return")).toBeCloseTo(earned / valuation.nav[t - 1]!, 14);
  }
  expect(compared).toBeGreaterThan(20);
});

it("drawdowns up to each session are those of a plain walk over the index", () => {
  const { valuation, block, at } = metricsOf(GENERATED_BOOK);
  const index = valuation.cumulativeReturn.map((value) => 1 + value);
  for (let t = 0; t < block.sessionCount; t++) {
    let depth = 0;
    let [from, to] = [-2, -2];
    // The index is 1 at the session before the first, place −1.
    for (let trough = 0; trough <= t; trough++)
      for (let peak = -1; peak < trough; peak++) {
        const fall = index[trough]! / (peak < 0 ? 1 : index[peak]!) - 1;
        if (fall < depth) [depth, from, to] = [fall, peak, trough];
      }
    const level = from < 0 ? 1 : index[from]!;
    const back = index.subarray(0, t + 1).findIndex((value, place) => place > to && value >= level);
    const day = (place: number) =>
      depth === 0 || place < -1 ? null : bookCalendar.session(FIRST_HELD + place);
    const { peak, trough, recovery } = block.drawdowns[t]!;
    expect(at(t, "max_drawdown")).toBeCloseTo(depth, 14);
    expect([t, peak, trough]).toEqual([t, day(from), day(to)]);
    expect([t, recovery]).toEqual([t, depth === 0 || back < 0 ? null : day(back)]);
  }
  expect(new Set(block.drawdowns.map(({ peak }) => peak)).size).toBeGreaterThan(2);
});
