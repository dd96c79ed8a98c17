import { beforeAll, describe, expect, test } from "vitest";
import type { OptionTerms, PositionFact } from "#core/instruments/position.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { heldOptionAt } from "#core/valuation/held-option-at.ts";
import { PRICE_SOURCE, type Valuation } from "#core/valuation/valuation.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { calendar, lot, market, portfolio } from "#test/golden/valuation/facts.ts";
import { compareWith } from "#test/support/worst-error.ts";
import days from "./ledger.json" with { type: "json" };
import given from "./ledger-market.json" with { type: "json" };

const REFERENCE = "hand-walked ledger over SciPy 1.17";

/** One session of `ledger.json`. */
interface Day {
  readonly session: string;
  readonly nav: number;
  readonly cash: number;
  readonly lots: Readonly<Record<string, LotAnswer | undefined>>;
  readonly weights: Readonly<Record<string, number>>;
}

interface LotAnswer {
  readonly quantity: number;
  readonly price: number;
  readonly source: string;
  readonly volatility: number | null;
  readonly deltaExposure: number | null;
}

const answers = days as readonly Day[];

function givenMarket(): MarketFacts {
  const facts = market({
    from: given.adjustedCloses.from,
    closes: Object.fromEntries(
      Object.entries(given.closes).map(([symbol, closes]) => [
        symbol,
        [...Array<null>(ordinal(given.from) - ordinal(given.adjustedCloses.from)).fill(null), ...closes],
      ]),
    ),
    splits: given.splits,
    dividends: given.dividends,
  });
  const { prices } = facts;
  const adjClose = prices.adjClose.slice();
  const start = prices.symbols.indexOf(given.adjustedCloses.symbol) * prices.sessionCount;
  for (const [t, value] of given.adjustedCloses.values.entries()) adjClose[start + t] = value ?? Number.NaN;
  return { ...facts, prices: { ...prices, adjClose } };
}

function ordinal(session: string): number {
  return calendar.ordinal(session);
}

const positions: readonly PositionFact[] = given.lots.map(({ id, symbol, quantity, price, entry, option }) =>
  lot({
    id,
    symbol,
    quantity: String(quantity),
    entryPrice: String(price),
    entryDate: entry,
    basisDate: given.basisDate,
    investmentClass: option === null ? "PUBLIC" : "OPTIONS",
    option:
      option === null
        ? null
        : { ...option, type: option.type as OptionTerms["type"], strike: String(option.strike) },
  }),
);

const LAST = ordinal(answers.at(-1)!.session);

describe("options over a split, a stale underlying and their expirations", () => {
  let valuation: Valuation;

  beforeAll(() => {
    const facts = portfolio(positions, { equityBalance: String(given.equity) });
    valuation = valuePortfolio(facts, givenMarket(), calendar, LAST);
  });

  /** Each lot of each session it is held at the close, beside its answer. */
  function* held() {
    for (const [t, day] of answers.entries())
      for (const path of valuation.lots) {
        const answer = day.lots[path.position.id];
        if (answer !== undefined) yield { t, day, path, answer };
      }
  }

  test("NAV and cash are those of the ledger on every session", () => {
    const compared = compareWith({
      quantity: "NAV and cash with options, USD",
      reference: REFERENCE,
      kind: "absolute",
      tolerance: 1e-6,
    });
    expect(valuation.sessionCount).toBe(answers.length);
    for (const [t, day] of answers.entries()) {
      expect(calendar.session(valuation.firstOrdinal + t)).toBe(day.session);
      compared.add(valuation.nav[t]!, day.nav);
      compared.add(valuation.cash[t]!, day.cash);
    }
    compared.end();
  });

  test("every lot is held in the ledger's quantity, priced from its source", () => {
    for (const { t, path, answer } of held()) {
      expect(path.quantity[t]).toBe(answer.quantity);
      expect(path.source[t]).toBe(PRICE_SOURCE[answer.source as keyof typeof PRICE_SOURCE]);
    }
    const count = answers.reduce((sum, { lots }) => sum + Object.keys(lots).length, 0);
    expect(valuation.positionCount.reduce((sum, n) => sum + n, 0)).toBe(count);
  });

  test("prices of options are the ledger's", () => {
    const compared = compareWith({
      quantity: "modelled price of a held option, USD",
      reference: REFERENCE,
      kind: "absolute",
      tolerance: 1e-10,
    });
    for (const { t, path, answer } of held()) compared.add(path.price[t]!, answer.price);
    compared.end();
  });

  test("volatilities and delta exposures are the ledger's", () => {
    const volatility = compareWith({
      quantity: "volatility of a held option",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-9,
    });
    const exposure = compareWith({
      quantity: "delta exposure of a held option",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-9,
    });
    for (const { t, path, answer } of held()) {
      const option = heldOptionAt(valuation, path, valuation.firstOrdinal + t);
      expect(option === null).toBe(answer.deltaExposure === null);
      if (option === null) continue;
      volatility.add(option.state.volatility, answer.volatility!);
      exposure.add(option.deltaExposure, answer.deltaExposure!);
    }
    volatility.end();
    exposure.end();
  });

  test("risk counts them in the weight of their underlying, the one without a price by its premium", () => {
    const compared = compareWith({
      quantity: "weight with options by delta",
      reference: REFERENCE,
      kind: "absolute",
      tolerance: 1e-12,
    });
    const path = riskPath(valuation, valuation.firstOrdinal, LAST);
    for (const [t, { weights }] of answers.entries()) {
      const nonZero = path[t]!.symbols.filter((_, i) => path[t]!.weights[i] !== 0);
      expect(nonZero).toEqual(Object.keys(weights));
      for (const [i, symbol] of path[t]!.symbols.entries())
        compared.add(path[t]!.weights[i]!, weights[symbol] ?? 0);
    }
    compared.end();
    expect(path[0]!.options.map(({ positionId }) => positionId)).toEqual(["long-call", "short-call"]);
    const last = path.at(-1)!;
    expect(last.kinds).toEqual(["market", "market", "option"]);
    expect(last.priced).toEqual([true, true, false]);
  });

  test("the findings say what is modelled, stale and unpriced", () => {
    const found = valuation.findings.map(({ code, subject, message }) => [code, subject, message]);
    expect(found).toEqual([
      ["STALE_PRICE", "AAA", "AAA has no close; held at its last close on 1 session, 2025-06-09"],
      [
        "MODELLED_PRICE",
        "AAA250612C00400000",
        "AAA250612C00400000 is priced by Black–Scholes on 8 sessions from 2025-06-02 to 2025-06-11, at a volatility of 29.9 %, implied by its entry price",
      ],
      [
        "STALE_PRICE",
        "AAA250612C00400000",
        "AAA250612C00400000: AAA has no close; its last one counts on 1 session, 2025-06-09",
      ],
      [
        "STALE_PRICE",
        "BBB250611C00055000",
        "BBB250611C00055000 has no close; held at its last close on 1 session, 2025-06-04",
      ],
      [
        "MODELLED_PRICE",
        "AAA250612P00400000",
        "AAA250612P00400000 is priced by Black–Scholes on 7 sessions from 2025-06-03 to 2025-06-11, at a volatility of 27.4 %, implied by its entry price",
      ],
      [
        "STALE_PRICE",
        "AAA250612P00400000",
        "AAA250612P00400000: AAA has no close; its last one counts on 1 session, 2025-06-09",
      ],
      [
        "NO_PRICE",
        "ZZZ250718C00010000",
        "ZZZ250718C00010000 has no close; held at its entry price on 9 sessions from 2025-06-03 to 2025-06-13",
      ],
      [
        "MODELLED_PRICE",
        "BBB250620P00050000",
        "BBB250620P00050000 is priced by Black–Scholes on 8 sessions from 2025-06-04 to 2025-06-13, at a volatility of 31.2 %, realised by BBB before its entry, whose price implies none",
      ],
    ]);
  });

  test("P&L is what changed in unrealised, realised and dividends", () => {
    for (let t = 1; t < valuation.sessionCount; t++) {
      const change = valuation.unrealizedPnl[t]! - valuation.unrealizedPnl[t - 1]!;
      const parts = change + valuation.realizedPnl[t]! + valuation.dividends[t]!;
      expect(Math.abs(valuation.dailyPnl[t]! - parts)).toBeLessThan(1e-8);
    }
  });

  test("a valuation that ends earlier is a prefix, bit for bit", () => {
    const facts = portfolio(positions, { equityBalance: String(given.equity) });
    for (let last = valuation.firstOrdinal; last < LAST; last++) {
      const earlier = valuePortfolio(facts, givenMarket(), calendar, last);
      expect(earlier.nav).toEqual(valuation.nav.slice(0, earlier.sessionCount));
    }
  });
});
