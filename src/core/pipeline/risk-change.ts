import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { fromFloat } from "#core/money/decimal.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import type { RiskHoldings } from "#core/risk/symbol-weights.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { type ValuationOptions, valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { type RiskContext, riskContext } from "./risk-context.ts";
import { RISK_STATE_FIELDS, type RiskState, riskState } from "./risk-state.ts";
import { riskPath } from "./weight-path.ts";

/** Why the risk of a book moved between two sessions. Each part is a difference of states; NaN where one has none. */
export interface RiskChange {
  /** At the earlier session, as the data are now known. */
  readonly from: RiskState;
  readonly to: RiskState;
  /** The same quantities at later prices: weights drift, options move along their curve, some expire. */
  readonly priceDrift: RiskState;
  /** Entries, exits and flows since. */
  readonly positions: RiskState;
  /** Loadings, covariance and past returns of the later window. */
  readonly window: RiskState;
}

/**
 * Splits the change of a portfolio's risk between two sessions, one step after the other, so that the parts add up to
 * `to − from` but for rounding: the book of the earlier session held on to the later prices (price drift), the book
 * really held there (positions), both seen through the earlier window; then the later window. A number that one of
 * the four states lacks makes the parts beside it NaN.
 *
 * `facts` and `market` are as known now; the market covers the windows of both sessions. Throws RangeError where
 * nothing is held yet at `fromOrdinal`, or the sessions are reversed.
 */
export function explainRiskChange(
  facts: PortfolioFacts,
  market: MarketFacts,
  calendar: TradingCalendar,
  range: { readonly fromOrdinal: number; readonly toOrdinal: number },
  options: ValuationOptions & { readonly valuation: Valuation },
): RiskChange {
  const { fromOrdinal, toOrdinal } = range;
  const { valuation } = options;
  if (fromOrdinal > toOrdinal || fromOrdinal < valuation.firstOrdinal)
    throw new RangeError(`no book at sessions ${fromOrdinal} and ${toOrdinal}`);
  const early = riskContext(market, fromOrdinal, fromOrdinal);
  const late = riskContext(market, toOrdinal, toOrdinal);
  const state = (of: Valuation, ordinal: number, window: RiskContext, windowOrdinal: number): RiskState =>
    riskState(riskPath(of, ordinal, ordinal)[0]!, window, windowOrdinal);
  const frozen = valuePortfolio(
    heldOn(facts, valuation, calendar, fromOrdinal),
    market,
    calendar,
    toOrdinal,
    options,
  );
  const from = state(valuation, fromOrdinal, early, fromOrdinal);
  const drifted =
    frozen.sessionCount === 0
      ? riskState(cashOf(from.nav), early, fromOrdinal)
      : state(frozen, toOrdinal, early, fromOrdinal);
  const traded = state(valuation, toOrdinal, early, fromOrdinal);
  const to = state(valuation, toOrdinal, late, toOrdinal);
  return {
    from,
    to,
    priceDrift: difference(drifted, from),
    positions: difference(traded, drifted),
    window: difference(to, traded),
  };
}

export function difference(a: RiskState, b: RiskState): RiskState {
  const parts = RISK_STATE_FIELDS.map((field) => [field, a[field] - b[field]] as const);
  return Object.fromEntries(parts) as Record<keyof RiskState, number>;
}

/** A book that had sold everything holds on to its cash. */
function cashOf(nav: number): RiskHoldings {
  const none = new Float64Array(0);
  return { symbols: [], marketValues: none, weights: none, kinds: [], priced: [], nav, options: [] };
}

/**
 * The facts of a book that keeps what it holds at the close of a session: later entries, exits and flows undone, NAV
 * at that close as it was. Options still expire.
 */
function heldOn(
  facts: PortfolioFacts,
  valuation: Valuation,
  calendar: TradingCalendar,
  ordinal: number,
): PortfolioFacts {
  const positions = valuation.lots
    .filter(
      ({ entry, closing }) =>
        entry !== null && entry.ordinal <= ordinal && (closing === null || closing.ordinal > ordinal),
    )
    .map(({ position }) => ({ ...position, exitDate: null, exitPrice: null }));
  return {
    ...facts,
    equityBalance: fromFloat(valuation.nav[ordinal - valuation.firstOrdinal]!),
    equityAsOf: calendar.session(ordinal),
    positions,
    flows: [],
  };
}
