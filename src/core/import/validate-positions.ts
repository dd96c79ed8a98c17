import { addYears, type PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { type Decimal, signOf } from "#core/money/decimal.ts";
import { findDuplicateRows } from "./find-duplicate-rows.ts";
import { type ImportIssue, tellErrors } from "./import-issue.ts";
import type { ImportedPosition } from "./imported-position.ts";
import type { PositionsFile } from "./positions-file.ts";
import { readClass, readSubtype } from "./read-class.ts";
import { readExit } from "./read-exit.ts";
import { readOption } from "./read-option.ts";
import { checkOptionName, readSymbol } from "./read-symbol.ts";
import { createRowReader, type RowReader } from "./row-reader.ts";

/** Entry dates before this many years ago are slips. */
const MAX_AGE_YEARS = 100;

export interface ImportOptions {
  /** The business day of the import: entries and exits after it are in the future. */
  readonly today: PlainDate;
  readonly calendar: TradingCalendar;
  /** Where the history of lots of unknown cost starts; one year before today when null. */
  readonly historyFrom: PlainDate | null;
}

export interface ImportResult {
  /** The rows without an error. With any error in the file, none of them may be stored. */
  readonly positions: readonly ImportedPosition[];
  /** Every error of the file and its rows, by line; of very many the first ones, and how many more there are. */
  readonly errors: readonly ImportIssue[];
  readonly warnings: readonly ImportIssue[];
}

/**
 * Checks every cell of a positions file and turns its rows into positions. All errors are found at once, each on
 * its cell and one to a cell. In a mapped file a lot without entry date or cost gets entry price null and enters
 * on the first session from `historyFrom` on, with a warning. Needs a calendar that covers `historyFrom`.
 */
export function validatePositions(file: PositionsFile, options: ImportOptions): ImportResult {
  const duplicates = findDuplicateRows(file);
  const positions: ImportedPosition[] = [];
  const issues: ImportIssue[] = [...file.errors];
  for (const record of file.records) {
    const found: ImportIssue[] = [];
    const row = createRowReader(file, record, found);
    const position = readPosition(row, file.format === "mapped", options);
    const original = duplicates.get(record);
    if (original !== undefined)
      row.fail("symbol", "ERR_POS_023", { expected: `a row that differs from line ${original}` });
    if (position !== null && !found.some(isError)) positions.push(position);
    for (const issue of found) issues.push(issue);
  }
  issues.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return {
    positions,
    errors: tellErrors(issues.filter(isError)),
    warnings: issues.filter((issue) => !isError(issue)),
  };
}

function isError(issue: ImportIssue): boolean {
  return issue.severity === "error";
}

/** Reads all cells of a row, so that every error is found; null when one of them is wrong. */
function readPosition(row: RowReader, mapped: boolean, options: ImportOptions): ImportedPosition | null {
  const investmentClass = readClass(row);
  const subtype = readSubtype(row, investmentClass);
  const quantity = readQuantity(row);
  const entry = readEntry(row, mapped, options);
  const costUnknown = entry !== null && entry.price === null;
  const exit = readExit(row, entry?.date ?? null, options);
  const isOption = investmentClass === "OPTIONS";
  if (isOption) checkOptionName(row);
  const option = isOption ? readOption(row, costUnknown ? null : (entry?.date ?? null)) : null;
  const symbol = isOption ? (option?.symbol ?? null) : readSymbol(row);
  if (symbol === null || quantity === null || entry === null || exit === null) return null;
  return {
    line: row.line,
    symbol,
    investmentClass,
    investmentSubtype: option?.option.type ?? subtype,
    quantity,
    entryPrice: entry.price,
    entryDate: entry.date,
    exitDate: exit.date,
    exitPrice: exit.price,
    option: option?.option ?? null,
    mark: null,
    markDate: null,
  };
}

function readQuantity(row: RowReader): Decimal | null {
  const cell = row.amount("quantity", { notANumber: "ERR_POS_005", tooManyDecimals: "ERR_POS_007" });
  if (cell.state === "blank") row.fail("quantity", "ERR_POS_004");
  if (cell.state !== "ok") return null;
  if (signOf(cell.value) !== 0) return cell.value;
  row.fail("quantity", "ERR_POS_006");
  return null;
}

interface Entry {
  readonly date: PlainDate;
  /** Null: the cost is unknown. */
  readonly price: Decimal | null;
}

/** Entry date and price. Both cells are read before either decides, so that both can be reported. */
function readEntry(row: RowReader, mapped: boolean, options: ImportOptions): Entry | null {
  const price = row.amount("entry_price", { notANumber: "ERR_POS_009", tooManyDecimals: "ERR_POS_011" });
  const date = row.date("entry_date", "ERR_POS_013");
  if (price.state === "ok" && signOf(price.value) <= 0) row.fail("entry_price", "ERR_POS_010");
  if (date.state === "ok") checkEntryDate(row, date.value, options);
  if (!mapped && price.state === "blank") row.fail("entry_price", "ERR_POS_008");
  if (!mapped && date.state === "blank") row.fail("entry_date", "ERR_POS_012");
  if (row.failed("entry_price") || row.failed("entry_date")) return null;
  if (price.state === "ok" && date.state === "ok") return { date: date.value, price: price.value };
  const start = historyStart(options);
  row.warn(price.state === "ok" ? "entry_date" : "entry_price", "COST_UNKNOWN", `history starts on ${start}`);
  return { date: start, price: null };
}

function checkEntryDate(row: RowReader, date: PlainDate, { today, calendar }: ImportOptions): void {
  if (date > today) row.fail("entry_date", "ERR_POS_014");
  else if (date < addYears(today, -MAX_AGE_YEARS)) row.fail("entry_date", "ERR_POS_015");
  else if (!calendar.isSession(date)) row.warn("entry_date", "NON_SESSION_DATE", "a trading session");
}

/** The session on which lots of unknown cost enter. */
function historyStart({ today, calendar, historyFrom }: ImportOptions): PlainDate {
  return calendar.session(calendar.ordinalOnOrAfter(historyFrom ?? addYears(today, -1)));
}
