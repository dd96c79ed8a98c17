import { describe, expect, it } from "vitest";
import { type BetaDiagnostic, doubtsOf, summarizeDoubts } from "./beta-doubts.ts";

const sound: BetaDiagnostic = {
  symbol: "SPY",
  market_beta: 1,
  std_error: 0.05,
  newey_west_std_error: 0.05,
  newey_west_lags: 3,
  t: 20,
  p: 0,
  r_squared: 0.9,
  observations: 90,
  durbin_watson: 2,
  vasicek_beta: 1,
  vasicek_std_error: 0.05,
  dimson_beta: 1,
  dimson_std_error: 0.07,
  stale_pricing: false,
  reasons: {},
};

describe("doubtsOf", () => {
  it("finds nothing wrong with a sound beta", () => {
    expect(doubtsOf(sound)).toEqual([]);
  });

  it.each([
    [{ stale_pricing: true }, /stand still/],
    [{ p: 0.3 }, /zero/],
    [{ r_squared: 0.04 }, /explains 4/],
    [{ durbin_watson: 1.2 }, /follow one another/],
    [{ durbin_watson: 2.8 }, /turn back/],
    [{ newey_west_std_error: 0.12 }, /rather ± 0\.12/],
    [{ dimson_beta: 1.3 }, /Lags/],
  ])("sees %o", (change, doubt) => {
    const doubts = doubtsOf({ ...sound, ...change });
    expect(doubts).toHaveLength(1);
    expect(doubts[0]).toMatch(doubt);
  });

  it("says nothing of what is not known", () => {
    expect(
      doubtsOf({
        ...sound,
        p: null,
        r_squared: null,
        durbin_watson: null,
        dimson_beta: null,
        std_error: null,
      }),
    ).toEqual([]);
  });
});

describe("summarizeDoubts", () => {
  it("names the dubious ones among those that have a beta", () => {
    const betas = [
      sound,
      { ...sound, symbol: "GOLD", p: 0.4 },
      { ...sound, symbol: "NEW", market_beta: null },
    ];
    expect(summarizeDoubts(betas)).toBe("1 of 2 betas is to be read with care: GOLD.");
  });
});
