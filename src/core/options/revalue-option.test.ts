import { describe, expect, test } from "vitest";
import { blackScholesGreeks, blackScholesPrice } from "./black-scholes.ts";
import type { HeldOption, OptionState } from "./held-option.ts";
import { revalueOption } from "./revalue-option.ts";

const STATE: OptionState = {
  type: "PUT",
  strike: 100,
  years: 0.25,
  underlyingPrice: 95,
  volatility: 0.3,
  rate: 0.04,
  dividendYield: 0.01,
};

/** Three contracts written. */
const greeks = blackScholesGreeks(STATE);
const SHORT: HeldOption = {
  positionId: "lot",
  symbol: "AAA251219P00100000",
  underlying: "AAA",
  quantity: -3,
  multiplier: 100,
  state: STATE,
  greeks,
  deltaExposure: -300 * greeks.delta * 95,
};

const NOTHING = { underlyingReturn: 0, volatilityChange: 0, rateChange: 0 };

describe("revalueOption", () => {
  test("finds no P&L where nothing moves", () => {
    expect(revalueOption(SHORT, NOTHING)).toEqual({ pnl: 0, linear: 0 });
  });

  test("reprices at the moved underlying, volatility and rate", () => {
    const { pnl } = revalueOption(SHORT, { underlyingReturn: -0.2, volatilityChange: 0.5, rateChange: 0.01 });
    const moved = { ...STATE, underlyingPrice: 76, volatility: 0.45, rate: 0.05 };
    expect(pnl).toBeCloseTo(-300 * (blackScholesPrice(moved) - blackScholesPrice(STATE)), 9);
  });

  test("gives the part by delta beside it", () => {
    const { linear } = revalueOption(SHORT, { ...NOTHING, underlyingReturn: -0.2 });
    expect(linear).toBeCloseTo(0.2 * 300 * greeks.delta * 95, 9);
  });

  test("agrees with delta and gamma for a small move", () => {
    const { pnl, linear } = revalueOption(SHORT, { ...NOTHING, underlyingReturn: 0.001 });
    expect(pnl - linear).toBeCloseTo(-300 * 0.5 * greeks.gamma * 0.095 ** 2, 3);
  });

  test("floors the underlying and the volatility at nothing", () => {
    const wiped = revalueOption(SHORT, { ...NOTHING, underlyingReturn: -1.5 });
    const bond = 100 * Math.exp(-0.04 * 0.25);
    expect(wiped.pnl).toBeCloseTo(-300 * (bond - blackScholesPrice(STATE)), 9);
    const calm = revalueOption(SHORT, { ...NOTHING, volatilityChange: -2 });
    expect(calm.pnl).toBeCloseTo(
      -300 * (blackScholesPrice({ ...STATE, volatility: 0 }) - blackScholesPrice(STATE)),
      9,
    );
  });

  test("has none for a shock that is missing", () => {
    expect(revalueOption(SHORT, { ...NOTHING, underlyingReturn: Number.NaN })).toEqual({
      pnl: Number.NaN,
      linear: Number.NaN,
    });
  });
});
