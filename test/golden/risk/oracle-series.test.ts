import { beforeAll, describe, expect, it } from "vitest";
import { correlationMatrix, pairIndex } from "#core/risk/correlation.ts";
import { ewmaVolatility, realizedVolatility } from "#core/risk/volatility.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ORACLE_FIRST_ORDINAL, oracleReturns, oracleRows } from "./oracle.ts";

const REFERENCE = "pandas/NumPy (oracle)";

/** A cell of the oracle; NaN where it is empty, the answer being undefined. */
function answerOf(cell: string): number {
  return cell === "" ? Number.NaN : Number(cell);
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
    expect(rows.length).toBeGreaterThan(1_000);
    const compare = compareWith({
      quantity: "realised volatility",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-12,
    });
    for (const row of rows) {
      const volatility = realizedVolatility(seriesOf(row.symbol!), endOf(row), window);
      compare.add(volatility, answerOf(row[`vol_${window}`]!));
    }
    compare.end();
  });

  it("EWMA over 504 returns agrees with the whole history's to 1e-12 relative, the cut being 3e-14", () => {
    const compare = compareWith({
      quantity: "EWMA volatility",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-12,
    });
    for (const row of rows)
      compare.add(ewmaVolatility(seriesOf(row.symbol!), endOf(row)), answerOf(row.ewma94!));
    compare.end();
  });
});

describe.skipIf(!hasSharedData).each(["synthetic", "eustock"])(
  "correlations of the oracle's %s set",
  (set) => {
    it("agree to 1e-12 with the same number of observations", () => {
      const { returns, ordinalOf } = oracleReturns(set);
      const matrices = new Map<string, ReturnType<typeof correlationMatrix>>();
      const rows = oracleRows(set, "corr_pairs.csv");
      expect(rows.length).toBeGreaterThan(50);
      const compare = compareWith({
        quantity: "correlation",
        reference: REFERENCE,
        kind: "absolute",
        tolerance: 1e-12,
      });
      for (const row of rows) {
        const key = `${row.date}/${row.window}`;
        const matrix =
          matrices.get(key) ??
          correlationMatrix(returns.symbols, returns, ordinalOf.get(row.date!)!, Number(row.window));
        matrices.set(key, matrix);
        const pair = pairIndex(matrix.symbols.indexOf(row.a!), matrix.symbols.indexOf(row.b!));
        expect(matrix.observations[pair]).toBe(Number(row.n));
        compare.add(matrix.correlations[pair]!, answerOf(row.rho!));
      }
      compare.end();
    });
  },
);
