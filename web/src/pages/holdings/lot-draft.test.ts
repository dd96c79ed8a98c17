import { describe, expect, it } from "vitest";
import type { Lot } from "./holding.ts";
import { changedFields, draftOf, EMPTY_DRAFT, newLot } from "./lot-draft.ts";

const SHARES = {
  symbol: "SPY",
  quantity: 10,
  entry_price: 445.2,
  entry_date: "2024-01-22",
  investment_class: "PUBLIC",
  investment_subtype: "ETF",
} as Lot;

describe("newLot", () => {
  it("states only what is filled in, and of an option no symbol", () => {
    const draft = {
      ...EMPTY_DRAFT,
      symbol: "SPY",
      quantity: " 2 ",
      investment_class: "OPTIONS",
      underlying_symbol: "SPY",
      strike_price: "600",
    };
    expect(newLot(draft)).toEqual({
      quantity: "2",
      investment_class: "OPTIONS",
      underlying_symbol: "SPY",
      strike_price: "600",
      option_type: "CALL",
    });
  });
});

describe("changedFields", () => {
  it("has what differs and nothing else", () => {
    const before = draftOf(SHARES);
    expect(changedFields(before, { ...before, exit_date: "2026-01-05", exit_price: "600" })).toEqual({
      exit_date: "2026-01-05",
      exit_price: "600",
    });
    expect(changedFields(before, before)).toEqual({});
  });

  it("states what only the new class has, proposals too, and empties what it has not", () => {
    const before = draftOf(SHARES);
    const terms = { underlying_symbol: "SPY", strike_price: "500", expiration_date: "2026-06-19" };
    expect(changedFields(before, { ...before, ...terms, investment_class: "OPTIONS" })).toEqual({
      ...terms,
      investment_class: "OPTIONS",
      option_type: "CALL",
      symbol: "",
      investment_subtype: "",
    });
  });

  it("takes the type of an option out of the subtype of what it becomes", () => {
    const before = draftOf({ ...SHARES, investment_class: "OPTIONS", investment_subtype: "CALL" });
    const after = { ...before, investment_class: "PUBLIC", symbol: "SPY" };
    expect(changedFields(before, after)).toMatchObject({ symbol: "SPY", investment_subtype: "" });
  });
});
