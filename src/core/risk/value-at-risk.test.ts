import { describe, expect, it } from "vitest";
import { series } from "#test/golden/tail-risk/series.ts";
import { filteredSimulation } from "./filtered-simulation.ts";
import { cornishFisherVar } from "./tail-estimates.ts";
import {
  PRO_FORMA_SESSIONS,
  TAIL_RISK_COLUMNS,
  TAIL_RISK_WIDTH,
  type TailRiskColumn,
  tailRisk,
  tailRiskColumn,
} from "./value-at-risk.ts";

const returns = series(4_711, PRO_FORMA_SESSIONS);
const value = (row: Float64Array, column: TailRiskColumn) => row[tailRiskColumn(column)]!;
const present = (row: Float64Array) => TAIL_RISK_COLUMNS.filter((_, i) => !Number.isNaN(row[i]!));

describe("tailRisk", () => {
  it("reads 504 sessions and the 63 before them, nothing further back", () => {
    const longer = Float64Array.of(0.5, -0.5, ...returns);
    expect(tailRisk(longer)).toEqual(tailRisk(returns));
    expect(tailRisk(returns.with(0, 0.5))).not.toEqual(tailRisk(returns));
  });

  it("uses the seed for the filtered figures only", () => {
    const [row, other] = [tailRisk(returns), tailRisk(returns.with(0, 0.5))];
    const changed = TAIL_RISK_COLUMNS.filter((column) => value(row, column) !== value(other, column));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every((column) => column.startsWith("fhs") || column === "forecast_vol")).toBe(true);
  });

  it("has no estimate below 252 returns but says how many there are", () => {
    const few = tailRisk(returns.subarray(0, 251));
    expect(present(few)).toEqual(["observations"]);
    expect(value(few, "observations")).toBe(251);
    expect(present(tailRisk(returns.subarray(0, 252)))).toHaveLength(TAIL_RISK_WIDTH);
  });

  it("skips a gap without ageing what lies before it", () => {
    const window = returns.subarray(63);
    const gappy = Float64Array.of(
      ...window.subarray(3, 400),
      Number.NaN,
      Number.NaN,
      Number.NaN,
      ...window.subarray(400),
    );
    const shorter = tailRisk(gappy);
    expect(shorter).toEqual(tailRisk(window.subarray(3)));
  });

  it("is 0 for a book of cash, without a filtered or any other loss", () => {
    const row = tailRisk(new Float64Array(PRO_FORMA_SESSIONS));
    for (const column of [
      "fhs_var_95",
      "fhs_es_99",
      "hist_var_95",
      "hist_es_exact_99",
      "gaussian_es_95",
    ] as const) {
      expect(value(row, column)).toBe(0);
    }
  });

  it("has no filtered estimate where a return meets a variance of 0", () => {
    const row = tailRisk(new Float64Array(PRO_FORMA_SESSIONS).fill(-0.01, 300));
    expect(present(row).filter((column) => column.startsWith("fhs"))).toEqual([]);
    expect(value(row, "hist_var_95")).toBe(0.01);
  });

  it("counts all returns tied at the value at risk as its tail", () => {
    const tied = new Float64Array(PRO_FORMA_SESSIONS).fill(-0.01).fill(-0.04, 540, 545).fill(0.01, 0, 200);
    // Five returns of −4 % and 362 of −1 % lie at or below the quantile.
    expect(value(tailRisk(tied), "hist_es_95")).toBeCloseTo((5 * 0.04 + 362 * 0.01) / 367, 14);
  });
});

describe("filteredSimulation", () => {
  const window = returns.subarray(63);
  const meanSquare = (values: Float64Array) => values.reduce((sum, r) => sum + r * r, 0) / values.length;
  /** √(h_{T+1}/h_1) of the first scenario gives h_1 away. */
  const firstVariance = (values: Float64Array) => {
    const { scales, forecastVariance } = filteredSimulation(values, 504);
    return forecastVariance / scales[0]! ** 2;
  };

  it("starts from the mean square of the 63 returns before the window", () => {
    expect(firstVariance(returns)).toBeCloseTo(meanSquare(returns.subarray(0, 63)), 15);
  });

  it("makes up 63 from the window where fewer lie before it", () => {
    expect(firstVariance(window)).toBeCloseTo(meanSquare(window.subarray(0, 63)), 15);
    expect(firstVariance(returns.subarray(40))).toBeCloseTo(meanSquare(returns.subarray(40, 103)), 15);
    const gappy = returns.slice().fill(Number.NaN, 10, 30);
    const first63 = gappy.filter((r) => !Number.isNaN(r)).subarray(0, 63);
    expect(firstVariance(gappy)).toBeCloseTo(meanSquare(first63), 15);
  });

  it("scales a return to the variance forecast", () => {
    const calm = Float64Array.from(returns, (r, t) => (t < 500 ? r : r * 4));
    const { scenarios, scales, places } = filteredSimulation(calm, 504);
    expect(scenarios[0]).toBe(calm[places[0]!]! * scales[0]!);
    expect(scales[0]).toBeGreaterThan(2);
  });
});

describe("cornishFisherVar", () => {
  const moments = (skewness: number, excessKurtosis: number) => ({
    mean: 0,
    standardDeviation: 1,
    skewness,
    excessKurtosis,
  });

  it("is the normal one without skewness and excess kurtosis", () => {
    expect(cornishFisherVar(moments(0, 0), 0.05)).toBeCloseTo(1.644_853_626_951_472, 14);
  });

  it.each([
    [0, -0.01, false],
    [0, 8, true],
    [0, 8.01, false],
    [0.5, 0.3, false],
    [-0.5, 1.5, true],
    [2.6, 10, false],
  ])("with skewness %d and excess kurtosis %d: an estimate is %s", (s, k, exists) => {
    expect(Number.isNaN(cornishFisherVar(moments(s, k), 0.01))).toBe(!exists);
  });
});
