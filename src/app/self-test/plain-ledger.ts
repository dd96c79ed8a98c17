import type { PlainDate } from "#core/dates/plain-date.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import type { History } from "#providers/provider.ts";
import { CONTRACT, plainOption } from "./plain-options.ts";

/** Money by session in USD, worked out without the product's ledger. */
export interface PlainLedger {
  readonly nav: readonly number[];
  readonly cash: readonly number[];
  readonly dailyPnl: readonly number[];
  /** P&L over what there was before it: NAV of the close before and the session's flow. */
  readonly dailyReturn: readonly number[];
  /** By session, of each symbol with a price series: market value, lots netted, and what options on it count for. */
  readonly values: ReadonlyMap<string, Float64Array>;
}

/**
 * NAV the short way: opening equity + flows + Σ over lots of (what it is worth or was sold for − cost + dividends), each
 * session from scratch, straight from the facts and the vendor's series. The product carries cash forward instead;
 * what is left of NAV beside the lots must be the same. Options are worth what Black–Scholes says, on their last day
 * what they pay. All dates of the facts are sessions.
 */
export function plainLedger(
  { equityBalance, positions, flows }: PortfolioFacts,
  histories: ReadonlyMap<string, History>,
  sessions: readonly PlainDate[],
): PlainLedger {
  const closes = new Map(Array.from(histories, ([symbol, { bars }]) => [symbol, bySession(bars)]));
  const values = new Map(positions.map(({ symbol }) => [symbol, new Float64Array(sessions.length)]));
  const options = new Map(
    positions.flatMap(({ id, option }) => (option === null ? [] : [[id, plainOption(option, histories)]])),
  );
  const ledger = {
    nav: [] as number[],
    cash: [] as number[],
    dailyPnl: [] as number[],
    dailyReturn: [] as number[],
  };
  for (const [t, session] of sessions.entries()) {
    let nav = Number(equityBalance);
    let held = 0;
    for (const lot of positions.filter(({ entryDate }) => entryDate <= session)) {
      const history = histories.get(lot.symbol);
      const option = options.get(lot.id);
      if (option !== undefined) {
        const contracts = CONTRACT * Number(lot.quantity);
        const { underlying, expiration } = lot.option!;
        const isOver = expiration <= session;
        const worth = contracts * option.price(isOver ? expiration : session);
        nav += worth - contracts * Number(lot.entryPrice);
        if (isOver) continue;
        held += worth;
        values.get(underlying)![t]! += contracts * option.delta(session) * option.underlyingPrice(session);
        continue;
      }
      const isClosed = lot.exitDate !== null && lot.exitDate <= session;
      const units = unitsOn(lot, history, session);
      const price = isClosed ? Number(lot.exitPrice) : (closes.get(lot.symbol)?.get(session) ?? 1);
      nav +=
        units * price - Number(lot.quantity) * Number(lot.entryPrice) + dividendsBy(lot, history, session);
      if (isClosed) continue;
      held += units * price;
      values.get(lot.symbol)![t]! += units * price;
    }
    for (const { date, amount } of flows) if (date <= session) nav += Number(amount);
    const flow = flows.reduce((sum, { date, amount }) => sum + (date === session ? Number(amount) : 0), 0);
    const before = (ledger.nav.at(-1) ?? Number(equityBalance)) + flow;
    ledger.dailyPnl.push(nav - before);
    ledger.dailyReturn.push((nav - before) / before);
    ledger.nav.push(nav);
    ledger.cash.push(nav - held);
  }
  return { ...ledger, values: new Map([...values].filter(([symbol]) => histories.has(symbol))) };
}

function bySession({ sessions, close }: History["bars"]): ReadonlyMap<PlainDate, number> {
  return new Map(sessions.map((session, i) => [session, close[i]!]));
}

/** Quantity after the splits since entry. */
function unitsOn(
  { quantity, entryDate }: PositionFact,
  history: History | undefined,
  session: PlainDate,
): number {
  const ratios = (history?.splits ?? []).filter(({ exDate }) => exDate > entryDate && exDate <= session);
  return ratios.reduce((units, { ratio }) => units * ratio, Number(quantity));
}

/** Dividends of the ex-dates after entry, up to the session or the exit. */
function dividendsBy(lot: PositionFact, history: History | undefined, session: PlainDate): number {
  const last = lot.exitDate !== null && lot.exitDate < session ? lot.exitDate : session;
  let cash = 0;
  for (const { exDate, amount } of history?.dividends ?? [])
    if (exDate > lot.entryDate && exDate <= last) cash += amount * unitsOn(lot, history, exDate);
  return cash;
}
