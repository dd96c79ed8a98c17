import { expect, it } from "vitest";
import { factorReturnsOf } from "./factor-returns.ts";
import { FACTOR_PROXIES } from "./factor-table.ts";

function oneSession(returns: Readonly<Record<string, number>>) {
  const symbols = Object.keys(returns);
  return factorReturnsOf({
    symbols,
    firstOrdinal: 7,
    sessionCount: 1,
    values: Float64Array.from(symbols, (symbol) => returns[symbol]!),
  });
}

const ALL = { SPY: 1, TLT: 2, MTUM: 4, VTV: 8, VUG: 16, IWM: 32, QUAL: 64, USMV: 128, OTHER: 256 };

it("spreads and joint factors are the long proxy's return minus the short one's", () => {
  const factors = oneSession(ALL);
  expect([...factors.proxies]).toEqual(FACTOR_PROXIES.map((proxy) => ALL[proxy]));
  expect([...factors.spreads]).toEqual([16 - 8, 4 - 1, 32 - 1, 64 - 1]);
  expect([...factors.joint]).toEqual([1, 16 - 8, 4 - 1, 32 - 1, 64 - 1, 128 - 1, 2]);
});

it("a missing leg makes its factors missing and no others", () => {
  const { spreads, joint } = oneSession({ ...ALL, VTV: Number.NaN });
  expect([...spreads]).toEqual([Number.NaN, 3, 31, 63]);
  expect([...joint]).toEqual([1, Number.NaN, 3, 31, 63, 127, 2]);
});

it("a proxy that is not in the matrix is missing", () => {
  const { TLT: _, ...rest } = ALL;
  expect([...oneSession(rest).joint].at(-1)).toBeNaN();
});
