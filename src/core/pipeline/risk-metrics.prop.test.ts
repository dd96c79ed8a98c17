import fc from "fast-check";
import { expect, it } from "vitest";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { RISK_METRIC_COLUMNS, RISK_METRIC_WIDTH } from "#core/risk/risk-metric-columns.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import {
  bookCalendar,
  FIRST_HELD,
  GENERATED_BOOK,
  generatedMarket,
  LAST_PRICED,
} from "#test/support/generated-book.ts";
import { factsUpTo, marketUpTo } from "#test/support/known-by.ts";
import { bits, differences } from "#test/support/result-rows.ts";
import { riskContext } from "./risk-context.ts";
import { riskDetailsAt } from "./risk-details.ts";
import { type RiskMetricBlock, riskMetricSeries } from "./risk-metrics.ts";
import { riskPath } from "./weight-path.ts";

const market = generatedMarket();
const session = fc.integer({ min: FIRST_HELD, max: LAST_PRICED });
const ordinals = Array.from({ length: LAST_PRICED - FIRST_HELD + 1 }, (_, day) => FIRST_HELD + day);

function metrics(facts: PortfolioFacts, known: MarketFacts, from: number, to: number) {
  const valuation = valuePortfolio(facts, known, bookCalendar, to);
  const risk = riskContext(known, from, to);
  const { block } = riskMetricSeries(valuation, risk, known, bookCalendar, from, to);
  return {
    row: (ordinal: number) => rowOf(block, ordinal),
    /** Of the last session. */
    details: () => riskDetailsAt(riskPath(valuation, to, to)[0]!, risk, to),
  };
}

function rowOf({ firstOrdinal, values, drawdowns }: RiskMetricBlock, ordinal: number) {
  const d = ordinal - firstOrdinal;
  return { values: values.subarray(d * RISK_METRIC_WIDTH, (d + 1) * RISK_METRIC_WIDTH), dates: drawdowns[d] };
}

const whole = metrics(GENERATED_BOOK, market, FIRST_HELD, LAST_PRICED);

it("the generated book has tail risk, model risk, a drawdown and an attribution of each", () => {
  const { values, dates } = whole.row(LAST_PRICED);
  const missing = RISK_METRIC_COLUMNS.filter((_, i) => Number.isNaN(values[i]));
  expect(missing).toEqual([
    "cornish_fisher_var_95",
    "cornish_fisher_var_99",
    "annualized_return",
    "calmar",
    "information_ratio",
  ]);
  expect(dates?.trough).not.toBeNull();
  expect(whole.details().componentEs99.some((value) => value > 0)).toBe(true);
});

it.each(ordinals)("at session %i risk metrics and details are those of input which ends there", (ordinal) => {
  const cut = metrics(factsUpTo(GENERATED_BOOK, ordinal), marketUpTo(market, ordinal), ordinal, ordinal);
  expect(bits(cut.row(ordinal))).toBe(bits(whole.row(ordinal)));
  const asOf = metrics(GENERATED_BOOK, market, ordinal, ordinal).details();
  expect(differences(cut.details(), asOf)).toEqual([]);
});

it("a session has the same risk metrics in every range that holds it", () => {
  fc.assert(
    fc.property(session, session, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const part = metrics(GENERATED_BOOK, market, from, to);
      for (let ordinal = from; ordinal <= to; ordinal++)
        expect(bits(part.row(ordinal))).toBe(bits(whole.row(ordinal)));
    }),
    { numRuns: 8 },
  );
});
