import { describe, expect, test } from "vitest";
import { underlyingVolatility } from "./underlying-volatility.ts";

/** Prices that rise and fall by the same fraction in turn. */
function zigzag(returns: number, step = 0.01): Float64Array {
  const prices = [100];
  for (let i = 0; i < returns; i++) prices.push(prices.at(-1)! * (i % 2 === 0 ? 1 + step : 1 - step));
  return Float64Array.from(prices);
}

describe("underlyingVolatility", () => {
  test("is the annualised sample deviation of the returns", () => {
    // 22 returns of ±1 % about 0: variance 22·0.0001/21.
    expect(underlyingVolatility(zigzag(22), 22)).toBeCloseTo(Math.sqrt(((22 * 1e-4) / 21) * 252), 12);
  });

  test("looks back 63 returns and no further", () => {
    const prices = zigzag(100);
    const before = underlyingVolatility(prices, 100);
    prices[36] = 1;
    expect(underlyingVolatility(prices, 100)).toBe(before);
    prices[37] = 1;
    expect(underlyingVolatility(prices, 100)).toBeGreaterThan(before);
  });

  test("uses nothing later than the session asked for", () => {
    const prices = zigzag(60);
    const at = underlyingVolatility(prices, 40);
    prices[41] = 1;
    expect(underlyingVolatility(prices, 40)).toBe(at);
  });

  test("has no estimate below 21 returns; a missing price takes the two beside it", () => {
    expect(underlyingVolatility(zigzag(20), 20)).toBeNaN();
    const prices = zigzag(22);
    prices[10] = Number.NaN;
    expect(underlyingVolatility(prices, 22)).toBeNaN();
    const longer = zigzag(24);
    longer[10] = Number.NaN;
    expect(underlyingVolatility(longer, 24)).toBeGreaterThan(0);
  });
});
