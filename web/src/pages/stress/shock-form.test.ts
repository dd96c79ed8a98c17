import { describe, expect, it } from "vitest";
import { entriesOf, SHOCK_FIELDS, type ShockField, shockError, shocksOf } from "./shock-form.ts";

const field = (factor: string) => SHOCK_FIELDS.find((found) => found.factor === factor) as ShockField;
const entry = (text: string, isOwn = false) => ({ text, isOwn });

describe("shocksOf", () => {
  it("writes percents as fractions, yields in basis points and a style's own return with an a", () => {
    expect(
      shocksOf({
        Size: entry("-5", true),
        Market: entry("-20"),
        Interest_Rate: entry("100"),
        Implied_Volatility: entry("50 %"),
      }),
    ).toBe("Market:-0.2;Interest_Rate:100bp;Size:-0.05a;Implied_Volatility:0.5");
  });

  it("reads a typographic minus", () => {
    expect(shocksOf({ Market: entry("\u22127.5") })).toBe("Market:-0.075");
  });

  it("is nothing where all is empty or zero", () => {
    expect(shocksOf({ Market: entry(" "), Size: entry("0") })).toBeNull();
  });

  it("is nothing where one is wrong", () => {
    expect(shocksOf({ Market: entry("-20"), Size: entry("ten") })).toBeNull();
  });
});

describe("shockError", () => {
  it.each([
    ["Market", "-100", null],
    ["Market", "-101", "From −100 to 1000 %."],
    ["Market", "ten", "Write a number, such as −10."],
    ["Interest_Rate", "458", null],
    ["Interest_Rate", "-459", "From −458 to 458 basis points."],
    ["Size", "", null],
  ])("judges %s %s", (factor, text, error) => {
    expect(shockError(field(factor), entry(text))).toBe(error);
  });
});

describe("entriesOf", () => {
  it("undoes shocksOf", () => {
    const entries = {
      Market: entry("-20"),
      Interest_Rate: entry("100"),
      Size: entry("-5", true),
      Value: entry("0.1"),
    };
    expect(entriesOf(shocksOf(entries))).toEqual(entries);
  });

  it("leaves out what it does not understand", () => {
    expect(entriesOf("Gold:-0.1;Market;Size:x")).toEqual({});
    expect(entriesOf(null)).toEqual({});
  });
});
