import { describe, expect, it } from "vitest";
import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { JOINT_COLUMNS } from "#core/factors/joint-columns.ts";
import { LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import { loadingBlock, weightsOf } from "#test/golden/risk/market.ts";
import { estimated } from "#test/golden/stress/answers.ts";
import { factorBook } from "./factor-book.ts";
import { riskDecomposition } from "./risk-decomposition.ts";
import { type LotValue, netLots } from "./symbol-weights.ts";

const SESSION = 100;
const ROOT_YEAR = Math.sqrt(252);

/** Only the market moves, 1 % a day; by symbol its beta and its specific variance. */
const MARKET_ONLY: FactorCovariance = {
  ordinal: SESSION,
  observations: 252,
  values: Float64Array.from({ length: 49 }, (_, i) => (i === 0 ? 1e-4 : 0)),
  condition: Number.POSITIVE_INFINITY,
};
const STOCKS: Readonly<Record<string, readonly [number, number]>> = {
  INDEX: [1, 0],
  STOCK: [1, 3e-4],
  FLAT: [0, 0],
};

function stocks(): LoadingBlock {
  const table = Object.entries(STOCKS).map(([symbol, [beta]]) => [
    symbol,
    { joint: [beta, 0, 0, 0, 0, 0, 0] },
  ]);
  const block = loadingBlock(Object.fromEntries(table), SESSION, 1);
  const values = block.values.slice();
  for (const [row, symbol] of block.symbols.entries())
    values[row * LOADING_WIDTH + JOINT_COLUMNS.specificVariance] = STOCKS[symbol]![1];
  return { ...block, values };
}

const block = stocks();
const rows = new Map(block.symbols.map((symbol, row) => [symbol, row]));
const decompose = (weights: Readonly<Record<string, number>>, more: readonly LotValue[] = []) =>
  riskDecomposition(factorBook(weightsOf(weights, more), block, rows, SESSION), MARKET_ONLY);

describe("riskDecomposition", () => {
  it("has the volatility of a stock from its beta and its specific risk", () => {
    // √(1e-4 + 3e-4) = 2 % a day, a quarter of the variance from the market.
    const risk = estimated(decompose({ STOCK: 1 }));
    expect(risk.volatility).toBeCloseTo(0.02 * ROOT_YEAR, 14);
    expect(risk.systematicShare).toBeCloseTo(0.25, 14);
    expect(risk.specificShare).toBeCloseTo(0.75, 14);
    expect(risk.factors.share[0]).toBeCloseTo(0.25, 14);
    expect(risk.diversificationRatio).toBeCloseTo(1, 14);
  });

  it("gives a hedge a negative share", () => {
    // w = (1, −½): e = ½, σ² = ¼·1e-4 + 3e-4 = 3.25e-4; the index has −½ · ½ · 1e-4.
    const { positions } = estimated(decompose({ STOCK: 1, INDEX: -0.5 }));
    expect(positions.share[positions.symbols.indexOf("INDEX")]).toBeCloseTo(-0.25 / 3.25, 14);
    expect(positions.specificShare[positions.symbols.indexOf("STOCK")]).toBeCloseTo(3 / 3.25, 14);
  });

  it("has no shares for a book without risk, whose volatility is 0", () => {
    const risk = estimated(decompose({ FLAT: 1 }));
    expect(risk.volatility).toBe(0);
    expect([risk.systematicShare, risk.positions.share[0], risk.diversificationRatio]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it("states what it does not cover, and gives it no part", () => {
    const more: readonly LotValue[] = [
      { symbol: "HOUSE", kind: "private", marketValue: 0.25, priced: true },
      { symbol: "USD", kind: "cash", marketValue: 0.25, priced: true },
    ];
    const risk = estimated(decompose({ STOCK: 0.5 }, more));
    expect(risk.volatility).toBeCloseTo(0.01 * ROOT_YEAR, 14);
    expect([risk.coveredWeight, risk.uncoveredWeight]).toEqual([0.5, 0.25]);
    expect(risk.positions.share[risk.positions.symbols.indexOf("HOUSE")]).toBeNaN();
  });

  it("says why there is none", () => {
    const cash: readonly LotValue[] = [{ symbol: "USD", kind: "cash", marketValue: 1, priced: true }];
    expect(decompose({}, cash)).toEqual({ reason: "NO_HOLDINGS" });
    expect(decompose({ NONE: 1 })).toEqual({ reason: "NO_LOADING" });
    const insolvent = netLots([{ symbol: "STOCK", kind: "market", marketValue: 1, priced: true }], 0);
    expect(riskDecomposition(factorBook(insolvent, block, rows, SESSION), MARKET_ONLY)).toEqual({
      reason: "NONPOSITIVE_CAPITAL",
    });
    const few = tooFewObservations(126, 40);
    expect(riskDecomposition(factorBook(weightsOf({ STOCK: 1 }), block, rows, SESSION), few)).toBe(few);
  });
});
