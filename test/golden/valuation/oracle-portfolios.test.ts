import { describe, expect, test } from "vitest";
import type { Valuation } from "#core/valuation/valuation.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { calendar } from "./facts.ts";
import { oracleCase } from "./oracle-case.ts";

/** What a column is, in the words of the method, and where the ledger has it. */
const MONEY_COLUMNS = {
  nav: ["NAV", (v) => v.nav],
  cash: ["cash", (v) => v.cash],
  long_value: ["long value", (v) => v.longExposure],
  short_value: ["short value", (v) => v.shortExposure],
  gross: ["gross value", (v) => v.grossExposure],
  net: ["net value", (v) => v.netExposure],
  flow: ["flow", (v) => v.flow],
  dividends: ["dividends", (v) => v.dividends],
  realised: ["realised P&L", (v) => v.realizedPnl],
  unrealised: ["unrealised P&L", (v) => v.unrealizedPnl],
  daily_pnl: ["daily P&L", (v) => v.dailyPnl],
} as const satisfies Record<string, readonly [string, (valuation: Valuation) => Float64Array]>;

function absolute(quantity: string, tolerance: number) {
  return compareWith({ quantity, reference: "pandas/NumPy (oracle)", kind: "absolute", tolerance });
}

function valued(id: string, suffix: "" | "_price_only") {
  const { facts, market, lastOrdinal, rows } = oracleCase(id, suffix);
  // The ledger must not read adjusted closes.
  const adjClose = new Float64Array(market.prices.close.length).fill(Number.NaN);
  const raw = { ...market, prices: { ...market.prices, adjClose } };
  return { valuation: valuePortfolio(facts, raw, calendar, lastOrdinal), rows };
}

describe.skipIf(!hasSharedData)("ledger against the synthetic portfolios (needs shared data)", () => {
  for (const id of ["P1_long_only", "P2_long_short", "P3_flows"])
    for (const suffix of ["", "_price_only"] as const) {
      const { valuation, rows } = hasSharedData ? valued(id, suffix) : ({} as never);

      for (const [column, [quantity, series]] of Object.entries(MONEY_COLUMNS))
        test(`${id}${suffix}: ${column} agrees to 1e-6 on every session`, () => {
          expect(valuation.sessionCount).toBe(rows.length);
          const actual = series(valuation);
          const compare = absolute(`${quantity}, USD`, 1e-6);
          for (const [t, row] of rows.entries()) compare.add(actual[t]!, Number(row[column]));
          compare.end();
        });

      test(`${id}${suffix}: returns and the index agree to 1e-12, the positions are counted alike`, () => {
        const daily = absolute("daily return", 1e-12);
        const cumulative = absolute("cumulative return", 1e-12);
        for (const [t, row] of rows.entries()) {
          daily.add(valuation.dailyReturn[t]!, Number(row.ret_sod));
          cumulative.add(valuation.cumulativeReturn[t]!, Number(row.twr_index) - 1);
          expect(valuation.positionCount[t]).toBe(Number(row.n_positions));
        }
        daily.end();
        cumulative.end();
      });
    }
});
