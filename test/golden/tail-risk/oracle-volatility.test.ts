import { beforeAll, describe, it } from "vitest";
import { volatilityTrend } from "#core/risk/volatility.ts";
import { harVolatility, volatilityPercentile } from "#core/risk/volatility-forecast.ts";
import { ORACLE_FIRST_ORDINAL, oracleReturns, oracleRows } from "#test/golden/risk/oracle.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData).each(["synthetic", "eustock"])("the oracle's %s set", (set) => {
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

  const answerOf = (row: Readonly<Record<string, string>>, column: string) =>
    row[column] === "" ? Number.NaN : Number(row[column]);

  it("has the same volatility forecast by HAR", () => {
    const comparison = compareWith({
      quantity: "HAR volatility forecast, 21 sessions",
      reference: "pandas/NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-10,
    });
    for (const row of rows) {
      comparison.add(harVolatility(seriesOf(row.symbol!), endOf(row)), answerOf(row, "har_var_h21"));
    }
    comparison.end();
  });

  it("has the same percentile of volatility", () => {
    const comparison = compareWith({
      quantity: "Volatility percentile",
      reference: "pandas/NumPy (oracle)",
      kind: "absolute",
      tolerance: 1e-15,
    });
    for (const row of rows) {
      const answer = answerOf(row, "vol21_pctile_252");
      comparison.add(volatilityPercentile(seriesOf(row.symbol!), endOf(row)), answer);
    }
    comparison.end();
  });

  it("has the same volatilities 21 sessions apart, whose ratio is the trend", () => {
    const comparison = compareWith({
      quantity: "Volatility trend",
      reference: "pandas/NumPy (oracle)",
      kind: "relative",
      tolerance: 1e-12,
    });
    const answers = new Map(rows.map((row) => [`${row.symbol}/${endOf(row)}`, answerOf(row, "vol_21")]));
    for (const row of rows) {
      const end = endOf(row);
      const before = answers.get(`${row.symbol}/${end - 21}`);
      if (before === undefined) continue;
      comparison.add(volatilityTrend(seriesOf(row.symbol!), end), answerOf(row, "vol_21") / before);
    }
    comparison.end();
  });
});
