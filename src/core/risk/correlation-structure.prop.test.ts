import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { correlationMatrix } from "./correlation.ts";
import { correlationClusters, effectiveNumber } from "./correlation-structure.ts";

const SESSIONS = 40;
const SYMBOLS = ["A", "B", "C", "D", "E", "F", "G", "H"];

/** Returns of up to eight symbols in arbitrary order, some with too many holes for a correlation. */
const market = fc
  .record({
    symbols: fc.uniqueArray(fc.constantFrom(...SYMBOLS), { minLength: 1 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    holes: fc.array(fc.integer({ min: 0, max: 8 * SESSIONS - 1 }), { maxLength: 40 }),
  })
  .map(({ symbols, seed, holes }): ReturnMatrix => {
    const values = Float64Array.from({ length: symbols.length * SESSIONS }, (_, i) => {
      const t = i % SESSIONS;
      const own = symbols[Math.floor(i / SESSIONS)]!.charCodeAt(0);
      return Math.sin(seed * (t + 1)) + Math.sin(seed * own * (t + 3)) * ((own % 4) / 2);
    });
    for (const hole of holes) if (hole < values.length) values[hole] = Number.NaN;
    return { symbols, firstOrdinal: 0, sessionCount: SESSIONS, values };
  });

/** The same returns under names in the opposite order: A is H, B is G … */
const MIRROR: Readonly<Record<string, string>> = Object.fromEntries(
  SYMBOLS.map((symbol, i) => [symbol, SYMBOLS.at(-1 - i)!]),
);

function renamed(returns: ReturnMatrix): ReturnMatrix {
  return { ...returns, symbols: returns.symbols.map((symbol) => MIRROR[symbol]!) };
}

const correlationsOf = (returns: ReturnMatrix) =>
  correlationMatrix(returns.symbols, returns, SESSIONS - 1, SESSIONS);

/** Members of each cluster, without regard to the order of either. */
const groupsOf = (returns: ReturnMatrix, nameOf: (symbol: string) => string) =>
  correlationClusters(correlationsOf(returns))
    .map(({ symbols }) => symbols.map(nameOf).sort().join(""))
    .sort();

describe("clusters and the effective number", () => {
  it("do not depend on the order of the symbols", () => {
    fc.assert(
      fc.property(market, (returns) => {
        expect(groupsOf(renamed(returns), (symbol) => MIRROR[symbol]!)).toEqual(
          groupsOf(returns, (symbol) => symbol),
        );
      }),
    );
    fc.assert(
      fc.property(market, (returns) => {
        const one = effectiveNumber(correlationsOf(returns));
        const other = effectiveNumber(correlationsOf(renamed(returns)));
        fc.pre(!isNoEstimate(one) && one.leftOut.length === 0);
        expect(other).toMatchObject({ value: expect.closeTo("value" in one ? one.value : 0, 10) });
      }),
    );
  });

  it("have every symbol in one cluster, and a number between 1 and that of the symbols", () => {
    fc.assert(
      fc.property(market, (returns) => {
        const matrix = correlationsOf(returns);
        const members = correlationClusters(matrix).flatMap(({ symbols }) => symbols);
        expect(members.toSorted()).toEqual(matrix.symbols);
        const effective = effectiveNumber(matrix);
        if (isNoEstimate(effective)) return;
        expect(effective.symbols + effective.leftOut.length).toBe(matrix.symbols.length);
        expect(effective.value).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(effective.value).toBeLessThanOrEqual(effective.symbols * (1 + 1e-12));
      }),
    );
  });
});
