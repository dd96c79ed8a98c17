import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { createProviders, marketOf, PROVIDER_NAMES } from "./index.ts";

const settings = {
  pricesDir: "/prices",
  syntheticMissing: [],
  calendar: createTradingCalendar(),
  tiingoKey: "tiingo-key",
  fmpKey: "fmp-key",
};

describe("the list of providers", () => {
  it.each(PROVIDER_NAMES)("%s is made under its own name and offers what it says", (name) => {
    const [provider] = createProviders({ ...settings, order: [name] });
    expect(provider?.name).toBe(name);
    expect(provider?.fetchProfile !== undefined).toBe(provider?.capabilities.profiles);
    expect(provider?.fetchFundamentals !== undefined).toBe(provider?.capabilities.fundamentals);
  });

  it("tells the market of its providers", () => {
    expect(marketOf(createProviders({ ...settings, order: ["files"] }))).toBe("real");
    expect(marketOf(createProviders({ ...settings, order: ["synthetic"] }))).toBe("synthetic");
    expect(marketOf(createProviders({ ...settings, order: [] }))).toBeNull();
  });

  it.each([
    [["nasdaq"], "unknown provider nasdaq; known are files, yahoo, tiingo, fmp, synthetic"],
    [["files", "synthetic"], "synthetic stands alone"],
    [["synthetic", "yahoo"], "synthetic stands alone"],
    [["files", "files"], "named twice"],
  ])("refuses %j", (order, message) => {
    expect(() => createProviders({ ...settings, order })).toThrow(message);
  });

  it.each([
    ["tiingo", "tiingoKey", "SIGMASIGHT_TIINGO_KEY"],
    ["fmp", "fmpKey", "SIGMASIGHT_FMP_KEY"],
  ])("refuses %s without its key", (name, key, setting) => {
    expect(() => createProviders({ ...settings, order: [name], [key]: null })).toThrow(setting);
  });

  it("refuses files without a directory", () => {
    expect(() => createProviders({ ...settings, order: ["files"], pricesDir: null })).toThrow(
      "SIGMASIGHT_PRICES_DIR",
    );
  });
});
