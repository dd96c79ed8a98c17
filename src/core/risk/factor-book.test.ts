import { describe, expect, it } from "vitest";
import type { FactorCovariance } from "#core/factors/factor-covariance.ts";
import { JOINT_COLUMNS } from "#core/factors/joint-columns.ts";
import { LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import type { HeldOption } from "#core/options/held-option.ts";
import { tooFewObservations } from "#core/stats/no-estimate.ts";
import { loadingBlock, weightsOf } from "#test/golden/risk/market.ts";
import { bookAbsence, factorBook } from "./factor-book.ts";
import { type LotValue, netLots } from "./symbol-weights.ts";

const SESSION = 100;
const A = [1, 0.1, -0.2, 0.3, 0, 0.5, 0.25];
const B = [0.5, 0, 0, -1, 0.75, 0, -0.5];
const loadings = loadingBlock({ A: { joint: A }, B: { joint: B }, HALF: { joint: [1, 2] } }, SESSION, 1);
const rows = new Map(loadings.symbols.map((symbol, row) => [symbol, row]));
const bookOf = (weights: Readonly<Record<string, number>>, more: readonly LotValue[] = []) =>
  factorBook(weightsOf(weights, more), loadings, rows, SESSION);

function optionOn(underlying: string): HeldOption {
  return { underlying, deltaExposure: 0 } as HeldOption;
}

describe("bookAbsence", () => {
  const model: FactorCovariance = {
    ordinal: SESSION,
    observations: 252,
    values: new Float64Array(49),
    condition: 1,
  };
  const none = tooFewObservations(126, 90);

  it("is want of capital, then of holdings, then of a covariance, then of loadings", () => {
    const unknown = bookOf({ NONE: 1 });
    expect(bookAbsence({ ...unknown, nav: 0 }, none)).toEqual({ reason: "NONPOSITIVE_CAPITAL" });
    expect(bookAbsence(bookOf({}), none)).toEqual({ reason: "NO_HOLDINGS" });
    expect(bookAbsence(unknown, none)).toEqual(none);
    expect(bookAbsence(unknown, model)).toEqual({ reason: "NO_LOADING" });
    expect(bookAbsence(bookOf({ A: 1 }), model)).toBeNull();
  });
});

describe("factorBook", () => {
  it("adds weights times loadings to exposures", () => {
    const { exposures } = bookOf({ A: 0.6, B: -0.2 });
    for (const [k, a] of A.entries()) expect(exposures[k]).toBeCloseTo(0.6 * a - 0.2 * B[k]!, 15);
  });

  it("has the specific variance of each symbol beside its loadings", () => {
    const values = loadings.values.slice();
    values[rows.get("B")! * LOADING_WIDTH + JOINT_COLUMNS.specificVariance] = 4e-4;
    const book = factorBook(weightsOf({ B: 1 }), { ...loadings, values }, rows, SESSION);
    expect([...book.specificVariances]).toEqual([4e-4]);
  });

  it("covers nothing private, unpriced, without a delta or without all seven loadings", () => {
    const more: readonly LotValue[] = [
      { symbol: "A", kind: "private", marketValue: 0.1, priced: true },
      { symbol: "B", kind: "market", marketValue: 0.05, priced: false },
      { symbol: "A241220C00100000", kind: "option", marketValue: -0.02, priced: true },
      { symbol: "USD", kind: "cash", marketValue: 0.3, priced: true },
    ];
    const book = bookOf({ A: 0.4, HALF: 0.03, NONE: 0.04 }, more);
    expect(book.coveredCount).toBe(1);
    expect(book.coveredWeight).toBeCloseTo(0.4, 15);
    expect(book.uncoveredWeight).toBeCloseTo(0.24, 15);
    expect([...book.exposures]).toEqual(A.map((a) => 0.4 * a));
  });

  it("has no loadings at a session outside the block", () => {
    expect(() => factorBook(weightsOf({ A: 1 }), loadings, rows, SESSION + 1)).toThrow(RangeError);
  });

  it("moves an option by its underlying even where that has no weight", () => {
    const holdings = { ...weightsOf({ A: 0 }), options: [optionOn("A"), optionOn("B"), optionOn("NONE")] };
    const { optionLoadings } = factorBook(holdings, loadings, rows, SESSION);
    expect([...optionLoadings.subarray(0, 7)]).toEqual(A);
    expect([...optionLoadings.subarray(7, 14)]).toEqual(B);
    expect(optionLoadings.subarray(14).every(Number.isNaN)).toBe(true);
  });

  it("does not move an option whose underlying is held without a price", () => {
    const lots: readonly LotValue[] = [{ symbol: "A", kind: "market", marketValue: 1, priced: false }];
    const holdings = { ...netLots(lots, 1), options: [optionOn("A")] };
    expect(factorBook(holdings, loadings, rows, SESSION).optionLoadings.every(Number.isNaN)).toBe(true);
  });
});
