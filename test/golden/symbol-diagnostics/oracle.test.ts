import { describe, it } from "vitest";
import { betaDiagnostics } from "#core/factors/beta-diagnostics.ts";
import { DEFAULT_PRIOR } from "#core/factors/vasicek-beta.ts";
import { fitLine } from "#core/stats/line-fit.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { serialCorrelation } from "#core/stats/serial-correlation.ts";
import { oracleReturns, oracleRows } from "#test/golden/risk/oracle.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";

/** Market, regressor (for a spread its two legs) and window of each file of regressions. */
const FILES = [
  ["synthetic", "SPY", 90],
  ["synthetic", "SPY", 252],
  ["synthetic", "TLT", 90],
  ["synthetic", "spread_VUG-VTV", 180],
  ["synthetic", "spread_MTUM-SPY", 180],
  ["synthetic", "spread_IWM-SPY", 90],
  ["synthetic", "spread_QUAL-SPY", 90],
  ["eustock", "DAX", 90],
  ["eustock", "DAX", 252],
  ["eustock", "FTSE", 90],
] as const;

const comparison = (quantity: string, tolerance: number) =>
  compareWith({ quantity, reference: "statsmodels (oracle)", kind: "relative", tolerance });

describe.skipIf(!hasSharedData)("serial correlation (needs ../shared/oracle)", () => {
  it.each(FILES)("%s, %s, %i sessions: agrees with statsmodels", (set, regressor, window) => {
    const { returns, ordinalOf } = oracleReturns(set);
    const seriesOf = (symbol: string) => {
      const start = returns.symbols.indexOf(symbol) * returns.sessionCount;
      return returns.values.subarray(start, start + returns.sessionCount);
    };
    const [long, short] = regressor.replace("spread_", "").split("-").map(seriesOf);
    const factor = short === undefined ? long! : long!.map((value, t) => value - short[t]!);
    const durbinWatson = comparison("Durbin–Watson statistic", 1e-10);
    const stdError = comparison("Newey–West standard error", 1e-10);
    const lags = comparison("Newey–West lags", 0);
    for (const answer of oracleRows(set, `ols_${regressor}_${window}.csv`)) {
      const end = ordinalOf.get(answer.date!)! - returns.firstOrdinal + 1;
      const x = factor.subarray(end - window, end);
      const y = seriesOf(answer.symbol!).subarray(end - window, end);
      const actual = serialCorrelation(x, y, window, fitLine(x, y, window));
      durbinWatson.add(actual.durbinWatson, Number(answer.dw));
      stdError.add(actual.neweyWest.stdError, Number(answer.se_beta_nw));
      lags.add(actual.neweyWest.lags, Number(answer.nw_lags));
    }
    durbinWatson.end();
    stdError.end();
    lags.end();
  });

  it("belongs to the market beta of every session", () => {
    const { returns, ordinalOf } = oracleReturns("synthetic");
    const inputs = {
      returns,
      returnRows: new Map(returns.symbols.map((symbol, row) => [symbol, row])),
      profiles: new Map(),
      prior: DEFAULT_PRIOR,
    };
    const beta = comparison("Market beta, its standard error and t, when read", 1e-10);
    const stdError = comparison("Newey–West standard error", 1e-10);
    for (const answer of oracleRows("synthetic", "ols_SPY_90.csv")) {
      const actual = betaDiagnostics(answer.symbol!, inputs, ordinalOf.get(answer.date!)!);
      if (isNoEstimate(actual)) throw new Error("no estimate");
      beta.add(actual.fit.beta, Number(answer.beta));
      beta.add(actual.fit.stdError, Number(answer.se_beta));
      beta.add(actual.fit.t, Number(answer.t_beta));
      stdError.add(actual.neweyWest.stdError, Number(answer.se_beta_nw));
    }
    beta.end();
    stdError.end();
  });
});
