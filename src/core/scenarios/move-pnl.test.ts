import { describe, expect, it } from "vitest";
import { netLots } from "#core/risk/symbol-weights.ts";
import { weightsOf } from "#test/golden/risk/market.ts";
import { goldenBook } from "#test/golden/stress/answers.ts";
import { putOn } from "#test/golden/stress/put-on.ts";
import { type FactorMove, movePnl } from "./move-pnl.ts";

const STILL: FactorMove = { factorReturns: new Float64Array(7), impliedVolatility: null, yieldChange: null };
const FALL: FactorMove = { ...STILL, factorReturns: Float64Array.of(-0.3, 0, 0, 0, 0, 0, 0) };
const withPut = (underlying: string) =>
  goldenBook({ ...weightsOf({ AAA: 0.5 }), options: [putOn(underlying, 0.01)] });

describe("movePnl", () => {
  it("gives an option nothing where nothing moves", () => {
    expect(movePnl(withPut("AAA"), STILL)).toMatchObject({ pnl: 0, convexity: 0 });
  });

  it("gives a long put a gain beside its delta when its underlying falls", () => {
    const { pnl, byFactor, byOption, convexity } = movePnl(withPut("AAA"), FALL);
    expect(convexity).toBeGreaterThan(0);
    expect([...byOption]).toEqual([convexity]);
    expect(pnl).toBe(byFactor.reduce((sum, part) => sum + part, 0) + convexity);
  });

  it("moves an option whose underlying has no loadings by volatility and rate only", () => {
    const book = withPut("ZZZ");
    expect(movePnl(book, FALL).convexity).toBe(0);
    expect(movePnl(book, { ...STILL, impliedVolatility: 0.5 }).convexity).toBeGreaterThan(0);
    expect(movePnl(book, { ...STILL, yieldChange: 100 }).convexity).toBeLessThan(0);
  });

  it("has no convexity where NAV is not positive", () => {
    const lots = [{ symbol: "AAA", kind: "market", marketValue: 1, priced: true }] as const;
    const book = goldenBook({ ...netLots(lots, -1), options: [putOn("AAA", 0.01)] });
    expect(movePnl(book, FALL)).toMatchObject({ pnl: Number.NaN, convexity: Number.NaN });
  });
});
