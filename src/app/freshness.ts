import { sharedSymbols } from "#batch/run-scope.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import {
  type FreshnessState,
  listOwnerEmails,
  listPortfolioFreshness,
  listSymbolFreshness,
  type PortfolioFreshnessRow,
  type SymbolFreshnessRow,
} from "#db/stores/freshness-store.ts";
import type { ApiContext } from "./api-context.ts";
import { businessDay } from "./business-day.ts";

type FreshnessContext = Pick<ApiContext, "database" | "calendar" | "businessNow" | "betaReferences">;

export interface PortfolioFreshness extends PortfolioFreshnessRow {
  readonly state: Exclude<FreshnessState, "dead">;
  /** Sessions from the last one with results to the last completed one; null without results. */
  readonly sessionsBehind: number | null;
}

export interface SymbolFreshness extends Omit<SymbolFreshnessRow, "fetchAttempts"> {
  /** Sessions from the last price to the last completed session; null without a price. */
  readonly sessionsBehind: number | null;
  /** Why the last fetch failed, by the last provider that said so. */
  readonly fetchError: { readonly provider: string; readonly code: string; readonly message: string } | null;
}

/** What of a list is wanted: one page, after a key. */
export interface Page {
  readonly after: string | null;
  readonly limit: number;
}

/** How far the results of every portfolio reach, with its owner. For administrators. */
export async function allPortfoliosFreshness(
  context: FreshnessContext,
  page: Page,
): Promise<readonly PortfolioFreshness[]> {
  const { lastSession } = businessDay(context);
  const { db } = context.database.system;
  const filter = { session: lastSession, portfolioId: null, afterId: page.after, limit: page.limit };
  const rows = await listPortfolioFreshness(db, filter);
  const emails = await listOwnerEmails(
    db,
    rows.map(({ portfolioId }) => portfolioId),
  );
  return rows.map((row) => ({
    ...aged(context.calendar, lastSession, row),
    ownerEmail: emails.get(row.portfolioId) ?? null,
  }));
}

/** The same of one portfolio, and of each symbol it holds. Whose it is was checked before. Null for none. */
export async function portfolioFreshness(
  context: FreshnessContext,
  portfolioId: string,
): Promise<{
  readonly portfolio: PortfolioFreshness;
  readonly symbols: readonly SymbolFreshness[];
} | null> {
  const { lastSession } = businessDay(context);
  const { db } = context.database.api;
  const filter = { session: lastSession, portfolioId, afterId: null, limit: 1 };
  const [row] = await listPortfolioFreshness(db, filter);
  if (row === undefined) return null;
  const symbols = await listSymbolFreshness(db, {
    session: lastSession,
    shared: [],
    portfolioId,
    state: null,
    afterSymbol: null,
    limit: MOST_SYMBOLS,
  });
  return {
    portfolio: aged(context.calendar, lastSession, row),
    symbols: symbols.map((symbol) => agedSymbol(context.calendar, lastSession, symbol)),
  };
}

const MOST_SYMBOLS = 5_000;

/** How far the prices of every symbol reach that is held or that all portfolios need. */
export async function symbolsFreshness(
  context: FreshnessContext,
  state: FreshnessState | null,
  page: Page,
): Promise<readonly SymbolFreshness[]> {
  const { lastSession } = businessDay(context);
  const rows = await listSymbolFreshness(context.database.system.db, {
    session: lastSession,
    shared: sharedSymbols(context.betaReferences),
    portfolioId: null,
    state,
    afterSymbol: page.after,
    limit: page.limit,
  });
  return rows.map((row) => agedSymbol(context.calendar, lastSession, row));
}

/** Sessions between two dates; null where the first is not known. */
export function sessionsBehind(
  calendar: TradingCalendar,
  last: PlainDate,
  asOf: PlainDate | null,
): number | null {
  return asOf === null ? null : Math.max(0, calendar.ordinal(last) - calendar.ordinalOnOrBefore(asOf));
}

function aged(calendar: TradingCalendar, last: PlainDate, row: PortfolioFreshnessRow): PortfolioFreshness {
  const { resultsAsOf } = row;
  const state = resultsAsOf === null ? "none" : resultsAsOf < last ? "behind" : "current";
  return { ...row, state, sessionsBehind: sessionsBehind(calendar, last, resultsAsOf) };
}

function agedSymbol(
  calendar: TradingCalendar,
  last: PlainDate,
  { fetchAttempts, ...row }: SymbolFreshnessRow,
): SymbolFreshness {
  const failed = (fetchAttempts ?? []).findLast(({ outcome }) => outcome === "failed");
  return {
    ...row,
    sessionsBehind: sessionsBehind(calendar, last, row.pricesAsOf),
    fetchError:
      failed === undefined || row.fetchOutcome === "served"
        ? null
        : { provider: failed.provider, code: failed.code ?? "", message: failed.message ?? "" },
  };
}
