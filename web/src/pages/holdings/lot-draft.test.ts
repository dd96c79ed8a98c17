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

  it("empties what the new class does not have", () => {
    const before = draftOf(SHARES);
    expect(changedFields(before, { ...before, investment_class: "OPTIONS", strike_price: "500" })).toEqual({
      investment_class: "OPTIONS",
      strike_price: "500",
      symbol: "",
      investment_subtype: "",
    });
  });
});
