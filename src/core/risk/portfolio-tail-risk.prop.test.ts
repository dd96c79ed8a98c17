import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import {
  FIRST_ORDINAL,
  goldenReturns,
  LAST_ORDINAL,
  riskInputs,
  weightsOf,
} from "#test/golden/risk/market.ts";
import { portfolioTailRisk, portfolioTailRiskAt } from "./portfolio-tail-risk.ts";
import { componentValueAtRisk, shortfallComponents } from "./tail-components.ts";
import { TAIL_RISK_COLUMNS, TAIL_RISK_WIDTH, type TailRiskColumn, tailRiskColumn } from "./value-at-risk.ts";

const returns = goldenReturns();
/** Arbitrary loadings that differ by symbol, session and column. */
const loadings = {
  symbols: returns.symbols,
  firstOrdinal: FIRST_ORDINAL,
  sessionCount: returns.sessionCount,
  values: Float64Array.from(
    { length: returns.symbols.length * returns.sessionCount * LOADING_WIDTH },
    (_, i) => Math.sin(i * 0.7) * 1.5,
  ),
};
const inputs = riskInputs(returns, loadings);
const session = fc.integer({ min: LAST_ORDINAL - 19, max: LAST_ORDINAL });
const weight = fc.double({ min: -1, max: 1, noNaN: true }).filter((w) => Math.abs(w) > 1e-3);
/** Books in which the symbols with gaps weigh so little that most sessions count. */
const book = fc.record({
  AAA: weight,
  EEE: weight,
  SPY: weight,
  CCC: weight.map((w) => w * 0.02),
  DDD: weight.map((w) => w * 0.02),
});

/** Signs turn with a negative factor, so figures of the lower tail are compared for positive ones only. */
const SCALING = TAIL_RISK_COLUMNS.filter((column) => column !== "observations");

describe("portfolio tail risk", () => {
  it("has the same bits in every range, and does not look ahead", () => {
    fc.assert(
      fc.property(book, session, session, (weights, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const path = Array.from({ length: to - from + 1 }, () => weightsOf(weights));
        const { values } = portfolioTailRisk(path, inputs, from);
        const alone = portfolioTailRiskAt(weightsOf(weights), inputs, to);
        expect(values.slice(-TAIL_RISK_WIDTH)).toEqual(alone);
        const column = to + 1 - FIRST_ORDINAL;
        const later = returns.values.map((r, i) => (i % returns.sessionCount >= column ? 0.3 : r));
        const changed = { ...inputs, returns: { ...returns, values: later } };
        expect(portfolioTailRiskAt(weightsOf(weights), changed, to)).toEqual(alone);
      }),
      { numRuns: 30 },
    );
  });

  it("doubles with the weights, to the last bit", () => {
    fc.assert(
      fc.property(book, session, (weights, ordinal) => {
        const doubled = Object.fromEntries(Object.entries(weights).map(([symbol, w]) => [symbol, 2 * w]));
        const row = portfolioTailRiskAt(weightsOf(weights), inputs, ordinal);
        const doubledRow = portfolioTailRiskAt(weightsOf(doubled), inputs, ordinal);
        const value = (own: Float64Array, column: TailRiskColumn) => own[tailRiskColumn(column)]!;
        for (const column of SCALING) expect(value(doubledRow, column)).toBe(2 * value(row, column));
      }),
      { numRuns: 50 },
    );
  });

  it("has expected shortfalls no smaller than the values at risk, and larger ones further out", () => {
    fc.assert(
      fc.property(book, session, (weights, ordinal) => {
        const row = portfolioTailRiskAt(weightsOf(weights), inputs, ordinal);
        const value = (column: TailRiskColumn) => row[tailRiskColumn(column)]!;
        for (const method of ["fhs", "hist", "gaussian"] as const) {
          for (const level of [95, 99] as const) {
            expect(value(`${method}_es_${level}`)).toBeGreaterThanOrEqual(value(`${method}_var_${level}`));
          }
          expect(value(`${method}_var_99`)).toBeGreaterThanOrEqual(value(`${method}_var_95`));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("comes from its holdings: the components add up to the expected shortfall", () => {
    fc.assert(
      fc.property(book, session, (weights, ordinal) => {
        const holdings = weightsOf(weights);
        const row = portfolioTailRiskAt(holdings, inputs, ordinal);
        const levels = shortfallComponents(holdings, inputs, ordinal);
        if (isNoEstimate(levels)) throw new Error("no estimate");
        for (const { level, components } of levels) {
          const shortfall = row[tailRiskColumn(`fhs_es_${level}`)]!;
          const sum = components.reduce((total, component) => total + component, 0);
          expect(Math.abs(sum - shortfall)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("shortfallComponents", () => {
  it("count the scenario that is the value at risk itself", () => {
    // Of 501 returns the type-7 quantile at 5 % is the 26th.
    const sessions = 501;
    const values = Float64Array.from(
      returns.symbols.flatMap((_, row) => [
        ...returns.values.subarray(
          (row + 1) * returns.sessionCount - sessions,
          (row + 1) * returns.sessionCount,
        ),
      ]),
    );
    const cut = { ...returns, firstOrdinal: LAST_ORDINAL - sessions + 1, sessionCount: sessions, values };
    const short = riskInputs(cut, loadings);
    const levels = shortfallComponents(weightsOf({ AAA: 1 }), short, LAST_ORDINAL);
    if (isNoEstimate(levels)) throw new Error("no estimate");
    expect(levels.map(({ tailSessions }) => tailSessions)).toEqual([26, 6]);
    const row = portfolioTailRiskAt(weightsOf({ AAA: 1 }), short, LAST_ORDINAL);
    expect(levels[0]!.components[0]!).toBeCloseTo(row[tailRiskColumn("fhs_es_95")]!, 14);
  });

  it("have no estimate where too few past sessions count", () => {
    expect(shortfallComponents(weightsOf({ BBB: 1 }), inputs, LAST_ORDINAL)).toEqual({
      reason: "TOO_FEW_OBSERVATIONS",
      needed: 252,
      got: 180,
    });
  });
});

describe("componentValueAtRisk", () => {
  it("shares the value at risk out as the variance is, and has none without a share", () => {
    expect([...componentValueAtRisk(Float64Array.of(0.75, 0.5, -0.25, Number.NaN), 0.02)]).toEqual([
      0.015,
      0.01,
      -0.005,
      Number.NaN,
    ]);
  });
});
