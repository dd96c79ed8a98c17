import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatOccSymbol, parseOccSymbol } from "./occ-symbol.ts";

const AAPL = { underlying: "AAPL", strike: "195", expiration: "2024-01-19", type: "CALL" } as const;

describe("parseOccSymbol", () => {
  test.each([
    "AAPL240119C00195000",
    "AAPL  240119C00195000",
    " -AAPL240119C00195000",
    "-AAPL240119C00195000",
    "aapl240119c00195000",
  ])("%j is the same option", (text) => {
    expect(parseOccSymbol(text)).toEqual(AAPL);
  });

  test("thousandths of a strike are kept without padding", () => {
    expect(parseOccSymbol("F251219P00011625")?.strike).toBe("11.625");
    expect(parseOccSymbol("XYZ251219P00000500")?.strike).toBe("0.5");
  });

  test("an adjusted root keeps its digit", () => {
    expect(parseOccSymbol("AAPL1240119C00195000")?.underlying).toBe("AAPL1");
  });

  test.each([
    "AAPL",
    "",
    "AAPL240119X00195000",
    "AAPL240230C00195000",
    "AAPL240119C0019500",
    "TOOLONGX240119C00195000",
    "240119C00195000",
    "AAPL240119C00000000",
    "SPY_C450_20240315",
  ])("%j is not an option symbol", (text) => {
    expect(parseOccSymbol(text)).toBeNull();
  });
});

describe("formatOccSymbol", () => {
  test("the compact form carries root, expiration, type and strike in thousandths", () => {
    expect(formatOccSymbol(AAPL)).toEqual({ symbol: "AAPL240119C00195000" });
    expect(formatOccSymbol({ ...AAPL, strike: "11.6250", type: "PUT" })).toEqual({
      symbol: "AAPL240119P00011625",
    });
  });

  test("punctuation of a share class or an index is not part of the root", () => {
    expect(formatOccSymbol({ ...AAPL, underlying: "BRK.B" })).toEqual({ symbol: "BRKB240119C00195000" });
    expect(formatOccSymbol({ ...AAPL, underlying: "^SPX" })).toEqual({ symbol: "SPX240119C00195000" });
  });

  test.each([
    [{ ...AAPL, strike: "1.0005" }, "STRIKE_DECIMALS"],
    [{ ...AAPL, strike: "100000" }, "STRIKE_TOO_LARGE"],
    [{ ...AAPL, strike: "0.00" }, "STRIKE_NOT_POSITIVE"],
    [{ ...AAPL, strike: "-5" }, "STRIKE_NOT_POSITIVE"],
    [{ ...AAPL, underlying: "LONGNAME" }, "NO_ROOT"],
    [{ ...AAPL, underlying: "..." }, "NO_ROOT"],
    [{ ...AAPL, underlying: "7203" }, "NO_ROOT"],
    [{ ...AAPL, expiration: "1999-12-17" }, "EXPIRATION_YEAR"],
  ])("terms that do not fit say why: %o", (terms, reason) => {
    expect(formatOccSymbol(terms)).toEqual({ reason });
  });

  test("format then parse gives the terms back", () => {
    const terms = fc.record({
      underlying: fc.stringMatching(/^[A-Z]{1,5}[A-Z0-9]?$/),
      strike: fc
        .integer({ min: 1, max: 99_999_999 })
        .map((n) =>
          `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, "0")}`
            .replace(/0+$/, "")
            .replace(/\.$/, ""),
        ),
      expiration: fc
        .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      type: fc.constantFrom("CALL" as const, "PUT" as const),
    });
    fc.assert(
      fc.property(terms, (option) => {
        const result = formatOccSymbol(option);
        expect("symbol" in result && parseOccSymbol(result.symbol)).toEqual(option);
      }),
    );
  });
});
