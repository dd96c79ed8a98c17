import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding, FindingCode, Severity } from "#core/errors/finding.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import type { MarketEvents } from "./market-events.ts";

/** What every lot of one valuation shares. */
export interface LedgerContext {
  readonly market: MarketFacts;
  readonly events: MarketEvents;
  readonly calendar: TradingCalendar;
  readonly toOrdinal: number;
  readonly providerGivesRaw: (symbol: string) => boolean;
  readonly findings: FindingLog;
}

/** Collects findings in the order they are met; the same one is kept once. */
export interface FindingLog {
  add(code: FindingCode, severity: Severity, subject: string, message: string, session?: PlainDate): void;
  readonly list: readonly Finding[];
}

export function createFindingLog(): FindingLog {
  const list: Finding[] = [];
  const seen = new Set<string>();
  return {
    list,
    add(code, severity, subject, message, session) {
      const key = JSON.stringify([code, subject, session, message]);
      if (seen.has(key)) return;
      seen.add(key);
      list.push({ code, severity, subject, message, ...(session === undefined ? {} : { session }) });
    },
  };
}

/** The session a date counts on: itself, or the next one with a finding that says so. */
export function moveToSession(
  context: LedgerContext,
  subject: string,
  what: string,
  date: PlainDate,
): number {
  const ordinal = context.calendar.ordinalOnOrAfter(date);
  reportMove(context, subject, what, date, ordinal);
  return ordinal;
}

/** The finding for a date that counts on a later session; nothing where it is that session. */
export function reportMove(
  context: LedgerContext,
  subject: string,
  what: string,
  date: PlainDate,
  ordinal: number,
): void {
  const session = context.calendar.session(ordinal);
  if (session === date) return;
  const message = `${what} ${date} is not a session; it counts on ${session}`;
  context.findings.add("NON_SESSION_DATE", "info", subject, message, session);
}
