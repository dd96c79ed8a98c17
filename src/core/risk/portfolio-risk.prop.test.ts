import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import {
  FIRST_ORDINAL,
  goldenReturns,
  LAST_ORDINAL,
  riskInputs,
  weightsOf,
} from "#test/golden/risk/market.ts";
import { EXPOSURE_WIDTH, GROUP_FACTORS } from "./exposure-columns.ts";
import { prepareExposures } from "./exposure-context.ts";
import { portfolioExposures, portfolioExposuresAt } from "./portfolio-exposures.ts";
import { portfolioTailRisk } from "./portfolio-tail-risk.ts";
import { portfolioVolatility, portfolioVolatilityAt, VOLATILITY_WIDTH } from "./portfolio-volatility.ts";
import { PRO_FORMA_SESSIONS, TAIL_RISK_WIDTH } from "./value-at-risk.ts";
import { EWMA_WINDOW } from "./volatility.ts";

const returns = goldenReturns();
const FROM = LAST_ORDINAL - 19;

/** Loadings that differ by symbol, session and column; their values are arbitrary. */
function anyLoadings(): LoadingBlock {
  const values = new Float64Array(returns.symbols.length * returns.sessionCount * LOADING_WIDTH);
  for (let i = 0; i < values.length; i++) values[i] = Math.sin(i * 0.7) * 1.5;
  return {
    symbols: returns.symbols,
    firstOrdinal: FIRST_ORDINAL,
    sessionCount: returns.sessionCount,
    values,
  };
}
const loadings = anyLoadings();
const inputs = riskInputs(returns, loadings);
const context = prepareExposures(inputs, FROM, LAST_ORDINAL);

const symbols = ["AAA", "BBB", "CCC", "DDD", "EEE", "SPY"];
const book = fc
  .uniqueArray(fc.constantFrom(...symbols), { minLength: 1 })
  .chain((held) =>
    fc.tuple(
      ...held.map((symbol) =>
        fc.tuple(
          fc.constant(symbol),
          fc.double({ min: -1, max: 1, noNaN: true }).filter((w) => Math.abs(w) > 1e-3),
        ),
      ),
    ),
  )
  .map((entries) => Object.fromEntries(entries));
const session = fc.integer({ min: FROM, max: LAST_ORDINAL });

/** The matrix with its first columns cut off and its last ones too. */
function cut(matrix: ReturnMatrix, from: number, to: number): ReturnMatrix {
  const { symbols: names, firstOrdinal, sessionCount, values } = matrix;
  const parts = names.map((_, row) =>
    values.subarray(row * sessionCount + from - firstOrdinal, row * sessionCount + to - firstOrdinal + 1),
  );
  return {
    symbols: names,
    firstOrdinal: from,
    sessionCount: to - from + 1,
    values: Float64Array.from(parts.flatMap((part) => [...part])),
  };
}

describe("portfolio exposures", () => {
  it("are linear in the weights", () => {
    fc.assert(
      fc.property(
        book,
        session,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (weights, ordinal, factor) => {
          const scaled = Object.fromEntries(
            Object.entries(weights).map(([symbol, w]) => [symbol, factor * w]),
          );
          const row = portfolioExposuresAt(weightsOf(weights), context, ordinal);
          const scaledRow = portfolioExposuresAt(weightsOf(scaled), context, ordinal);
          for (const { index, loadingIndex } of GROUP_FACTORS.flat()) {
            if (loadingIndex === null) continue;
            expect(Math.abs(scaledRow[index]! - factor * row[index]!)).toBeLessThan(1e-13 * factor);
          }
        },
      ),
    );
  });

  it("of two books together are the sums of theirs", () => {
    fc.assert(
      fc.property(book, book, session, (one, other, ordinal) => {
        const both = Object.fromEntries(
          [...new Set([...Object.keys(one), ...Object.keys(other)])].map((symbol) => [
            symbol,
            (one[symbol] ?? 0) + (other[symbol] ?? 0),
          ]),
        );
        fc.pre(Object.values(both).some((weight) => weight !== 0));
        const [a, b, sum] = [one, other, both].map((weights) =>
          portfolioExposuresAt(weightsOf(weights), context, ordinal),
        );
        for (const { index, loadingIndex } of GROUP_FACTORS.flat()) {
          if (loadingIndex === null) continue;
          expect(Math.abs(sum![index]! - a![index]! - b![index]!)).toBeLessThan(1e-13);
        }
      }),
    );
  });

  it("scale their standard errors with the weights, whatever the gaps", () => {
    fc.assert(
      fc.property(book, session, (weights, ordinal) => {
        const doubled = Object.fromEntries(Object.entries(weights).map(([symbol, w]) => [symbol, -2 * w]));
        const row = portfolioExposuresAt(weightsOf(weights), context, ordinal);
        const doubledRow = portfolioExposuresAt(weightsOf(doubled), context, ordinal);
        for (const { stdErrorIndex } of GROUP_FACTORS.flat()) {
          if (stdErrorIndex === null) continue;
          expect(doubledRow[stdErrorIndex]).toBe(2 * row[stdErrorIndex]!);
        }
      }),
    );
  });
});

describe.each([
  [
    "portfolio exposures",
    EXPOSURE_WIDTH,
    EWMA_WINDOW,
    (weights: Record<string, number>, from: number, to: number, data: typeof inputs) => {
      const path = Array.from({ length: to - from + 1 }, () => weightsOf(weights));
      return portfolioExposures(path, prepareExposures(data, from, to), from).values;
    },
  ],
  [
    "portfolio volatility",
    VOLATILITY_WIDTH,
    EWMA_WINDOW,
    (weights: Record<string, number>, from: number, to: number, data: typeof inputs) => {
      const path = Array.from({ length: to - from + 1 }, () => weightsOf(weights));
      return portfolioVolatility(path, data, from).values;
    },
  ],
  [
    "portfolio tail risk",
    TAIL_RISK_WIDTH,
    PRO_FORMA_SESSIONS,
    (weights: Record<string, number>, from: number, to: number, data: typeof inputs) => {
      const path = Array.from({ length: to - from + 1 }, () => weightsOf(weights));
      return portfolioTailRisk(path, data, from).values;
    },
  ],
] as const)("%s", (_, width, window, compute) => {
  it("have the same bits in every range that holds the session", () => {
    fc.assert(
      fc.property(book, session, session, (weights, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const range = compute(weights, from, to, inputs);
        expect(range.slice(-width)).toEqual(compute(weights, to, to, inputs));
      }),
      { numRuns: 40 },
    );
  });

  it("do not look ahead and need nothing before their window", () => {
    fc.assert(
      fc.property(book, session, (weights, ordinal) => {
        const short = cut(returns, Math.max(FIRST_ORDINAL, ordinal - window + 1), ordinal);
        expect(compute(weights, ordinal, ordinal, riskInputs(short, loadings))).toEqual(
          compute(weights, ordinal, ordinal, inputs),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("do not depend on the order of holdings or of the matrix", () => {
    const rows = [...returns.symbols.keys()].reverse();
    const turned: ReturnMatrix = {
      ...returns,
      symbols: rows.map((row) => returns.symbols[row]!),
      values: Float64Array.from(
        rows.flatMap((row) => [
          ...returns.values.subarray(row * returns.sessionCount, (row + 1) * returns.sessionCount),
        ]),
      ),
    };
    fc.assert(
      fc.property(book, session, (weights, ordinal) => {
        const reversed = Object.fromEntries(Object.entries(weights).reverse());
        expect(compute(reversed, ordinal, ordinal, riskInputs(turned, loadings))).toEqual(
          compute(weights, ordinal, ordinal, inputs),
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe("portfolio volatility", () => {
  it("scales with the weights", () => {
    fc.assert(
      fc.property(book, session, (weights, ordinal) => {
        const doubled = Object.fromEntries(Object.entries(weights).map(([symbol, w]) => [symbol, -2 * w]));
        const row = portfolioVolatilityAt(weightsOf(weights), inputs, ordinal);
        const doubledRow = portfolioVolatilityAt(weightsOf(doubled), inputs, ordinal);
        for (let k = 0; k < 4; k++) expect(doubledRow[k]).toBe(2 * row[k]!);
      }),
    );
  });
});
