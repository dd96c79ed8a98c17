import { describe, expect, test } from "vitest";
import { blackScholesGreeks, blackScholesPrice } from "./black-scholes.ts";
import type { OptionState } from "./held-option.ts";
import { impliedVolatility } from "./implied-volatility.ts";

const CALL: OptionState = {
  type: "CALL",
  strike: 100,
  years: 0.5,
  underlyingPrice: 110,
  volatility: 0.2,
  rate: 0.05,
  dividendYield: 0.02,
};
const PUT: OptionState = { ...CALL, type: "PUT" };

const asset = (price: number) => price * Math.exp(-0.02 * 0.5);
const bond = 100 * Math.exp(-0.05 * 0.5);

describe("at the end of its life", () => {
  test("an option is worth its intrinsic value and moves as the share or not at all", () => {
    expect(blackScholesPrice({ ...CALL, years: 0 })).toBe(10);
    expect(blackScholesPrice({ ...PUT, years: 0 })).toBe(0);
    expect(blackScholesGreeks({ ...CALL, years: 0 })).toMatchObject({ delta: 1, gamma: 0, vega: 0, rho: 0 });
    expect(blackScholesGreeks({ ...PUT, years: 0 })).toMatchObject({ delta: 0, gamma: 0, vega: 0, theta: 0 });
    expect(blackScholesGreeks({ ...PUT, years: 0, underlyingPrice: 90 }).delta).toBe(-1);
  });

  test("one exactly at the money has half a delta, and neither gamma nor theta", () => {
    const end = { ...CALL, years: 0, underlyingPrice: 100 };
    expect(blackScholesPrice(end)).toBe(0);
    expect(blackScholesGreeks(end)).toEqual({
      delta: 0.5,
      gamma: Number.NaN,
      vega: 0,
      theta: Number.NaN,
      rho: 0,
    });
  });
});

describe("without volatility", () => {
  test("an option is worth the forward's discounted intrinsic value", () => {
    expect(blackScholesPrice({ ...CALL, volatility: 0 })).toBeCloseTo(asset(110) - bond, 12);
    expect(blackScholesPrice({ ...PUT, volatility: 0 })).toBe(0);
    expect(blackScholesPrice({ ...PUT, volatility: 0, underlyingPrice: 90 })).toBeCloseTo(
      bond - asset(90),
      12,
    );
  });

  test("it has the forward's delta and rho, and no gamma or vega", () => {
    const greeks = blackScholesGreeks({ ...CALL, volatility: 0 });
    expect(greeks.delta).toBeCloseTo(Math.exp(-0.01), 15);
    expect(greeks.rho).toBeCloseTo(0.5 * bond, 12);
    expect(greeks.theta).toBeCloseTo(0.02 * asset(110) - 0.05 * bond, 12);
    expect([greeks.gamma, greeks.vega]).toEqual([0, 0]);
  });
});

describe("on a worthless underlying", () => {
  test("a call is worth nothing and a put its discounted strike", () => {
    expect(blackScholesPrice({ ...CALL, underlyingPrice: 0 })).toBe(0);
    expect(blackScholesPrice({ ...PUT, underlyingPrice: 0 })).toBeCloseTo(bond, 12);
    expect(blackScholesGreeks({ ...CALL, underlyingPrice: 0 })).toEqual({
      delta: 0,
      gamma: 0,
      vega: 0,
      theta: 0,
      rho: 0,
    });
    expect(blackScholesGreeks({ ...PUT, underlyingPrice: 0 }).delta).toBeCloseTo(-Math.exp(-0.01), 15);
  });
});

test.each([
  ["underlyingPrice", Number.NaN],
  ["volatility", Number.NaN],
  ["rate", Number.NaN],
  ["dividendYield", Number.NaN],
  ["years", Number.NaN],
  ["years", -0.1],
  ["volatility", -0.1],
  ["underlyingPrice", -1],
  ["strike", 0],
] as const)("%s of %d gives no price and no Greeks", (key, value) => {
  const option = { ...PUT, [key]: value };
  expect(blackScholesPrice(option)).toBeNaN();
  expect(Object.values(blackScholesGreeks(option))).toEqual(Array(5).fill(Number.NaN));
});

test.each(["underlyingPrice", "rate", "dividendYield", "years", "strike"] as const)(
  "no volatility is implied without %s",
  (key) => {
    expect(impliedVolatility(5, { ...CALL, [key]: Number.NaN })).toBeNaN();
  },
);

describe("implied volatility", () => {
  test("lies in the range, both ends included", () => {
    const at = (volatility: number) => impliedVolatility(blackScholesPrice({ ...CALL, volatility }), CALL);
    const low = blackScholesPrice({ ...CALL, underlyingPrice: 100, volatility: 0.03 });
    expect(impliedVolatility(low, { ...CALL, underlyingPrice: 100 })).toBeCloseTo(0.03, 12);
    expect(at(3)).toBeCloseTo(3, 12);
    expect([at(0.029), at(3.01)]).toEqual([Number.NaN, Number.NaN]);
  });

  test("is none at or below intrinsic value, at the price of the underlying, and for a missing price", () => {
    const intrinsic = asset(110) - bond;
    for (const price of [intrinsic, intrinsic - 0.01, 110, Number.NaN])
      expect(impliedVolatility(price, CALL)).toBeNaN();
  });

  test("is none where no volatility moves the price", () => {
    expect(impliedVolatility(0, { ...CALL, underlyingPrice: 10 })).toBeNaN();
    expect(impliedVolatility(5, { ...CALL, years: 0, underlyingPrice: 105 })).toBeNaN();
  });
});
