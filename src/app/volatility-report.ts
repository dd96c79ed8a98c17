import type { PlainDate } from "#core/dates/plain-date.ts";
import { type TrendDirection, volatilityDirection } from "#core/risk/interpretation.ts";
import { EWMA_MIN_OBSERVATIONS, TREND_SESSIONS, VOLATILITY_WINDOWS } from "#core/risk/volatility.ts";
import { HAR_WINDOW, PERCENTILE_WINDOW } from "#core/risk/volatility-forecast.ts";
import { findVolatility, type VolatilityRow } from "#db/stores/risk-read-store.ts";
import { type Absence, NO_VARIANCE, type Reasons } from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";
import { PRO_FORMA_PERCENT, readMissingHistory } from "./missing-history.ts";

/** Annualised fractions, and where the last one stands in its year. */
export interface VolatilityMeasures {
  readonly realizedVolatility21d: number | null;
  readonly realizedVolatility63d: number | null;
  readonly realizedVolatility252d: number | null;
  readonly ewma: number | null;
  readonly expectedVolatility21d: number | null;
  readonly percentile: number | null;
}

export interface VolatilityReport extends VolatilityMeasures {
  readonly asOf: PlainDate;
  readonly trend: TrendDirection | null;
  readonly trendRatio: number | null;
  readonly observations: number;
  readonly proxiedReturns: number;
  readonly reasons: Reasons;
}

/** Volatility of today's weights over past returns; null where nothing was computed for that session or before. */
export async function readVolatilityReport(
  context: Pick<ApiContext, "database">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<VolatilityReport | null> {
  const row = await findVolatility(context.database.api.db, portfolioId, asOf);
  if (row === null) return null;
  return {
    asOf: row.asOf,
    ...volatilityMeasures(row),
    trend: row.trend === null ? null : volatilityDirection(row.trend),
    trendRatio: row.trend,
    observations: row.observations,
    proxiedReturns: row.proxied,
    reasons: volatilityReasons(row, await readMissingHistory(context, portfolioId, row)),
  };
}

export function volatilityMeasures(row: VolatilityRow): VolatilityMeasures {
  return {
    realizedVolatility21d: row.realized21,
    realizedVolatility63d: row.realized63,
    realizedVolatility252d: row.realized252,
    ewma: row.ewma,
    expectedVolatility21d: row.har21,
    percentile: row.percentile,
  };
}

const [SHORT, MEDIUM, LONG] = VOLATILITY_WINDOWS;

/** Why measures are null. `missing`: why not one past session counts; null where some do. */
export function volatilityReasons(row: VolatilityRow, missing: Absence | null): Reasons {
  const tooFew = (needed: number, what: string): Absence => ({
    code: "TOO_FEW_OBSERVATIONS",
    message: `${needed} returns${what} are needed, each of at least ${PRO_FORMA_PERCENT} of gross exposure; ${row.observations} were usable.`,
  });
  const without = (needed: number) => tooFew(needed, " without a gap");
  const trend = row.realized63 === null ? without(2 * TREND_SESSIONS) : NO_VARIANCE;
  const fields = [
    ["realized_volatility_21d", row.realized21, without(SHORT)],
    ["realized_volatility_63d", row.realized63, without(MEDIUM)],
    ["realized_volatility_252d", row.realized252, without(LONG)],
    ["ewma", row.ewma, tooFew(EWMA_MIN_OBSERVATIONS, "")],
    ["expected_volatility_21d", row.har21, row.realized252 === 0 ? NO_VARIANCE : without(HAR_WINDOW)],
    ["percentile", row.percentile, without(PERCENTILE_WINDOW)],
    // The last 63 are without a gap, so that only an earlier volatility of 0 leaves no ratio.
    ["trend", row.trend, trend],
    ["trend_ratio", row.trend, trend],
  ] as const;
  return Object.fromEntries(
    fields.flatMap(([field, value, reason]) => (value === null ? [[field, missing ?? reason]] : [])),
  );
}
