import { describe, expect, test } from "vitest";
import { evidenceOf } from "#test/support/explain-evidence.ts";
import { explainNumber } from "../explain-number.ts";
import { givenBy } from "../given.ts";
import { constantInput, numberInput, seriesInput } from "../inputs.ts";

// Each rule with inputs so small that a reader can work the answer out: what a reproduction makes of them is compared
// with that, not with what a run computes.

const evidence = evidenceOf();
const source = { kind: "constant" } as const;
const stated = { about: "", unit: "ratio" } as const;

type Small = number | string | Readonly<Record<string, number>> | readonly number[];

/** What the rule of a number makes of these inputs, given by name: a number, a text, values by label, or prices. */
function reproduced(key: string, inputs: Readonly<Record<string, Small>>): number {
  const given = Object.entries(inputs).map(([name, value]) => {
    if (typeof value === "number") return numberInput(name, value, source, stated);
    if (typeof value === "string")
      return { kind: "text", name, about: "", unit: "text", source, session: null, value } as const;
    const entries = Array.isArray(value)
      ? value.map((one: number, t) => [`t${t}`, one] as const)
      : Object.entries(value);
    return seriesInput(name, "holding", entries, source, stated);
  });
  return explainNumber(key, evidence)!.reasoning.reproduce(givenBy(given));
}

/** Prices whose simple returns are these. */
function prices(...returns: readonly number[]): readonly number[] {
  let price = 100;
  return [100, ...returns.map((r) => (price *= 1 + r))];
}

describe("the ledger", () => {
  test("cash is equity and flows, less what was paid, plus what came back", () => {
    const cash = { E: 1000, F: { in: 50 }, m: { a: 1, o: 100 }, q0: { a: 10, o: 1 }, p0: { a: 20, o: 3 } };
    const ended = { m1: { a: 1 }, q1: { a: 10 }, p1: { a: 22 }, D: { a: 4 } };
    expect(reproduced("snapshots/cash", { ...cash, ...ended })).toBe(1000 + 50 - 200 - 300 + 220 + 4);
  });

  test("NAV is cash and values; exposures take their sign", () => {
    const V = { a: 30, b: -12, c: 5 };
    expect(reproduced("snapshots/nav", { cash: -10, V })).toBe(13);
    expect(reproduced("snapshots/long_exposure", { V })).toBe(35);
    expect(reproduced("snapshots/short_exposure", { V })).toBe(-12);
  });

  test("a return is over the capital at work, and none without capital", () => {
    expect(reproduced("snapshots/daily_return", { "P&L": 6, "NAV₋₁": 100, F: 20 })).toBe(0.05);
    expect(reproduced("snapshots/daily_return", { "P&L": 6, "NAV₋₁": -30, F: 20 })).toBeNaN();
    expect(reproduced("snapshots/cumulative_return", { r: [0.1, -0.5, 1] })).toBeCloseTo(0.1, 15);
  });
});

describe("a lot", () => {
  const life = { entered: "2025-01-06", ended: "", today: "2025-06-30" };

  test("stated after a 2:1 split it was half as many before, and twice the price", () => {
    const lot = { ...life, Q: 100, u: [2], s: [2] };
    expect(reproduced("positions/split/quantity", lot)).toBe(100);
    expect(reproduced("positions/split/quantity", { ...lot, s: [] })).toBe(50);
    expect(reproduced("positions/split/cost_basis", { ...lot, p0: 30, u0: [2], m: 1 })).toBe(3000);
  });

  test("is not held before its entry, nor from its end on", () => {
    const lot = { ...life, Q: 100, u: [], s: [] };
    expect(reproduced("positions/split/quantity", { ...lot, today: "2025-01-03" })).toBe(0);
    expect(reproduced("positions/split/quantity", { ...lot, ended: "2025-06-30" })).toBe(0);
    expect(reproduced("positions/split/quantity", { ...lot, ended: "2025-07-01" })).toBe(100);
  });

  test("sold it has gained the difference", () => {
    const sold = { ...life, ended: "2025-06-02", Q: 10, u: [], s: [], p0: 5, u0: [], m: 1, x: 7, ux: [] };
    expect(reproduced("positions/gone/realized_pnl", sold)).toBe(20);
  });

  test("a call at the money with a year to go is worth 10.4506 at 20 % and 5 %", () => {
    // Hull, Options, Futures, and Other Derivatives: S = K = 100; the price that implies 20 % is the entry price.
    const y = (100 * (1 - Math.exp((-0.05 * 91) / 365)) * 360) / 91;
    const atEntry = { p0: 10.450583572185565, u0: [], S0: 100, days0: 365, y0: y, D0: [] };
    const state = { type: "CALL", K: 100, uK: [], sK: [], S: 100, days: 365, y, D: [] };
    const inputs = { ...state, "volatility from": "its entry price", ...atEntry };
    expect(reproduced("positions/modelled/price", inputs)).toBeCloseTo(10.450583572185565, 10);
    const held = { entered: "2025-01-06", ended: "", today: "2025-06-30", ...inputs };
    expect(reproduced("positions/modelled/delta", held)).toBeCloseTo(0.6368306511756191, 10);
    expect(reproduced("positions/modelled/vega", held)).toBeCloseTo(37.52403469169379, 8);
  });
});

describe("exposures and loadings", () => {
  test("an exposure is Σ w·b of the holdings that have a loading, coverage their share", () => {
    const inputs = { w: { a: 0.5, b: -0.25, c: 0.25 }, "b[market]": { a: 1.2, b: 0.8, c: Number.NaN } };
    expect(reproduced("factors/market/exposure", inputs)).toBeCloseTo(0.4, 15);
    expect(reproduced("factors/market/coverage", inputs)).toBe(0.75);
  });

  test("a market beta is the slope of the line through the returns", () => {
    // y = 0.01 + 2x exactly.
    const x = [0.01, -0.02, 0.03, 0];
    const y = x.map((value) => 0.01 + 2 * value);
    const inputs = { "P[AAA]": prices(...y), "P[SPY]": prices(...x), least: 3 };
    expect(reproduced("loadings/AAA/market_beta", inputs)).toBeCloseTo(2, 12);
    expect(reproduced("loadings/AAA/market_alpha", inputs)).toBeCloseTo(0.01, 14);
    expect(reproduced("loadings/AAA/market_r_squared", inputs)).toBeCloseTo(1, 12);
    expect(reproduced("loadings/AAA/market_observations", inputs)).toBe(4);
    expect(reproduced("loadings/AAA/market_beta", { ...inputs, least: 5 })).toBeNaN();
  });

  test("a return missing on one side is left out", () => {
    const gap = [100, Number.NaN, 110, 121, 121, 133.1];
    const inputs = { "P[AAA]": gap, "P[SPY]": prices(0, 0, 0.1, 0, 0.1), least: 3 };
    expect(reproduced("loadings/AAA/market_observations", inputs)).toBe(3);
    expect(reproduced("loadings/AAA/market_beta", inputs)).toBeCloseTo(1, 12);
  });

  test("an option adds its delta exposure to the weight of its underlying", () => {
    expect(reproduced("holdings/AAA/weight", { V: { a: 30 }, X: { o: -10 }, NAV: 80 })).toBe(0.25);
  });
});

describe("risk of the book", () => {
  test("a past session counts by the weights of today, where enough of the book has a return", () => {
    const book = { w: { A: 0.6, B: 0.4 }, c: 0.95, T: 3 };
    const inputs = { ...book, "P[A]": prices(0.1, 0.2, 0), "P[B]": [100, 100, 100, Number.NaN] };
    expect(reproduced("volatility/observations", inputs)).toBe(2);
    const half = { ...inputs, c: 0.5 };
    expect(reproduced("volatility/observations", half)).toBe(3);
    expect(reproduced("volatility/proxied", half)).toBe(1);
  });

  test("value at risk of 252 returns is their quantile", () => {
    // −0.01·k/252 for k = 1 … 252: the 5 % quantile of type 7 lies 12.55 places above the lowest.
    const returns = Array.from({ length: 252 }, (_, k) => (-0.01 * (k + 1)) / 252);
    const inputs = { w: { A: 1 }, c: 0.95, T: 252, p: 0.05, "P[A]": prices(...returns) };
    expect(reproduced("risk-metrics/hist_var_95", inputs)).toBeCloseTo((0.01 * (252 - 12.55)) / 252, 12);
    expect(reproduced("risk-metrics/tail_observations", inputs)).toBe(252);
  });

  test("the largest drawdown is the deepest fall from a peak", () => {
    expect(reproduced("risk-metrics/max_drawdown", { r: [0.25, -0.2, -0.5, 1] })).toBeCloseTo(-0.6, 15);
    expect(reproduced("risk-metrics/current_drawdown", { r: [0.25, -0.2, -0.5, 1] })).toBeCloseTo(-0.2, 15);
  });

  test("two holdings that move together have correlation 1, against each other −1", () => {
    const least = 3;
    const together = { "P[AAA]": prices(0.01, -0.02, 0.03), "P[CCC]": prices(0.02, -0.04, 0.06), least };
    expect(reproduced("correlations/90/AAA/CCC", together)).toBeCloseTo(1, 12);
    const apart = { ...together, "P[CCC]": prices(-0.01, 0.02, -0.03) };
    expect(reproduced("correlations/90/AAA/CCC", apart)).toBeCloseTo(-1, 12);
  });

  test("HHI counts a holding once, however many lots it has", () => {
    const inputs = { "V[A]": { a1: 20, a2: 10 }, "V[B]": { b: -10 } };
    expect(reproduced("concentration/hhi", inputs)).toBeCloseTo(0.75 ** 2 + 0.25 ** 2, 15);
    expect(reproduced("concentration/top_3", inputs)).toBe(1);
  });
});

describe("stress", () => {
  test("a yield 100 basis points up moves TLT by duration and convexity", () => {
    const shock = { "basis points[Interest_Rate]": 100, D: 16.5, C: 360 };
    expect(reproduced("stress/rates_up_100bp/direct_moves/rates", shock)).toBeCloseTo(-0.147, 15);
  });

  test("an absolute shock of a style is taken over the market's", () => {
    const shock = { "absolute[Market]": -0.15, "absolute[Low Volatility]": -0.25 };
    expect(reproduced("stress/vix_spike_150/direct_moves/low_volatility", shock)).toBeCloseTo(-0.1, 15);
  });

  test("the parts by factor and the convexity of options add up", () => {
    const parts = { x: { market: -0.08, rates: 0.01 }, convexity: 0.005 };
    expect(reproduced("stress/market_down_10/direct_fraction", parts)).toBeCloseTo(-0.065, 15);
    expect(reproduced("stress/market_down_10/direct", { x: -0.065, NAV: 1000 })).toBeCloseTo(-65, 12);
  });
});

test("the median of an even number of volumes is the mean of the middle two", () => {
  const volumes = { v: [4, 0, 1, 3, Number.NaN, 2], least: 4 };
  expect(reproduced("symbol-metrics/AAA/median_volume_21", volumes)).toBe(2.5);
  expect(reproduced("symbol-metrics/AAA/median_volume_21", { ...volumes, least: 5 })).toBeNaN();
});

test("an input that is not listed cannot be used", () => {
  expect(() => reproduced("snapshots/nav", { cash: 1 })).toThrow(RangeError);
  expect(() => givenBy([constantInput("a", 1, "", "ratio"), constantInput("a", 2, "", "ratio")])).toThrow(
    "the same name",
  );
});
