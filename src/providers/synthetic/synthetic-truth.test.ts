import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { SYNTHETIC_FACTORS } from "./market-paths.ts";
import { createSyntheticProvider } from "./synthetic-provider.ts";
import { type SyntheticTruth, syntheticTruth } from "./synthetic-truth.ts";

/**
 * Sessions without a scripted episode, long enough for narrow errors. The regime scales regressors and noise alike,
 * so a slope's standard error is about 1.28 times the classical one (the root of the fourth moment of the regime).
 */
const FROM = "2003-01-02";
const TO = "2008-06-30";
const REGIME_WIDENING = 1.28;
const STANDARD_ERRORS = 4.5;

const provider = createSyntheticProvider({ calendar: createTradingCalendar() });

async function returnsOf(symbol: string): Promise<Float64Array> {
  const result = await provider.fetchHistory({ symbol, from: FROM, to: TO }, new AbortController().signal);
  if (result.kind !== "history") throw new Error(result.kind);
  const { adjClose } = result.bars;
  return adjClose.slice(1).map((value, t) => value / adjClose[t]! - 1);
}

/** Slopes and classical standard errors of y on an intercept and the columns, by Gauss–Jordan on X′X. */
function ols(
  y: Float64Array,
  columns: readonly Float64Array[],
): { readonly slopes: number[]; readonly stdErrors: number[]; readonly residualVariance: number } {
  const x = [new Float64Array(y.length).fill(1), ...columns];
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, t) => sum + value * b[t]!, 0);
  const k = x.length;
  const rows = x.map((a, i) => [...x.map((b) => dot(a, b)), ...x.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < k; i++) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let j = 0; j < k; j++)
      if (j !== i) rows[j] = rows[j]!.map((value, c) => value - rows[j]![i]! * rows[i]![c]!);
  }
  const inverse = rows.map((row) => row.slice(k));
  const xy = x.map((a) => dot(a, y));
  const b = inverse.map((row) => row.reduce((sum, value, j) => sum + value * xy[j]!, 0));
  const residuals = y.map((value, t) => value - x.reduce((sum, a, i) => sum + b[i]! * a[t]!, 0));
  const residualVariance = dot(residuals, residuals) / (y.length - k);
  return {
    slopes: b.slice(1),
    stdErrors: inverse.map((row, i) => Math.sqrt(residualVariance * row[i]!)).slice(1),
    residualVariance,
  };
}

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, t) => value - b[t]!);

async function jointFactors(): Promise<Float64Array[]> {
  const [spy, vug, vtv, mtum, iwm, qual, usmv, tlt] = await Promise.all(
    ["SPY", "VUG", "VTV", "MTUM", "IWM", "QUAL", "USMV", "TLT"].map(returnsOf),
  );
  return [
    spy!,
    minus(vug!, vtv!),
    minus(mtum!, spy!),
    minus(iwm!, spy!),
    minus(qual!, spy!),
    minus(usmv!, spy!),
    tlt!,
  ];
}

function expectNear(estimate: number, truth: number, stdError: number): void {
  expect(Math.abs(estimate - truth)).toBeLessThanOrEqual(STANDARD_ERRORS * REGIME_WIDENING * stdError + 1e-9);
}

const SYMBOLS = ["VUG", "IEFA", "NEAIX", "XLV", "LQD", "IAU", "AAPL", "TSLA", "ACME", "QZXWX"];

describe("the true numbers of the synthetic market", () => {
  it.each(SYMBOLS)("%s: a joint regression finds the loadings", async (symbol) => {
    const { slopes, stdErrors } = ols(await returnsOf(symbol), await jointFactors());
    const truth = syntheticTruth(symbol).jointLoadings;
    for (const [k, { name }] of SYNTHETIC_FACTORS.entries())
      expectNear(slopes[k]!, truth[name], stdErrors[k]!);
  });

  it.each(SYMBOLS)("%s: the residuals have the specific volatility", async (symbol) => {
    const y = await returnsOf(symbol);
    const { residualVariance } = ols(y, await jointFactors());
    const truth = syntheticTruth(symbol).specificVol;
    // The regime's own sampling error dominates: about 20 independent knots, sd of its square about 0.8.
    expect(Math.sqrt(residualVariance * 252) / truth).toBeGreaterThan(0.75);
    expect(Math.sqrt(residualVariance * 252) / truth).toBeLessThan(1.3);
  });

  it.each([
    ["SPY", "marketBeta"],
    ["TLT", "ratesBeta"],
  ] as const)("a regression on %s alone finds %s", async (benchmark, field) => {
    const x = await returnsOf(benchmark);
    for (const symbol of SYMBOLS) {
      const { slopes, stdErrors } = ols(await returnsOf(symbol), [x]);
      expectNear(slopes[0]!, syntheticTruth(symbol)[field], stdErrors[0]!);
    }
  });

  it("are those of a plausible market", () => {
    const vol = (symbol: string): number => syntheticTruth(symbol).totalVol;
    expect(vol("SPY")).toBeCloseTo(0.16, 12);
    expect(vol("TLT")).toBeGreaterThan(0.13);
    expect(vol("TLT")).toBeLessThan(0.15);
    expect(vol("BIL")).toBeLessThan(0.005);
    expect(vol("VUG")).toBeGreaterThan(vol("VTV"));
    expect(vol("TSLA")).toBeGreaterThan(0.5);
    const beta = (symbol: string): number => syntheticTruth(symbol).marketBeta;
    expect([beta("USMV") < 0.8, beta("IWM") > 1.1, beta("LQD") < 0.2]).toEqual([true, true, true]);
  });

  it("do not depend on the seed", async () => {
    const other = createSyntheticProvider({ calendar: createTradingCalendar(), seed: 7 });
    const signal = new AbortController().signal;
    const request = { symbol: "ACME", from: "2024-01-02", to: "2024-12-31" };
    const [a, b] = [await provider.fetchHistory(request, signal), await other.fetchHistory(request, signal)];
    if (a.kind !== "history" || b.kind !== "history") throw new Error("no history");
    expect(a.bars.close).not.toEqual(b.bars.close);
    const profile = await other.fetchProfile?.("ACME", signal);
    const truth: SyntheticTruth = syntheticTruth("ACME");
    expect(profile).toMatchObject({ profile: { providerBeta: Math.round(truth.marketBeta * 100) / 100 } });
  });
});
