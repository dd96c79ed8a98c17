import { describe, expect, test } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { type PortfolioFieldsInput, validatePortfolioFields } from "./validate-portfolio-fields.ts";

const OPTIONS = { today: "2025-07-01", lastSession: "2025-06-30", calendar: createTradingCalendar() };
const GOOD: PortfolioFieldsInput = {
  portfolio_name: "Balanced",
  account_name: "Main",
  account_type: "taxable",
  equity_balance: "5000000.10",
};

function errorsOf(change: PortfolioFieldsInput): readonly string[] {
  const { fields, errors } = validatePortfolioFields({ ...GOOD, ...change }, OPTIONS);
  expect(fields === null).toBe(errors.length > 0);
  return errors.map(({ field, code }) => `${field}: ${code}`);
}

describe("validatePortfolioFields", () => {
  test("good fields come back trimmed, with the exact equity", () => {
    const input = { ...GOOD, portfolio_name: "  Balanced\n", account_type: "Roth_IRA", description: " " };
    expect(validatePortfolioFields(input, OPTIONS).fields).toEqual({
      portfolioName: "Balanced",
      accountName: "Main",
      accountType: "roth_ira",
      equityBalance: "5000000.10",
      equityAsOf: null,
      description: null,
      historyFrom: null,
    });
  });

  test("equity may be a JSON number", () => {
    const { fields } = validatePortfolioFields({ ...GOOD, equity_balance: 5_000_000.25 }, OPTIONS);
    expect(fields?.equityBalance).toBe("5000000.25");
  });

  const cases: readonly (readonly [PortfolioFieldsInput, string])[] = [
    [{ portfolio_name: " " }, "portfolio_name: ERR_PORT_002"],
    [{ portfolio_name: "é".repeat(256) }, "portfolio_name: ERR_PORT_003"],
    [{ account_name: undefined }, "account_name: ERR_PORT_004"],
    [{ account_name: "x".repeat(101) }, "account_name: ERR_PORT_005"],
    [{ account_type: "" }, "account_type: ERR_PORT_006"],
    [{ account_type: "pension" }, "account_type: ERR_PORT_007"],
    [{ equity_balance: "" }, "equity_balance: ERR_PORT_008"],
    [{ equity_balance: "5,000,000" }, "equity_balance: ERR_PORT_009"],
    [{ equity_balance: Number.NaN }, "equity_balance: ERR_PORT_009"],
    [{ equity_balance: 0 }, "equity_balance: ERR_PORT_010"],
    [{ equity_balance: "-1" }, "equity_balance: ERR_PORT_010"],
    [{ equity_balance: "1000000000000.01" }, "equity_balance: ERR_PORT_011"],
    [{ equity_balance: 1e21 }, "equity_balance: ERR_PORT_011"],
    [{ equity_as_of: "06/30/2025" }, "equity_as_of: ERR_PORT_012"],
    [{ equity_as_of: "2025-07-02" }, "equity_as_of: ERR_PORT_012"],
    [{ equity_as_of: "2025-07-01" }, "equity_as_of: EQUITY_AS_OF_AFTER_LAST_SESSION"],
    [{ history_from: "1900-01-01" }, "history_from: ERR_PORT_012"],
  ];
  test.each(cases)("%j is refused", (change, expected) => {
    expect(errorsOf(change)).toEqual([expected]);
  });

  test("the limits themselves are allowed", () => {
    const change = {
      portfolio_name: "x".repeat(255),
      account_name: "x".repeat(100),
      equity_balance: "1000000000000",
    };
    expect(errorsOf(change)).toEqual([]);
  });

  test("all wrong fields are reported at once", () => {
    expect(validatePortfolioFields({}, OPTIONS).errors.map(({ code }) => code)).toEqual([
      "ERR_PORT_002",
      "ERR_PORT_004",
      "ERR_PORT_006",
      "ERR_PORT_008",
    ]);
  });

  test("equity as of a weekend after the last session means that session", () => {
    const sunday = { ...OPTIONS, today: "2025-07-06", lastSession: "2025-07-03" };
    const { fields } = validatePortfolioFields({ ...GOOD, equity_as_of: "2025-07-05" }, sunday);
    expect(fields?.equityAsOf).toBe("2025-07-05");
  });
});
