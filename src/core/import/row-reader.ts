import { unescapeFormula } from "#core/csv/format-csv.ts";
import { isPlainDate, type PlainDate } from "#core/dates/plain-date.ts";
import type { FindingCode } from "#core/errors/finding.ts";
import {
  compareDecimals,
  type Decimal,
  decimalPlaces,
  negateDecimal,
  parseDecimal,
  signOf,
} from "#core/money/decimal.ts";
import type { ImportCode } from "./import-codes.ts";
import { columnOf, type ImportField } from "./import-columns.ts";
import { type ImportIssue, importError, importWarning } from "./import-issue.ts";
import { isUnknown, normaliseAmount } from "./normalise-amount.ts";
import type { ImportRecord, PositionsFile } from "./positions-file.ts";

/** Decimals a quantity or price may have. */
const MAX_DECIMALS = 10;
/** Characters of an amount: more are no amount, and arithmetic with a cell full of digits takes long. */
const MAX_AMOUNT_LENGTH = 100;
/** Magnitudes from here on are slips, and would lose their digits in float64. */
const TOO_LARGE: Decimal = "1000000000000000";

/** What a date or number cell holds: nothing, something wrong (already reported), or a value. */
export type CellValue<T> =
  | { readonly state: "blank" | "wrong" }
  | { readonly state: "ok"; readonly value: T };

/** Reads the cells of one row and puts each error on its cell, never more than one to a cell. */
export interface RowReader {
  readonly line: number;
  /** The cell's text without surrounding space; empty where blank, absent from the file, or marked unknown. */
  text(field: ImportField): string;
  amount(field: ImportField, codes: AmountCodes): CellValue<Decimal>;
  date(field: ImportField, notADate: ImportCode): CellValue<PlainDate>;
  fail(
    field: ImportField,
    code: ImportCode,
    more?: { readonly expected?: string; readonly detail?: string },
  ): void;
  warn(field: ImportField, code: FindingCode, expected: string): void;
  failed(field: ImportField): boolean;
}

export interface AmountCodes {
  readonly notANumber: ImportCode;
  readonly tooManyDecimals: ImportCode;
}

/** `issues` receives what is found. Only a mapped file may write amounts in a broker's way, and `--` for unknown. */
export function createRowReader(
  file: Pick<PositionsFile, "format" | "header" | "columns">,
  record: ImportRecord,
  issues: ImportIssue[],
): RowReader {
  const mapped = file.format === "mapped";
  const failedFields = new Set<ImportField>();

  function text(field: ImportField): string {
    const index = file.columns.get(field);
    const cell = unescapeFormula((index === undefined ? "" : (record.cells[index] ?? "")).trim());
    return mapped && isUnknown(cell) ? "" : cell;
  }

  function place(field: ImportField): { row: number; column: string; field: string; found: string } {
    const index = file.columns.get(field);
    const column = (index === undefined ? undefined : file.header[index]) ?? columnOf(field);
    return { row: record.line, column, field, found: text(field) };
  }

  const reader: RowReader = {
    line: record.line,
    text,
    amount(field, { notANumber, tooManyDecimals }) {
      const written = text(field);
      if (written.length > MAX_AMOUNT_LENGTH) {
        reader.fail(field, notANumber, { detail: "too long" });
        return { state: "wrong" };
      }
      const plain = mapped ? normaliseAmount(written) : written;
      if (plain === "") return { state: "blank" };
      const value = parseDecimal(plain);
      if (value === null) reader.fail(field, notANumber);
      else if (magnitude(value) >= 0) reader.fail(field, notANumber, { detail: "too large" });
      else if (decimalPlaces(value) > MAX_DECIMALS) reader.fail(field, tooManyDecimals);
      else return { state: "ok", value };
      return { state: "wrong" };
    },
    date(field, notADate) {
      const value = text(field);
      if (value === "") return { state: "blank" };
      if (isPlainDate(value)) return { state: "ok", value };
      reader.fail(field, notADate);
      return { state: "wrong" };
    },
    fail(field, code, more = {}) {
      if (failedFields.has(field)) return;
      failedFields.add(field);
      issues.push(importError(code, { ...place(field), ...more }));
    },
    warn(field, code, expected) {
      issues.push(importWarning(code, { ...place(field), expected }));
    },
    failed: (field) => failedFields.has(field),
  };
  return reader;
}

/** Compares a value's magnitude with the largest allowed one. */
function magnitude(value: Decimal): -1 | 0 | 1 {
  return compareDecimals(signOf(value) < 0 ? negateDecimal(value) : value, TOO_LARGE);
}
