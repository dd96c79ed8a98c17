import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { correlationsAt, stressAt } from "#core/pipeline/portfolio-analytics.ts";
import { type RiskDetails, riskDetailsAt } from "#core/pipeline/risk-details.ts";
import { type StressRow, stressRows } from "#core/pipeline/stress-rows.ts";
import { type SymbolExposure, symbolExposures } from "#core/pipeline/symbol-exposures.ts";
import type { CorrelationMatrix } from "#core/risk/correlation.ts";
import { type PositionRow, positionRow } from "#core/valuation/position-row.ts";
import type { AppDatabase } from "#db/types.ts";
import { loadAsOf } from "./load-as-of.ts";

/** What a run stores for its last session only, computed for an earlier one by the same functions. */
export interface AnalyticsAsOf {
  readonly asOf: PlainDate;
  readonly nav: number;
  readonly positions: readonly (PositionRow & { readonly positionId: string; readonly symbol: string })[];
  readonly symbolExposures: readonly SymbolExposure[];
  readonly correlations: readonly CorrelationMatrix[];
  readonly stress: readonly StressRow[];
  readonly details: RiskDetails;
}

/** Null where the portfolio holds nothing yet at that session. `session` must be one whose prices are stored. */
export async function computeAsOf(
  database: AppDatabase,
  calendar: TradingCalendar,
  portfolioId: string,
  session: PlainDate,
): Promise<AnalyticsAsOf | null> {
  const loaded = await loadAsOf(database, calendar, portfolioId, session);
  if (loaded === null) return null;
  const { valuation, market, risk, riskHoldings: holdings, ordinal } = loaded;
  const { book, results } = stressAt(holdings, risk, ordinal);
  return {
    asOf: session,
    nav: holdings.nav,
    positions: valuation.lots.map((lot) => ({
      positionId: lot.position.id,
      symbol: lot.position.symbol,
      ...positionRow(valuation, lot, ordinal),
    })),
    symbolExposures: symbolExposures(holdings, risk, market.profiles, ordinal),
    correlations: correlationsAt(holdings, risk, ordinal),
    stress: stressRows(book, results),
    details: riskDetailsAt(holdings, risk, ordinal),
  };
}
