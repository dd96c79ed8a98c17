import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDate } from "#core/dates/plain-date.ts";
import type { CapitalFlow, PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { calendar, lot, market, portfolio } from "#test/golden/valuation/facts.ts";
import { lotPnl } from "./position-pnl.ts";
import type { Valuation } from "./valuation.ts";
import { valuePortfolio } from "./value-portfolio.ts";

const FROM: PlainDate = "2025-01-06";
const SESSIONS = 45;
const LAST = calendar.ordinal(FROM) + SESSIONS - 1;
const SYMBOLS = ["AAA", "BBB", "CCC"] as const;

const date = fc.integer({ min: 0, max: 62 }).map((days) => addDays(FROM, days));
const money = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((cents) => (cents / 100).toFixed(2));
const quantity = fc
  .integer({ min: -50_000, max: 50_000 })
  .filter((hundredths) => hundredths !== 0)
  .map((hundredths) => (hundredths / 100).toFixed(2));

/** Closes with gaps up to and beyond the stale limit, splits and dividends on any day of the week. */
const facts = fc
  .record({
    closes: fc.array(
      fc.array(fc.option(fc.double({ min: 5, max: 200, noNaN: true }), { freq: 4 }), {
        minLength: SESSIONS,
        maxLength: SESSIONS,
      }),
      { minLength: 3, maxLength: 3 },
    ),
    silentFrom: fc.integer({ min: 10, max: SESSIONS * 2 }),
    splits: fc.array(fc.record({ exDate: date, ratio: fc.constantFrom(2, 4, 1.5, 0.1) }), { maxLength: 3 }),
    dividends: fc.array(fc.record({ exDate: date, amount: fc.double({ min: 0.01, max: 2, noNaN: true }) }), {
      maxLength: 4,
    }),
  })
  .map(({ closes, silentFrom, splits, dividends }): MarketFacts => {
    const shown = closes.map((row) => row.map((close, t) => (t < silentFrom ? close : null)));
    return market({
      from: FROM,
      closes: { AAA: shown[0]!, BBB: closes[1]!, CCC: closes[2]! },
      splits: { AAA: splits, BBB: splits.slice(0, 1) },
      dividends: { AAA: dividends, CCC: dividends.slice(1) },
    });
  });

const position = fc
  .record({
    kind: fc.constantFrom("PUBLIC", "PUBLIC", "PUBLIC", "PUBLIC", "CASH", "PRIVATE", "OPTIONS"),
    symbol: fc.constantFrom(...SYMBOLS),
    quantity,
    entryPrice: fc.option(money(5, 200), { freq: 6 }),
    dates: fc.tuple(date, date).map(([a, b]) => (a <= b ? ([a, b] as const) : ([b, a] as const))),
    exitPrice: fc.option(money(5, 200)),
    strike: money(5, 200),
    type: fc.constantFrom("CALL", "PUT"),
    id: fc.uuid(),
    basisDate: date,
  })
  .map(({ kind, symbol, dates: [entryDate, end], exitPrice, strike, type, ...rest }): PositionFact => {
    const exit = exitPrice === null ? {} : { exitDate: end, exitPrice };
    if (kind === "CASH") return lot({ ...rest, ...exit, entryDate, investmentSubtype: "CASH" });
    if (kind === "PRIVATE")
      return lot({ ...rest, ...exit, entryDate, investmentClass: kind, mark: strike, markDate: end });
    if (kind === "OPTIONS")
      return lot({
        ...rest,
        entryDate,
        symbol: `${symbol} option`,
        investmentClass: kind,
        option: { underlying: symbol, strike, expiration: end, type },
      });
    return lot({ ...rest, ...exit, entryDate, symbol });
  });

const flow = fc.record({ id: fc.uuid(), date, amount: money(-20_000, 50_000) });

const book = fc
  .record({
    positions: fc.array(position, { minLength: 1, maxLength: 8 }),
    flows: fc.array(flow, { maxLength: 4 }),
    equityBalance: money(1, 500_000),
  })
  .map(({ positions, ...given }): PortfolioFacts => portfolio(positions, given));

const SERIES = [
  "nav",
  "cash",
  "longExposure",
  "shortExposure",
  "grossExposure",
  "netExposure",
  "flow",
  "dividends",
  "realizedPnl",
  "unrealizedPnl",
  "dailyPnl",
  "dailyReturn",
  "cumulativeReturn",
  "positionCount",
] as const satisfies readonly (keyof Valuation)[];

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThan(1e-6);
}

test("daily P&L is the change of unrealised P&L plus realised P&L plus dividends", () => {
  fc.assert(
    fc.property(book, facts, (stated, prices) => {
      const v = valuePortfolio(stated, prices, calendar, LAST);
      for (let t = 0; t < v.sessionCount; t++) {
        const before = t === 0 ? 0 : v.unrealizedPnl[t - 1]!;
        expectClose(v.dailyPnl[t]!, v.unrealizedPnl[t]! - before + v.realizedPnl[t]! + v.dividends[t]!);
      }
    }),
  );
});

test("daily P&L is the change of NAV less the flow, from the opening equity on", () => {
  fc.assert(
    fc.property(book, facts, (stated, prices) => {
      const v = valuePortfolio(stated, prices, calendar, LAST);
      for (let t = 0; t < v.sessionCount; t++) {
        const before = t === 0 ? v.openingEquity : v.nav[t - 1]!;
        expectClose(v.nav[t]!, before + v.flow[t]! + v.dailyPnl[t]!);
        expectClose(v.nav[t]!, v.cash[t]! + v.longExposure[t]! + v.shortExposure[t]!);
      }
    }),
  );
});

test("what the lots have earned by the last session is all of the P&L", () => {
  fc.assert(
    fc.property(book, facts, (stated, prices) => {
      const v = valuePortfolio(stated, prices, calendar, LAST);
      const earned = v.lots
        .map((path) => lotPnl(v, path, LAST))
        .reduce((sum, pnl) => sum + pnl.unrealizedPnl + pnl.realizedPnl + pnl.dividends, 0);
      expectClose(
        v.dailyPnl.reduce((sum, pnl) => sum + pnl, 0),
        earned,
      );
    }),
  );
});

test("a valuation that ends earlier has the same bits", () => {
  fc.assert(
    fc.property(book, facts, fc.integer({ min: 0, max: SESSIONS - 1 }), (stated, prices, length) => {
      const whole = valuePortfolio(stated, prices, calendar, LAST);
      const part = valuePortfolio(stated, prices, calendar, calendar.ordinal(FROM) + length);
      for (const series of SERIES) expect(part[series]).toEqual(whole[series].slice(0, part.sessionCount));
      expect(part.sessionCount === 0 || part.firstOrdinal === whole.firstOrdinal).toBe(true);
      expect(part.openingEquity).toBe(whole.openingEquity);
    }),
  );
});

test("the order of the lots and their ids change no bit", () => {
  fc.assert(
    fc.property(book, facts, fc.array(fc.uuid(), { minLength: 8, maxLength: 8 }), (stated, prices, ids) => {
      const renamed = stated.positions.map((one, index) => ({ ...one, id: ids[index]! })).reverse();
      const shuffled = { ...stated, positions: renamed, flows: stated.flows.toReversed() };
      const first = valuePortfolio(stated, prices, calendar, LAST);
      const second = valuePortfolio(shuffled, prices, calendar, LAST);
      for (const series of SERIES) expect([...second[series]]).toEqual([...first[series]]);
    }),
  );
});

test("one lot bought as two is worth the same", () => {
  fc.assert(
    fc.property(book, facts, (stated, prices) => {
      const halves = stated.positions.flatMap((one) => {
        const hundredths = Math.round(Number(one.quantity) * 100);
        const part = Math.trunc(hundredths / 3);
        if (part === 0) return [one];
        const text = (value: number) => (value / 100).toFixed(2);
        return [
          { ...one, id: `${one.id} a`, quantity: text(part) },
          { ...one, id: `${one.id} b`, quantity: text(hundredths - part) },
        ];
      });
      const whole = valuePortfolio(stated, prices, calendar, LAST);
      const split = valuePortfolio({ ...stated, positions: halves }, prices, calendar, LAST);
      whole.nav.forEach((nav, t) => {
        expectClose(split.nav[t]!, nav);
      });
    }),
  );
});

test("the ledger is linear in the opening equity", () => {
  fc.assert(
    fc.property(book, facts, (stated, prices) => {
      const more = { ...stated, equityBalance: (Number(stated.equityBalance) + 1000).toFixed(2) };
      const less = valuePortfolio(stated, prices, calendar, LAST);
      valuePortfolio(more, prices, calendar, LAST).nav.forEach((nav, t) => {
        expectClose(nav - 1000, less.nav[t]!);
      });
    }),
  );
});

test("an equity stated as of a session is the NAV at its close", () => {
  fc.assert(
    fc.property(book, facts, date, (stated, prices, equityAsOf) => {
      const ordinal = calendar.ordinalOnOrBefore(equityAsOf);
      fc.pre(ordinal <= LAST);
      const v = valuePortfolio({ ...stated, equityAsOf }, prices, calendar, LAST);
      const equity = Number(stated.equityBalance);
      const t = ordinal - v.firstOrdinal;
      expectClose(t < 0 ? v.openingEquity : v.nav[t]!, equity);
    }),
  );
});

test("as long as prices are there, a split changes no NAV whichever basis a lot is stated on", () => {
  const walk = fc.array(fc.double({ min: 0.97, max: 1.03, noNaN: true }), {
    minLength: SESSIONS,
    maxLength: SESSIONS,
  });
  const rich = (one: PositionFact) => portfolio([one], { equityBalance: "1000000" });
  const shares = fc.integer({ min: -500, max: 500 }).filter((n) => n !== 0);
  fc.assert(
    fc.property(walk, fc.integer({ min: 1, max: SESSIONS - 1 }), shares, (steps, splitAt, n) => {
      let price = 100;
      const unsplit = steps.map((step) => (price *= step));
      const after = (t: number) => (t >= splitAt ? 4 : 1);
      const exDate = calendar.session(calendar.ordinal(FROM) + splitAt);
      const entry = unsplit[0]!.toFixed(10);
      const entryOnBasis = (Number(entry) / 4).toFixed(12);
      const asTraded = lot({ entryDate: FROM, quantity: String(n), entryPrice: entry });
      const asOfBasis = lot({ entryDate: FROM, quantity: String(4 * n), entryPrice: entryOnBasis });
      const without = market({ from: FROM, closes: { AAA: unsplit } });
      const withSplit = market({
        from: FROM,
        closes: { AAA: unsplit.map((close, t) => close / after(t)) },
        splits: { AAA: [{ exDate, ratio: 4 }] },
      });
      const expected = valuePortfolio(rich(asTraded), without, calendar, LAST);
      for (const stated of [asTraded, asOfBasis]) {
        const v = valuePortfolio(rich(stated), withSplit, calendar, LAST);
        expect(v.findings).toEqual([]);
        v.nav.forEach((nav, t) => {
          expectClose(nav, expected.nav[t]!);
        });
      }
    }),
  );
});

test("flows add up to what the book did not earn", () => {
  fc.assert(
    fc.property(book, facts, fc.array(flow, { minLength: 1, maxLength: 4 }), (stated, prices, flows) => {
      const v = valuePortfolio({ ...stated, flows }, prices, calendar, LAST);
      fc.pre(v.sessionCount > 0);
      const counts = (one: CapitalFlow) => {
        const ordinal = calendar.ordinalOnOrAfter(one.date);
        return ordinal > v.firstOrdinal && ordinal <= LAST;
      };
      const expected = flows.filter(counts).reduce((sum, one) => sum + Number(one.amount), 0);
      const earned = v.dailyPnl.reduce((sum, pnl) => sum + pnl, 0);
      expectClose(v.nav.at(-1)! - v.openingEquity - earned, expected);
    }),
  );
});
