import { describe, expect, it } from "vitest";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { type FactorReturns, factorReturnsOf } from "./factor-returns.ts";
import { FACTOR_PROXIES } from "./factor-table.ts";
import { LOADING_WIDTH, loadingColumn } from "./loading-columns.ts";
import { loadingAt } from "./loading-row.ts";
import { estimateLoadings, estimatePlanned, planLoadings } from "./symbol-loadings.ts";

const FIRST = 1_000;
const SESSIONS = 520;
const LAST = FIRST + SESSIONS - 1;
/** A year whose windows and anchors are all inside the data. */
const FROM = LAST - 140;

/** A seeded market whose symbols cover every path: full, with holes, new, gone, halted, with a bad tick, a copy. */
function market(): ReturnMatrix {
  const random = uniform(12345);
  const noise = () => (random() + random() + random() + random() - 2) * 0.01;
  const common = Array.from({ length: SESSIONS }, noise);
  const series = (beta: number, size = 1) => common.map((r) => beta * r + size * noise());
  const rows = new Map<string, number[]>(
    FACTOR_PROXIES.map((proxy, i) => [proxy, series(0.8 + i / 20, 0.5)]),
  );
  const edited = (edit: (value: number, t: number) => number) => series(1).map(edit);
  rows.set("FULL", series(1.2));
  rows.set(
    "HOLES",
    edited((r, t) => ((t * 7919) % 13 === 0 ? Number.NaN : r)),
  );
  rows.set(
    "ONE_HOLE",
    edited((r, t) => (t === SESSIONS - 60 ? Number.NaN : r)),
  );
  rows.set(
    "NEW",
    edited((r, t) => (t < 250 ? Number.NaN : r)),
  );
  rows.set(
    "GONE",
    edited((r, t) => (t > SESSIONS - 50 ? Number.NaN : r)),
  );
  rows.set(
    "HALTED",
    edited((r, t) => (t > 300 ? 0 : r)),
  );
  rows.set(
    "BAD_TICK",
    edited((r, t) => (t === SESSIONS - 200 ? 1e4 : t === SESSIONS - 100 ? 9 : r)),
  );
  rows.set("COPY", [...rows.get("SPY")!]);
  return {
    symbols: [...rows.keys()],
    firstOrdinal: FIRST,
    sessionCount: SESSIONS,
    values: Float64Array.from([...rows.values()].flat()),
  };
}

/** The sessions `first` … `last` of some symbols' rows. */
function cut(
  matrix: ReturnMatrix,
  first: number,
  last: number,
  symbols: readonly string[] = matrix.symbols,
): ReturnMatrix {
  const sessionCount = last - first + 1;
  const values = new Float64Array(symbols.length * sessionCount);
  for (const [i, symbol] of symbols.entries()) {
    const start = matrix.symbols.indexOf(symbol) * matrix.sessionCount + first - matrix.firstOrdinal;
    values.set(matrix.values.subarray(start, start + sessionCount), i * sessionCount);
  }
  return { symbols, firstOrdinal: first, sessionCount, values };
}

function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function holed(matrix: ReturnMatrix, symbol: string, ordinals: readonly number[]): ReturnMatrix {
  const values = matrix.values.slice();
  const start = matrix.symbols.indexOf(symbol) * matrix.sessionCount - matrix.firstOrdinal;
  for (const ordinal of ordinals) values[start + ordinal] = Number.NaN;
  return { ...matrix, values };
}

function bits(row: Float64Array): string {
  return [...new BigUint64Array(row.slice().buffer)].join();
}

/** Loadings at one session computed alone, for every symbol. */
function alone(returns: ReturnMatrix, factors: FactorReturns, ordinal: number): Float64Array {
  return estimateLoadings(returns, factors, ordinal, ordinal).values;
}

const plain = market();
const markets = [
  { name: "with complete factors", returns: plain },
  { name: "with a hole in a proxy", returns: holed(plain, "QUAL", [LAST - 90]) },
  {
    name: "with a proxy that stands still",
    returns: {
      ...plain,
      values: plain.values.map((r, i) => (Math.floor(i / SESSIONS) === 1 && i % SESSIONS > 300 ? 0 : r)),
    },
  },
];

describe.each(markets)("loadings $name", ({ returns }) => {
  const factors = factorReturnsOf(returns);
  const block = estimateLoadings(returns, factors, FROM, LAST);
  const row = (symbol: string, ordinal: number) => bits(loadingAt(block, symbol, ordinal));
  const sessions = [FROM, FROM + 1, FROM + 23, FROM + 64, LAST - 60, LAST - 59, LAST - 1, LAST];

  it("are the same to the last bit for any range", () => {
    for (const from of [FROM + 1, FROM + 37, FROM + 65])
      for (const to of [FROM + 70, LAST]) {
        const other = estimateLoadings(returns, factors, from, to);
        for (const symbol of returns.symbols)
          for (let t = from; t <= to; t++) expect(bits(loadingAt(other, symbol, t))).toBe(row(symbol, t));
      }
  });

  it("are the same to the last bit for a session computed alone", () => {
    for (const ordinal of sessions) {
      const values = alone(returns, factors, ordinal);
      for (const [i, symbol] of returns.symbols.entries())
        expect(bits(values.subarray(i * LOADING_WIDTH, (i + 1) * LOADING_WIDTH))).toBe(row(symbol, ordinal));
    }
  });

  it("do not depend on the other symbols or their order", () => {
    for (const symbols of [["HOLES"], [...returns.symbols].reverse()]) {
      const other = estimateLoadings(cut(returns, FIRST, LAST, symbols), factors, FROM, LAST);
      for (const symbol of symbols)
        for (const t of sessions) expect(bits(loadingAt(other, symbol, t))).toBe(row(symbol, t));
    }
  });

  it("do not depend on history before the longest window and 63 sessions", () => {
    for (const ordinal of sessions) {
      const short = cut(returns, ordinal - 252 - 62, LAST);
      const values = alone(short, factorReturnsOf(short), ordinal);
      for (const [i, symbol] of returns.symbols.entries())
        expect(bits(values.subarray(i * LOADING_WIDTH, (i + 1) * LOADING_WIDTH))).toBe(row(symbol, ordinal));
    }
  });

  it("do not look at anything after their session", () => {
    for (const ordinal of sessions) {
      const past = cut(returns, FIRST, ordinal);
      const values = alone(past, factorReturnsOf(past), ordinal);
      for (const [i, symbol] of returns.symbols.entries())
        expect(bits(values.subarray(i * LOADING_WIDTH, (i + 1) * LOADING_WIDTH))).toBe(row(symbol, ordinal));
    }
  });

  it("do not depend on where the factors' own series begins", () => {
    const shifted = factorReturnsOf(cut(returns, FIRST + 50, LAST));
    const other = estimateLoadings(returns, shifted, FROM, LAST);
    expect(bits(other.values)).toBe(bits(block.values));
  });

  it("come in blocks of symbols from one plan as they come all at once", () => {
    const plan = planLoadings(factors, FROM, LAST);
    const half = Math.floor(returns.symbols.length / 2);
    const parts = [returns.symbols.slice(0, half), returns.symbols.slice(half)].map(
      (symbols) => estimatePlanned(cut(returns, FIRST, LAST, symbols), plan).values,
    );
    expect(parts.map(bits).join()).toBe(bits(block.values));
  });
});

describe("a buffer for the result", () => {
  const plan = planLoadings(factorReturnsOf(plain), FROM, LAST);
  const { values } = estimatePlanned(plain, plan);

  it("is written in every element, whatever it held", () => {
    const buffer = new Float64Array(values.length + 1).fill(7);
    const reused = estimatePlanned(plain, plan, buffer).values;
    expect(reused.buffer).toBe(buffer.buffer);
    expect(bits(reused)).toBe(bits(values));
  });

  it("is left alone when too short", () => {
    const buffer = new Float64Array(values.length - 1).fill(7);
    expect(bits(estimatePlanned(plain, plan, buffer).values)).toBe(bits(values));
    expect(buffer.every((value) => value === 7)).toBe(true);
  });
});

describe("rolled loadings", () => {
  it("equal the two-pass computation of each window to 1e-12 of the beta, after every kind of return", () => {
    const factors = factorReturnsOf(plain);
    const rolled = estimateLoadings(plain, factors, FROM, LAST);
    // A hole just before a window, but after its anchor's, sends the same window down the direct path.
    for (const symbol of ["FULL", "BAD_TICK", "HALTED", "COPY"])
      for (const [column, window] of [
        ["market_beta", 90],
        ["spread_size_beta", 180],
      ] as const)
        for (let t = FROM; t <= LAST; t++) {
          if (t % 64 === 0) continue;
          const gap = holed(plain, symbol, [t - window]);
          const direct = loadingAt(estimateLoadings(gap, factors, t, t), symbol, t)[loadingColumn(column)]!;
          const beta = loadingAt(rolled, symbol, t)[loadingColumn(column)]!;
          expect(Math.abs(beta - direct)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(direct), 1));
        }
  });

  it("give a copy of the market beta 1 and a standard error of nothing", () => {
    const row = loadingAt(estimateLoadings(plain, factorReturnsOf(plain), LAST, LAST), "COPY", LAST);
    expect(Math.abs(row[loadingColumn("market_beta")]! - 1)).toBeLessThan(1e-15);
    expect(row[loadingColumn("market_std_error")]!).toBeLessThan(1e-15);
    expect(row[loadingColumn("market_r_squared")]).toBe(1);
  });

  it("halve when the symbol's returns halve", () => {
    const factors = factorReturnsOf(plain);
    const halved = { ...plain, values: plain.values.map((r) => r / 2) };
    const full = loadingAt(estimateLoadings(plain, factors, LAST, LAST), "FULL", LAST);
    const half = loadingAt(estimateLoadings(halved, factors, LAST, LAST), "FULL", LAST);
    for (const column of ["market_beta", "ridge_value", "spread_size_beta", "joint_rates"])
      expect(half[loadingColumn(column)]).toBe(full[loadingColumn(column)]! / 2);
  });
});

describe("loadings without enough returns", () => {
  it("are missing but for the number of observations", () => {
    const row = loadingAt(
      estimateLoadings(plain, factorReturnsOf(plain), FIRST + 10, FIRST + 10),
      "FULL",
      FIRST + 10,
    );
    expect(row[loadingColumn("market_observations")]).toBe(11);
    expect(row[loadingColumn("joint_observations")]).toBe(11);
    expect([...row].filter((value) => !Number.isNaN(value))).toHaveLength(8);
  });

  it("are missing but for the observations where a factor has no proxy", () => {
    const without = cut(
      plain,
      FIRST,
      LAST,
      plain.symbols.filter((symbol) => symbol !== "QUAL"),
    );
    const row = loadingAt(estimateLoadings(without, factorReturnsOf(without), LAST, LAST), "FULL", LAST);
    expect(row[loadingColumn("ridge_observations")]).toBe(0);
    expect(row[loadingColumn("ridge_value")]).toBeNaN();
    expect(row[loadingColumn("market_observations")]).toBe(90);
    expect(row[loadingColumn("market_beta")]).toBeGreaterThan(0);
  });
});

describe("nearly collinear joint factors", () => {
  it("leave out a factor that repeats another and keep the fit of the rest", () => {
    // With VTV standing still and VUG equal to it, growth minus value does not move.
    const values = plain.values.slice();
    const [value, growth] = ["VTV", "VUG"].map((symbol) => plain.symbols.indexOf(symbol) * SESSIONS);
    for (let t = 0; t < SESSIONS; t++) values[growth! + t] = values[value! + t]!;
    const returns = { ...plain, values };
    const row = loadingAt(estimateLoadings(returns, factorReturnsOf(returns), LAST, LAST), "FULL", LAST);
    expect(row[loadingColumn("joint_growth_value")]).toBeNaN();
    expect(row[loadingColumn("joint_market")]).toBeGreaterThan(0);
    expect(row[loadingColumn("joint_specific_variance")]).toBeGreaterThan(0);
    expect(row[loadingColumn("joint_observations")]).toBe(252);
  });
});
