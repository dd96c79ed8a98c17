import { describe, expect, test } from "vitest";
import { formatOccSymbol } from "./occ-symbol.ts";
import { parseOptionName } from "./option-notations.ts";

/** The canonical symbol of what is written; null where it is no option. */
function canonical(text: string): string | null {
  const terms = parseOptionName(text);
  if (terms === null) return null;
  const result = formatOccSymbol(terms);
  return "symbol" in result ? result.symbol : null;
}

describe("parseOptionName", () => {
  test.each([
    ["AAPL240119C00195000", "AAPL240119C00195000"],
    ["AAPL  240119C00195000", "AAPL240119C00195000"],
    [" -AAPL260116P00200000", "AAPL260116P00200000"],
    ["AAPL 12/20/2024 150.00 C", "AAPL241220C00150000"],
    ["aapl 1/5/2024 7.5 p", "AAPL240105P00007500"],
    ["-AAPL 12/20/2024 150.00 C", "AAPL241220C00150000"],
    ["BRK/B 01/17/2025 1,300.00 P", "BRKB250117P01300000"],
    ["QQQ Dec 31 '26 $600 Put", "QQQ261231P00600000"],
    ["QQQ  Jun 5 ’26 $1,050.50 Call", "QQQ260605C01050500"],
    ["TQQQ 24AUG26 70 P", "TQQQ260824P00070000"],
    ["TQQQ 4SEP26 70.125 C", "TQQQ260904C00070125"],
    ["SPY_C450_20240315", "SPY240315C00450000"],
    ["AAPL_P160.5_20240315", "AAPL240315P00160500"],
    ["AAPL 12/20/2024 0150.00 C", "AAPL241220C00150000"],
    ["AAPL_P007_20240315", "AAPL240315P00007000"],
  ])("%j is %s", (text, symbol) => {
    expect(canonical(text)).toBe(symbol);
  });

  test("the underlying is kept as it is written", () => {
    expect(parseOptionName("BRK/B 01/17/2025 300 P")).toEqual({
      underlying: "BRK/B",
      strike: "300",
      expiration: "2025-01-17",
      type: "PUT",
    });
  });

  test.each([
    "AAPL",
    "",
    "BRK.B",
    "CORP_BOND_2025",
    "AAPL 12/20/2024 C",
    "AAPL 13/20/2024 150.00 C",
    "AAPL 02/30/2024 150.00 C",
    "AAPL 20/12/2024 150.00 C",
    "AAPL 12/20/2024 150.00 X",
    "AAPL 12/20/2024 0.00 C",
    "AAPL 12/20/2024 000 C",
    "AAPL 12/20/2024 150.0005 C",
    "QQQ Foo 31 '26 $600 Put",
    "QQQ Dec 31 '26 $600",
    "TQQQ 31NOV26 70 P",
    "SPY_C450_20240230",
    "SPY_X450_20240315",
    "LONGNAMES_C450_20240315",
    "AAPL 12/20/2024 1,50.00 C",
  ])("%j is none", (text) => {
    expect(parseOptionName(text)).toBeNull();
  });
});
