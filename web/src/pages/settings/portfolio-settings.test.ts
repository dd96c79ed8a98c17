import { describe, expect, it } from "vitest";
import { changedSettings, isEquityChanged, settingsOf } from "./portfolio-settings.ts";

const STATED = settingsOf({
  name: "Demo",
  account_name: "Main",
  account_type: "other",
  description: null,
  equity_balance: 5_000_000,
  equity_as_of: "2026-06-30",
});

describe("changedSettings", () => {
  it("has what differs; what may be empty is null then", () => {
    expect(changedSettings(STATED, STATED)).toEqual({});
    expect(changedSettings(STATED, { ...STATED, portfolio_name: "", equity_as_of: "" })).toEqual({
      portfolio_name: "",
      equity_as_of: null,
    });
  });
});

describe("isEquityChanged", () => {
  it("is about what results follow from", () => {
    expect(isEquityChanged({ portfolio_name: "New" })).toBe(false);
    expect(isEquityChanged({ equity_as_of: null })).toBe(true);
  });
});
