import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { symbolMetrics } from "#core/metrics/symbol-metrics.ts";
import type { MarketFacts, PriceMatrix } from "#core/prices/market-facts.ts";
import { PRICE_SOURCE } from "#core/valuation/valuation.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import {
  bookCalendar,
  FIRST_HELD,
  GENERATED_BOOK,
  generatedMarket,
  LAST_HELD,
  otherSeries,
} from "#test/support/generated-book.ts";
import { factsUpTo, marketUpTo } from "#test/support/known-by.ts";
import { bits, differences, lastOnly, rowsAt, type SessionResults } from "#test/support/result-rows.ts";
import { type Analysis, analyze } from "./analyze.ts";
import {
  concentrationSeries,
  correlationsAt,
  exposureSeries,
  stressAt,
  volatilitySeries,
} from "./portfolio-analytics.ts";
import { riskContext } from "./risk-context.ts";
import { riskPath, weightPath } from "./weight-path.ts";

const market = generatedMarket();
const whole = analyze(GENERATED_BOOK, market, bookCalendar, LAST_HELD);
const session = fc.integer({ min: FIRST_HELD, max: LAST_HELD });

describe("the generated book", () => {
  it("has every estimate of the book and of a stock, and every source of a price", () => {
    const { loadings, metrics, exposures, volatility } = rowsAt(whole, LAST_HELD);
    for (const row of [loadings.AAA!, metrics.AAA!, exposures, volatility])
      expect(row.filter(Number.isNaN)).toHaveLength(0);
    const sources = new Set(whole.valuation.lots.flatMap(({ source }) => [...source]));
    expect(sources).toEqual(new Set(Object.values(PRICE_SOURCE)));
  });
});

/** The sessions `from` … `to` as the batch computes them when asked for these alone. */
function resultsOf(facts: PortfolioFacts, known: MarketFacts, from: number, to: number) {
  const valuation = valuePortfolio(facts, known, bookCalendar, to);
  const risk = riskContext(known, from, to);
  const path = { firstOrdinal: from, sessions: riskPath(valuation, from, to) };
  const byValue = { firstOrdinal: from, sessions: weightPath(valuation, from, to) };
  const holdings = path.sessions.at(-1)!;
  return {
    valuation,
    loadings: risk.loadings,
    metrics: symbolMetrics(known.prices, risk.returns, bookCalendar, from, to),
    exposures: exposureSeries(path, risk, bookCalendar).block,
    volatility: volatilitySeries(path, risk, bookCalendar, "book").block,
    concentration: concentrationSeries(byValue, path.sessions, known.profiles),
    last: { correlations: correlationsAt(holdings, risk, to), stress: stressAt(holdings, risk, to) },
  } satisfies SessionResults & { readonly last: object };
}

describe("no session looks ahead", () => {
  const ordinals = Array.from({ length: LAST_HELD - FIRST_HELD + 1 }, (_, day) => FIRST_HELD + day);

  it.each(ordinals)("at session %i every row is that of input which ends there", (ordinal) => {
    const known = marketUpTo(market, ordinal);
    const cut = resultsOf(factsUpTo(GENERATED_BOOK, ordinal), known, ordinal, ordinal);
    expect(differences(rowsAt(cut, ordinal), rowsAt(whole, ordinal))).toEqual([]);
    const asOf = resultsOf(GENERATED_BOOK, market, ordinal, ordinal);
    expect(differences(cut.last, asOf.last)).toEqual([]);
  });

  it.each([0, 12, 21, 38])(
    "on day %i of the book all that is said is that of input which ends there",
    (day) => {
      const ordinal = FIRST_HELD + day;
      const facts = factsUpTo(GENERATED_BOOK, ordinal);
      const cut = analyze(facts, marketUpTo(market, ordinal), bookCalendar, ordinal);
      const asOf = analyze(GENERATED_BOOK, market, bookCalendar, ordinal);
      expect(differences(lastOnly(cut), lastOnly(asOf))).toEqual([]);
    },
  );
});

it("a session has the same rows in every range that holds it", () => {
  fc.assert(
    fc.property(session, session, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const part = resultsOf(GENERATED_BOOK, market, from, to);
      for (let ordinal = from; ordinal <= to; ordinal++)
        expect(differences(rowsAt(part, ordinal), rowsAt(whole, ordinal))).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

describe("no bit depends on", () => {
  const everyRow = (analysis: Analysis) =>
    Array.from({ length: LAST_HELD - FIRST_HELD + 1 }, (_, day) => rowsAt(analysis, FIRST_HELD + day));

  it("the order in which lots and flows were imported", () => {
    const { positions, flows } = GENERATED_BOOK;
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...positions], { minLength: positions.length }),
        fc.shuffledSubarray([...flows], { minLength: flows.length }),
        (shuffled, shuffledFlows) => {
          const facts = { ...GENERATED_BOOK, positions: shuffled, flows: shuffledFlows };
          const other = analyze(facts, market, bookCalendar, LAST_HELD);
          expect(bits(everyRow(other))).toBe(bits(everyRow(whole)));
          expect(differences(lastOnly(other), lastOnly(whole))).toEqual([]);
        },
      ),
      { numRuns: 4 },
    );
  });

  it("the ids of lots", () => {
    const positions = GENERATED_BOOK.positions.map((one, i) => ({ ...one, id: `imported ${99 - i}` }));
    const other = analyze({ ...GENERATED_BOOK, positions }, market, bookCalendar, LAST_HELD);
    expect(bits(everyRow(other))).toBe(bits(everyRow(whole)));
  });

  it("a symbol with holes that the portfolio does not hold", () => {
    const { prices } = market;
    const holes = fc.array(fc.boolean(), { minLength: prices.sessionCount, maxLength: prices.sessionCount });
    fc.assert(
      fc.property(
        holes,
        fc.nat({ max: prices.symbols.length }),
        fc.integer({ min: 1, max: 1e6 }),
        (has, at, seed) => {
          const added = Float64Array.from(otherSeries(seed), (level, t) =>
            has[t] === true ? level : Number.NaN,
          );
          const insert = (values: Float64Array) => {
            const place = at * prices.sessionCount;
            return Float64Array.from([...values.subarray(0, place), ...added, ...values.subarray(place)]);
          };
          const more: PriceMatrix = {
            ...prices,
            symbols: prices.symbols.toSpliced(at, 0, "OTHER"),
            close: insert(prices.close),
            adjClose: insert(prices.adjClose),
            volume: insert(prices.volume ?? new Float64Array(prices.close.length)),
          };
          const other = analyze(GENERATED_BOOK, { ...market, prices: more }, bookCalendar, LAST_HELD);
          const rows = everyRow(other).map(({ loadings, metrics, ...rest }) => {
            delete loadings.OTHER;
            delete metrics.OTHER;
            return { ...rest, loadings, metrics };
          });
          for (const [day, row] of rows.entries())
            expect(differences(row, rowsAt(whole, FIRST_HELD + day))).toEqual([]);
          expect(differences(lastOnly(other), lastOnly(whole))).toEqual([]);
        },
      ),
      { numRuns: 4 },
    );
  });
});
