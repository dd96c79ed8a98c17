import { describe, expect, it } from "vitest";
import { holdingsOf, type Lot, shortName } from "./holding.ts";

function lot(fields: Partial<Lot>): Lot {
  return {
    symbol: "SPY",
    name: "SPDR S&P 500",
    investment_class: "PUBLIC",
    investment_subtype: "ETF",
    quantity: 10,
    exit_date: null,
    as_of: "2026-11-25",
    held_quantity: 10,
    price: 500,
    price_source: "close",
    market_value: 5000,
    weight: 0.1,
    daily_pnl: 5,
    unrealized_pnl: 50,
    realized_pnl: 0,
    dividends: 1,
    ...fields,
  } as Lot;
}

describe("holdingsOf", () => {
  it("adds up the lots of a symbol", () => {
    const [holding] = holdingsOf([
      lot({}),
      lot({
        held_quantity: 0,
        price: null,
        price_source: "not_held",
        market_value: 0,
        weight: 0,
        realized_pnl: 7,
      }),
    ]);
    expect(holding).toMatchObject({
      kind: "long",
      quantity: 10,
      price: 500,
      marketValue: 5000,
      realizedPnl: 7,
    });
  });

  it("does not count what is unknown as nothing", () => {
    const [holding] = holdingsOf([lot({}), lot({ market_value: null })]);
    expect(holding?.marketValue).toBeNull();
  });

  it("tells shorts, options, private holdings, cash and closed ones apart", () => {
    const kinds = holdingsOf([
      lot({ symbol: "A", held_quantity: -5 }),
      lot({ symbol: "B", investment_class: "OPTIONS", held_quantity: -1 }),
      lot({ symbol: "C", investment_class: "PRIVATE" }),
      lot({ symbol: "D", investment_subtype: "CASH" }),
      lot({ symbol: "E", investment_class: "OPTIONS", held_quantity: 0 }),
    ]).map(({ kind }) => kind);
    expect(kinds).toEqual(["short", "option", "private", "cash", "closed"]);
  });

  it("names an option by its terms", () => {
    const [holding] = holdingsOf([
      lot({
        name: null,
        investment_class: "OPTIONS",
        underlying_symbol: "SPY",
        strike_price: 600,
        expiration_date: "2027-05-21",
        option_type: "CALL",
      }),
    ]);
    expect(holding?.name).toBe("SPY 600 call, 21 May 2027");
    expect(holding && shortName(holding)).toBe("SPY 600 call, 21 May 2027");
  });

  it("takes the stated quantity before the first run", () => {
    const fields = { as_of: null, held_quantity: null, price: null, market_value: null };
    expect(holdingsOf([lot(fields)])[0]).toMatchObject({ kind: "long", quantity: 10, marketValue: null });
    expect(holdingsOf([lot({ ...fields, exit_date: "2026-01-05" })])[0]).toMatchObject({ kind: "closed" });
  });
});
