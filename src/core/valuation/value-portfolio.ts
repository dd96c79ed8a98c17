import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  multiplierOf,
  type PortfolioFacts,
  type PositionFact,
  pricingKind,
} from "#core/instruments/position.ts";
import { toFloat } from "#core/money/decimal.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { createFindingLog, type LedgerContext, moveToSession } from "./ledger-context.ts";
import { createLotArrays, type LotArrays } from "./lot-arrays.ts";
import { compareFlows, compareLots } from "./lot-order.ts";
import { marketEvents } from "./market-events.ts";
import { openLot } from "./open-lot.ts";
import { addUpLots, cashFromNothing, timeWeightedReturns } from "./portfolio-series.ts";
import { priceLot } from "./price-lot.ts";
import type { LotPath, Valuation } from "./valuation.ts";

export interface ValuationOptions {
  /** False where a symbol's closes may hide splits that nobody reported; true by default. */
  readonly providerGivesRaw?: (symbol: string) => boolean;
}

/**
 * The ledger: a portfolio's NAV, cash, P&L and returns on every session from its first entry (t₀) to
 * `toOrdinal`, the last completed session.
 *
 *   NAV_t = cash_t + Σ quantity·split factor·close_t·multiplier      P&L_t = NAV_t − NAV_{t−1} − flow_t
 *   return_t = P&L_t / (NAV_{t−1} + flow_t)                          at t₀: P&L = NAV − E₀, over E₀
 *
 * Entries pay from cash, exits and settlements bring their proceeds, dividends are cash on the ex-date; P&L =
 * Δunrealised + realised + dividends. No price later than a session is used for it, so a valuation that ends
 * earlier is a prefix of a longer one, bit for bit (an equity date must lie in both). Money in USD, float64.
 * What could not be known is a finding. Throws EQUITY_AS_OF_AFTER_LAST_SESSION.
 */
export function valuePortfolio(
  portfolio: PortfolioFacts,
  market: MarketFacts,
  calendar: TradingCalendar,
  toOrdinal: number,
  options: ValuationOptions = {},
): Valuation {
  const equityOrdinal = equityOrdinalOf(portfolio, calendar, toOrdinal);
  const context: LedgerContext = {
    market,
    events: marketEvents(market, calendar),
    calendar,
    toOrdinal,
    providerGivesRaw: options.providerGivesRaw ?? (() => true),
    findings: createFindingLog(),
  };
  const positions = portfolio.positions.toSorted(compareLots);
  const opened = positions.map((position) => openLot(context, position));
  const firstOrdinal = opened.reduce(
    (first, lot) => Math.min(first, lot?.entryOrdinal ?? first),
    toOrdinal + 1,
  );
  const sessionCount = toOrdinal + 1 - firstOrdinal;
  const arrays = createLotArrays(positions.length, sessionCount);
  const lots = positions.map((position, index) => {
    const lot = opened[index]!;
    return lot === null
      ? unheldLot(position, arrays[index]!)
      : priceLot(context, lot, firstOrdinal, arrays[index]!);
  });

  const totals = addUpLots(lots, firstOrdinal, sessionCount);
  const flow = flowsBySession(context, portfolio, firstOrdinal, sessionCount);
  const cash = cashFromNothing(totals, flow);
  const navFromNothing = cash.map((value, t) => value + totals.netExposure[t]!);
  const dailyPnl = navFromNothing.map((nav, t) => (t === 0 ? nav : nav - navFromNothing[t - 1]! - flow[t]!));
  const earned =
    equityOrdinal === null || equityOrdinal < firstOrdinal
      ? 0
      : navFromNothing[equityOrdinal - firstOrdinal]!;
  const openingEquity = toFloat(portfolio.equityBalance) - earned;
  for (let t = 0; t < sessionCount; t++) cash[t]! += openingEquity;
  const nav = cash.map((value, t) => value + totals.netExposure[t]!);
  const { dailyReturn, cumulativeReturn, withoutCapital } = timeWeightedReturns(
    openingEquity,
    nav,
    flow,
    dailyPnl,
  );
  reportMissingCapital(context, portfolio.id, firstOrdinal, withoutCapital);
  const { tradeCash: _, ...exposures } = totals;
  return {
    firstOrdinal,
    sessionCount,
    openingEquity,
    nav,
    cash,
    ...exposures,
    flow,
    dailyPnl,
    dailyReturn,
    cumulativeReturn,
    lots,
    findings: context.findings.list,
  };
}

function unheldLot(position: PositionFact, arrays: LotArrays): LotPath {
  const [kind, multiplier] = [pricingKind(position), multiplierOf(position)];
  return { position, kind, multiplier, entry: null, closing: null, ...arrays, dividends: [], option: null };
}

/** Session whose closing NAV is the stated equity, null where it is stated for before the first entry. */
function equityOrdinalOf(
  { equityAsOf }: PortfolioFacts,
  calendar: TradingCalendar,
  toOrdinal: number,
): number | null {
  if (equityAsOf === null) return null;
  const ordinal = calendar.ordinalOnOrBefore(equityAsOf);
  if (ordinal <= toOrdinal) return ordinal;
  const last = calendar.session(toOrdinal);
  throw new SigmaSightError(
    "EQUITY_AS_OF_AFTER_LAST_SESSION",
    `the equity is stated as of ${equityAsOf}, the last completed session is ${last}`,
  );
}

/** External money by session. What is dated up to t₀ is in E₀ already; what is dated later than the end waits. */
function flowsBySession(
  context: LedgerContext,
  portfolio: PortfolioFacts,
  firstOrdinal: number,
  sessionCount: number,
): Float64Array {
  const flow = new Float64Array(sessionCount);
  for (const { id, date, amount } of portfolio.flows.toSorted(compareFlows)) {
    const ordinal = context.calendar.ordinalOnOrAfter(date);
    if (ordinal > context.toOrdinal) continue;
    if (ordinal <= firstOrdinal) {
      const message = `the flow of ${amount} on ${date} is in the opening equity already; ignored`;
      context.findings.add("FLOW_BEFORE_START", "warning", id, message);
      continue;
    }
    moveToSession(context, id, "flow date", date);
    flow[ordinal - firstOrdinal]! += toFloat(amount);
  }
  return flow;
}

function reportMissingCapital(
  context: LedgerContext,
  portfolioId: string,
  firstOrdinal: number,
  offsets: readonly number[],
): void {
  const first = offsets[0];
  if (first === undefined) return;
  const session = context.calendar.session(firstOrdinal + first);
  const message = `NAV plus flow is zero or negative; sessions without a return: ${offsets.length}, the first ${session}, where the index ends`;
  context.findings.add("NONPOSITIVE_CAPITAL", "warning", portfolioId, message, session);
}
