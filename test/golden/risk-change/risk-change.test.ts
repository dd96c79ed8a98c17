import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import { explainRiskChange } from "#core/pipeline/risk-change.ts";
import { RISK_STATE_FIELDS, type RiskState } from "#core/pipeline/risk-state.ts";
import type { Dividend, MarketFacts } from "#core/prices/market-facts.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { FIRST_ORDINAL, goldenReturns } from "../risk/market.ts";

const calendar = createTradingCalendar();
type Answers = Readonly<Record<"from" | "drifted" | "traded" | "to", RiskState>>;
const answers: Answers = JSON.parse(readFileSync(path.join(import.meta.dirname, "answers.json"), "utf8"));

/** Places count the prices, as in `make_answers.py`. */
const at = (place: number) => calendar.session(FIRST_ORDINAL - 1 + place);
const [FROM, TO] = [580, 595];

const DIVIDENDS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  AAA: [[585, 0.4]],
  IWM: [[583, 0.2]],
  EEE: [[586, 0.1]],
};

/** Closes made of the golden returns, dividends taken out. */
function market(): MarketFacts {
  const { symbols, sessionCount, values } = goldenReturns();
  const rows = symbols.map((symbol, row) => {
    const paid = new Map(DIVIDENDS[symbol] ?? []);
    const [close, adjClose] = [[50], [50]];
    for (let t = 0; t < sessionCount; t++) {
      const growth = 1 + values[row * sessionCount + t]!;
      close.push(close[t]! * growth - (paid.get(t + 1) ?? 0));
      adjClose.push(adjClose[t]! * growth);
    }
    return { close, adjClose };
  });
  return {
    prices: {
      symbols,
      firstOrdinal: FIRST_ORDINAL - 1,
      sessionCount: sessionCount + 1,
      close: Float64Array.from(rows.flatMap(({ close }) => close)),
      adjClose: Float64Array.from(rows.flatMap(({ adjClose }) => adjClose)),
    },
    splits: new Map(),
    dividends: new Map(
      Object.entries(DIVIDENDS).map(([symbol, all]): [string, readonly Dividend[]] => [
        symbol,
        all.map(([place, amount]) => ({ exDate: at(place), amount })),
      ]),
    ),
    profiles: new Map(),
  };
}

function lot(
  symbol: string,
  quantity: string,
  entryPrice: string,
  place: number,
  exit: Partial<PositionFact> = {},
): PositionFact {
  return {
    id: `${symbol} ${place}`,
    symbol,
    investmentClass: "PUBLIC",
    investmentSubtype: null,
    quantity,
    entryPrice,
    entryDate: at(place),
    exitDate: null,
    exitPrice: null,
    option: null,
    mark: null,
    markDate: null,
    basisDate: at(TO),
    ...exit,
  };
}

const BOOK: PortfolioFacts = {
  id: "book",
  equityBalance: "100000",
  equityAsOf: null,
  flows: [{ id: "in", date: at(584), amount: "2500" }],
  positions: [
    lot("AAA", "400", "51.5", 560),
    lot("AAA", "100", "49", 565, { exitDate: at(588), exitPrice: "52.25" }),
    lot("EEE", "-150", "48", 560),
    lot("IWM", "200", "50.5", 560),
    lot("EEE", "90", "47.5", 590),
  ],
};

function less(a: RiskState, b: RiskState): RiskState {
  return Object.fromEntries(RISK_STATE_FIELDS.map((field) => [field, a[field] - b[field]])) as RiskState;
}

it("the change of a book with trades, a flow, dividends and a short has the parts that NumPy finds", () => {
  const facts = market();
  const range = { fromOrdinal: calendar.ordinal(at(FROM)), toOrdinal: calendar.ordinal(at(TO)) };
  const valuation = valuePortfolio(BOOK, facts, calendar, range.toOrdinal);
  const change = explainRiskChange(BOOK, facts, calendar, range, { valuation });
  const { from, drifted, traded, to } = answers;
  const comparison = { reference: "NumPy 2.4", kind: "absolute" } as const;
  const money = compareWith({ ...comparison, quantity: "Change of risk: NAV, USD", tolerance: 1e-6 });
  const risk = compareWith({
    ...comparison,
    quantity: "Change of risk: beta, volatility, VaR, ES",
    tolerance: 1e-9,
  });
  const compare = (actual: RiskState, expected: RiskState) => {
    for (const field of RISK_STATE_FIELDS)
      (field === "nav" ? money : risk).add(actual[field], expected[field]);
  };
  compare(change.from, from);
  compare(change.priceDrift, less(drifted, from));
  compare(change.positions, less(traded, drifted));
  compare(change.window, less(to, traded));
  compare(change.to, to);
  money.end();
  risk.end();
  // Each step moves something, so that none could be swapped for another.
  for (const part of [change.priceDrift, change.positions, change.window])
    expect(Math.abs(part.var95)).toBeGreaterThan(1e-4);
});
