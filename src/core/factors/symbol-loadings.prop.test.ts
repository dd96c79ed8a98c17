import fc from "fast-check";
import { expect, it } from "vitest";
import { goldenReturns, LAST_ORDINAL } from "#test/golden/risk/market.ts";
import { factorReturnsOf } from "./factor-returns.ts";
import { FACTOR_PROXIES } from "./factor-table.ts";
import { LOADING_COLUMNS } from "./loading-columns.ts";
import { loadingAt } from "./loading-row.ts";
import { estimateLoadings } from "./symbol-loadings.ts";

const returns = goldenReturns();
const SYMBOLS = ["AAA", "BBB", "CCC", "DDD", "EEE"] as const;
const session = fc.integer({ min: LAST_ORDINAL - 60, max: LAST_ORDINAL });
const size = fc.double({ min: 0.01, max: 100, noNaN: true });

/** Loadings where the returns of the factors' proxies are k times, and those of the symbols m times what they were. */
function scaledLoadings(k: number, m: number, symbol: string, ordinal: number): Float64Array {
  const proxies = new Set<string>(FACTOR_PROXIES);
  const values = returns.values.map((r, i) => {
    const isProxy = proxies.has(returns.symbols[Math.floor(i / returns.sessionCount)]!);
    return r * (isProxy ? k : m);
  });
  const scaled = { ...returns, values };
  return loadingAt(estimateLoadings(scaled, factorReturnsOf(scaled), ordinal, ordinal), symbol, ordinal);
}

/** How a column grows where the factors' returns are k times and the symbol's own m times as large. */
function growth(name: string, k: number, m: number): number {
  if (/observations|r_squared|effective_df/.test(name)) return 1;
  if (/alpha|intercept/.test(name)) return m;
  return name.endsWith("specific_variance") ? m * m : m / k;
}

it("β(kx) = β/k and β(my) = mβ, and what follows for every statistic of every model", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SYMBOLS), session, size, size, (symbol, ordinal, k, m) => {
      const plain = scaledLoadings(1, 1, symbol, ordinal);
      const scaled = scaledLoadings(k, m, symbol, ordinal);
      const broken = LOADING_COLUMNS.filter((name, i) => {
        const [before, after] = [plain[i]!, scaled[i]! / growth(name, k, m)];
        if (Number.isNaN(before)) return !Number.isNaN(after);
        return !(Math.abs(after - before) <= 1e-9 * Math.max(Math.abs(before), 1e-4));
      });
      expect(broken).toEqual([]);
    }),
  );
});
