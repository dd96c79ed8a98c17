import { addYears, isPlainDate, type PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { ERROR_CODES } from "#core/errors/error-codes.ts";
import { compareDecimals, type Decimal, fromFloat, parseDecimal, signOf } from "#core/money/decimal.ts";
import type { ImportCode } from "./import-codes.ts";
import { type ImportIssue, importError } from "./import-issue.ts";

export const ACCOUNT_TYPES = [
  "taxable",
  "ira",
  "roth_ira",
  "401k",
  "403b",
  "529",
  "hsa",
  "trust",
  "other",
] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

const MAX_EQUITY: Decimal = "1000000000000";
const MAX_EQUITY_LENGTH = 100;
const MAX_AGE_YEARS = 100;

/** The portfolio's own fields as a client sent them: text from a form, or JSON values. */
export interface PortfolioFieldsInput {
  readonly portfolio_name?: unknown;
  readonly account_name?: unknown;
  readonly account_type?: unknown;
  readonly equity_balance?: unknown;
  readonly equity_as_of?: unknown;
  readonly description?: unknown;
  readonly history_from?: unknown;
}

export interface PortfolioFields {
  readonly portfolioName: string;
  readonly accountName: string;
  readonly accountType: AccountType;
  /** NAV in USD. */
  readonly equityBalance: Decimal;
  readonly equityAsOf: PlainDate | null;
  readonly description: string | null;
  /** Where the history of lots of unknown cost starts; null means the default. */
  readonly historyFrom: PlainDate | null;
}

export interface PortfolioFieldsOptions {
  readonly today: PlainDate;
  /** The last completed session; equity cannot be stated later than its close. */
  readonly lastSession: PlainDate;
  readonly calendar: TradingCalendar;
}

/** Checks all fields at once; `fields` is null when any of them is wrong. */
export function validatePortfolioFields(
  input: PortfolioFieldsInput,
  options: PortfolioFieldsOptions,
): { readonly fields: PortfolioFields | null; readonly errors: readonly ImportIssue[] } {
  const errors: ImportIssue[] = [];
  const fail = (field: keyof PortfolioFieldsInput, code: ImportCode): null => {
    errors.push(importError(code, { field, found: shown(input[field]) }));
    return null;
  };

  function name(
    field: "portfolio_name" | "account_name",
    limit: number,
    missing: ImportCode,
    long: ImportCode,
  ) {
    const text = oneLine(input[field]);
    if (text === "") return fail(field, missing);
    return Array.from(text).length > limit ? fail(field, long) : text;
  }

  function accountType(): AccountType | null {
    const text = oneLine(input.account_type).toLowerCase();
    if (text === "") return fail("account_type", "ERR_PORT_006");
    return ACCOUNT_TYPES.find((known) => known === text) ?? fail("account_type", "ERR_PORT_007");
  }

  function equityBalance(): Decimal | null {
    const text = shown(input.equity_balance).trim();
    if (text === "") return fail("equity_balance", "ERR_PORT_008");
    const value = text.length > MAX_EQUITY_LENGTH ? null : parseDecimal(text);
    if (value === null) return fail("equity_balance", "ERR_PORT_009");
    if (signOf(value) <= 0) return fail("equity_balance", "ERR_PORT_010");
    return compareDecimals(value, MAX_EQUITY) > 0 ? fail("equity_balance", "ERR_PORT_011") : value;
  }

  function date(field: "equity_as_of" | "history_from"): PlainDate | null {
    const text = shown(input[field]).trim();
    if (text === "") return null;
    return isPastDay(text, options.today) ? text : fail(field, "ERR_PORT_012");
  }

  const portfolioName = name("portfolio_name", 255, "ERR_PORT_002", "ERR_PORT_003");
  const accountName = name("account_name", 100, "ERR_PORT_004", "ERR_PORT_005");
  const type = accountType();
  const equity = equityBalance();
  const equityAsOf = date("equity_as_of");
  if (equityAsOf !== null && isAfterLastSession(equityAsOf, options))
    errors.push(afterLastSession(equityAsOf, options.lastSession));
  const historyFrom = date("history_from");
  if (portfolioName === null || accountName === null || type === null || equity === null || errors.length > 0)
    return { fields: null, errors };
  const fields = {
    portfolioName,
    accountName,
    accountType: type,
    equityBalance: equity,
    equityAsOf,
    description: shown(input.description).replaceAll("\0", "").trim() || null,
    historyFrom,
  };
  return { fields, errors };
}

/** Whether a text is a day of the last hundred years. */
export function isPastDay(text: string, today: PlainDate): boolean {
  return isPlainDate(text) && text <= today && text >= addYears(today, -MAX_AGE_YEARS);
}

/** A day without a session stands for the session before it. */
function isAfterLastSession(date: PlainDate, { calendar, lastSession }: PortfolioFieldsOptions): boolean {
  return calendar.session(calendar.ordinalOnOrBefore(date)) > lastSession;
}

function afterLastSession(found: PlainDate, lastSession: PlainDate): ImportIssue {
  const code = "EQUITY_AS_OF_AFTER_LAST_SESSION";
  const message = `${ERROR_CODES[code].title}: "${found}".`;
  const expected = `${lastSession} or an earlier date`;
  return {
    row: null,
    column: null,
    field: "equity_as_of",
    code,
    severity: "error",
    found,
    expected,
    message,
  };
}

/** The value as text; nothing for what is neither text nor a finite number. */
function shown(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? fromFloat(value) : String(value);
  return typeof value === "string" ? value : "";
}

/** A name on one line: control characters count as space, surrounding space does not count. */
function oneLine(value: unknown): string {
  return shown(value)
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim();
}
