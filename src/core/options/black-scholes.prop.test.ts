import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blackScholesGreeks, blackScholesPrice } from "./black-scholes.ts";
import type { OptionState } from "./held-option.ts";
import { impliedVolatility } from "./implied-volatility.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Not so far from the money that nothing moves. */
const state: fc.Arbitrary<OptionState> = fc.record({
  type: fc.constantFrom("CALL" as const, "PUT" as const),
  strike: number(50, 200),
  years: number(0.02, 4),
  underlyingPrice: number(50, 200),
  volatility: number(0.05, 2),
  rate: number(-0.02, 0.1),
  dividendYield: number(0, 0.08),
});

describe("a price", () => {
  test("of call and put differ by what a forward is worth", () => {
    fc.assert(
      fc.property(state, (option) => {
        const [call, put] = (["CALL", "PUT"] as const).map((type) => blackScholesPrice({ ...option, type }));
        const { underlyingPrice, strike, years, rate, dividendYield } = option;
        const forward = underlyingPrice * Math.exp(-dividendYield * years) - strike * Math.exp(-rate * years);
        expect(Math.abs(call! - put! - forward)).toBeLessThan(1e-11);
      }),
    );
  });

  test("never falls with volatility, and moves with underlying and strike as its type says", () => {
    fc.assert(
      fc.property(state, number(1.0001, 1.5), (option, times) => {
        const base = blackScholesPrice(option);
        const rounding = 1e-11;
        const rise = option.type === "CALL" ? 1 : -1;
        const moved = (change: Partial<OptionState>) => blackScholesPrice({ ...option, ...change }) - base;
        expect(moved({ volatility: option.volatility * times })).toBeGreaterThan(-rounding);
        expect(rise * moved({ underlyingPrice: option.underlyingPrice * times })).toBeGreaterThan(-rounding);
        expect(-rise * moved({ strike: option.strike * times })).toBeGreaterThan(-rounding);
      }),
    );
  });

  test("scales with the money it is counted in", () => {
    fc.assert(
      fc.property(state, number(0.01, 100), (option, k) => {
        const { underlyingPrice, strike } = option;
        const scaled = { ...option, underlyingPrice: k * underlyingPrice, strike: k * strike };
        const expected = k * blackScholesPrice(option);
        expect(Math.abs(blackScholesPrice(scaled) - expected)).toBeLessThan(1e-11 * k * 200);
      }),
    );
  });

  test("lies between the discounted intrinsic value and what it is on", () => {
    fc.assert(
      fc.property(state, (option) => {
        const { type, underlyingPrice, strike, years, rate, dividendYield } = option;
        const asset = underlyingPrice * Math.exp(-dividendYield * years);
        const bond = strike * Math.exp(-rate * years);
        const price = blackScholesPrice(option);
        const intrinsic = Math.max(0, type === "CALL" ? asset - bond : bond - asset);
        expect(price).toBeGreaterThan(intrinsic - 1e-11);
        expect(price).toBeLessThan((type === "CALL" ? asset : bond) + 1e-11);
      }),
    );
  });
});

describe("a sensitivity is the slope of what it is of", () => {
  const slope = (of: (option: OptionState) => number, option: OptionState, key: Key, h: number) =>
    (of({ ...option, [key]: option[key] + h }) - of({ ...option, [key]: option[key] - h })) / (2 * h);
  type Key = "underlyingPrice" | "volatility" | "years" | "rate";
  const delta = (option: OptionState) => blackScholesGreeks(option).delta;

  test.each([
    ["delta", "underlyingPrice", 1e-3, 1, blackScholesPrice],
    ["gamma", "underlyingPrice", 1e-3, 1, delta],
    ["vega", "volatility", 1e-5, 1, blackScholesPrice],
    ["theta", "years", 1e-6, -1, blackScholesPrice],
    ["rho", "rate", 1e-6, 1, blackScholesPrice],
  ] as const)("%s by %s", (name, key, h, sign, of) => {
    fc.assert(
      fc.property(state, (option) => {
        const expected = blackScholesGreeks(option)[name];
        const error = Math.abs(sign * slope(of, option, key, h) - expected);
        expect(error).toBeLessThan(2e-5 * Math.max(1, Math.abs(expected)));
      }),
    );
  });
});

test("the volatility a price implies is the one it was made with, where volatility moves the price", () => {
  fc.assert(
    fc.property(state, (option) => {
      fc.pre(blackScholesGreeks(option).vega > 0.01);
      const implied = impliedVolatility(blackScholesPrice(option), option);
      expect(Math.abs(implied - option.volatility)).toBeLessThan(1e-9);
    }),
  );
});
