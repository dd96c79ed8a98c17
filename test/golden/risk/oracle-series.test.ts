import { beforeAll, describe, expect, it } from "vitest";
import { correlationMatrix, pairIndex } from "#core/risk/correlation.ts";
import { ewmaVolatility, realizedVolatility } from "#core/risk/volatility.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { ORACLE_FIRST_ORDINAL, oracleReturns, oracleRows } from "./oracle.ts";

/** Relative error, with the absolute one for answers that are undefined on neither or only one side. */
function worstError(
  pairs: Iterable<readonly [number, string]>,
  relative: boolean,
): { worst: number; n: number } {
  let worst = 0;
  let n = 0;
  for (const [actual, text] of pairs) {
    n++;
    if (text === "") {
      if (!Number.isNaN(actual)) worst = Number.POSITIVE_INFINITY;
      continue;
    }
    const error = Math.abs(actual - Number(text)) / (relative ? Math.abs(Number(text)) : 1);
    worst = error <= worst ? worst : Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }
  return { worst, n };
}

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData).each(["synthetic", "eustock"])("volatility of the oracle's %s set", (set) => {
  let rows: ReturnType<typeof oracleRows>;
  let seriesOf: (symbol: string) => Float64Array;
  let endOf: (row: Readonly<Record<string, string>>) => number;

  beforeAll(() => {
    const { returns, ordinalOf } = oracleReturns(set);
    rows = oracleRows(set, "vol.csv");
    seriesOf = (symbol) => {
      const start = returns.symbols.indexOf(symbol) * returns.sessionCount;
      return returns.values.subarray(start, start + returns.sessionCount);
    };
    endOf = (row) => ordinalOf.get(row.date!)! - ORACLE_FIRST_ORDINAL;
  });

  it.each([21, 63, 252])("realised over %i sessions agrees to 1e-12 relative", (window) => {
    const { worst, n } = worstError(
      rows.map(
        (row) =>
          [realizedVolatility(seriesOf(row.symbol!), endOf(row), window), row[`vol_${window}`]!] as const,
      ),
      true,
    );
    expect(n).toBeGreaterThan(1_000);
    expect(worst).toBeLessThan(1e-12);
  });

  it("EWMA over 504 returns agrees with the whole history's to 1e-12 relative, the cut being 3e-14", () => {
    const { worst } = worstError(
      rows.map((row) => [ewmaVolatility(seriesOf(row.symbol!), endOf(row)), row.ewma94!] as const),
      true,
    );
    expect(worst).toBeLessThan(1e-12);
  });
});

describe.skipIf(!hasSharedData).each(["synthetic", "eustock"])(
  "correlations of the oracle's %s set",
  (set) => {
    it("agree to 1e-12 with the same number of observations", () => {
      const { returns, ordinalOf } = oracleReturns(set);
      const matrices = new Map<string, ReturnType<typeof correlationMatrix>>();
      const { worst, n } = worstError(
        oracleRows(set, "corr_pairs.csv").map((row) => {
          const key = `${row.date}/${row.window}`;
          const matrix =
            matrices.get(key) ??
            correlationMatrix(returns.symbols, returns, ordinalOf.get(row.date!)!, Number(row.window));
          matrices.set(key, matrix);
          const pair = pairIndex(matrix.symbols.indexOf(row.a!), matrix.symbols.indexOf(row.b!));
          expect(matrix.observations[pair]).toBe(Number(row.n));
          return [matrix.correlations[pair]!, row.rho!] as const;
        }),
        false,
      );
      expect(n).toBeGreaterThan(50);
      expect(worst).toBeLessThan(1e-12);
    });
  },
);
