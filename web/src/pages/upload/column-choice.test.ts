import { describe, expect, it } from "vitest";
import { choiceOf, guessColumns, isEnough, withColumn } from "./column-choice.ts";

describe("guessColumns", () => {
  it("knows a broker's names", () => {
    const header = ["Symbol", "Name", "Quantity", "Avg. Price", "Cost Basis", "Unrealized Gain ($)", "Value"];
    expect(guessColumns(header)).toEqual({
      Symbol: "symbol",
      Quantity: "quantity",
      "Avg. Price": "entry_price",
    });
  });

  it("takes the template's names first", () => {
    expect(guessColumns(["Ticker", "Symbol"])).toEqual({ Symbol: "symbol" });
  });

  it("guesses nothing where no name is known", () => {
    expect(isEnough(guessColumns(["a", "b"]))).toBe(false);
  });
});

describe("withColumn", () => {
  const choice = choiceOf({ symbol: "Ticker", quantity: "Shares" });

  it("moves a field from one column to another", () => {
    expect(withColumn(choice, "Code", "symbol")).toEqual({ Shares: "quantity", Code: "symbol" });
  });

  it("gives a column another field", () => {
    expect(withColumn(choice, "Shares", "strike_price")).toEqual({
      Ticker: "symbol",
      Shares: "strike_price",
    });
  });

  it("ignores a column", () => {
    expect(withColumn(choice, "Shares", null)).toEqual({ Ticker: "symbol" });
  });
});
