import { expect, test } from "vitest";
import { agree } from "./agreement.ts";
import { keyOf, nearestKeys, partsOf } from "./keys.ts";

test.each([
  ["snapshots", "nav"],
  ["loadings", "BRK.B", "market_beta"],
  ["loadings", "BRK/B", "market_beta"],
  ["concentration", "sector", "Food & 100 % Water/Ice"],
])("the parts of a key come back: %s/%s", (...parts) => {
  expect(partsOf(keyOf(...parts))).toEqual(parts);
  expect(keyOf(...parts).split("/")).toHaveLength(parts.length);
});

test("the nearest keys to a wrong one come first, whatever the case", () => {
  const keys = ["snapshots/nav", "snapshots/cash", "loadings/AAPL/market_beta", "loadings/AAPL/market_alpha"];
  expect(nearestKeys("Snapshots/NAV", keys)[0]).toBe("snapshots/nav");
  expect(nearestKeys("loadings/aapl/markt_beta", keys)[0]).toBe("loadings/AAPL/market_beta");
});

test("a number agrees with its reproduction within a billionth, or a millionth of a dollar", () => {
  expect(agree(1e6, 1e6 + 0.9e-3, "USD")).toBe(true);
  expect(agree(1e6, 1e6 + 1.1e-3, "USD")).toBe(false);
  expect(agree(0, 0.9e-6, "USD")).toBe(true);
  expect(agree(0.1, 0.1 + 1.1e-10, "fraction")).toBe(false);
  expect(agree(0, 0.9e-12, "fraction")).toBe(true);
});

test("no number agrees with no number only", () => {
  expect(agree(Number.NaN, Number.NaN, "USD")).toBe(true);
  expect(agree(Number.NaN, 0, "USD")).toBe(false);
  expect(agree(0, Number.NaN, "USD")).toBe(false);
});
