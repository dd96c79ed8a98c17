import { dayNumber, type PlainDate } from "#core/dates/plain-date.ts";
import type { CopyBuffer } from "./copy-buffer.ts";
import { encodeNumeric } from "./numeric-binary.ts";

/** One column of a COPY: its name and how the value of a row is written. Types must equal the table's; nothing is cast. */
export interface CopyColumn {
  readonly name: string;
  write(out: CopyBuffer, row: number): void;
}

/** A row's value: an array by row number, or a function of it – no object per row is needed. */
export type Values<T> = ArrayLike<T> | ((row: number) => T);

const TEXT_OID = 25;
const UUID_OID = 2950;
const INT2_OID = 21;
const FLOAT8_OID = 701;
const JSONB_VERSION = 1;
/** 2000-01-01, PostgreSQL's epoch. */
const EPOCH_DAY = 10_957;
const EPOCH_MS = 946_684_800_000;

/** Rows of one portfolio follow each other, and a run's id is in all of them: the bytes of the last one are kept. */
export function uuidColumn(name: string, values: Values<string | null>): CopyColumn {
  let last: { readonly text: string; readonly bytes: Buffer } | null = null;
  return column(name, values, (out, value) => {
    if (last?.text !== value) last = { text: value, bytes: uuidBytes(value) };
    out.bytes(last.bytes);
  });
}

export const textColumn = (name: string, values: Values<string | null>): CopyColumn =>
  column(name, values, (out, value) => out.text(value));

/** The day number is computed once per distinct date: rows repeat sessions, and checking a date costs more than all else. */
export function dateColumn(name: string, values: Values<PlainDate | null>): CopyColumn {
  const days = new Map<PlainDate, number>();
  return column(name, values, (out, value) => {
    let day = days.get(value);
    if (day === undefined) {
      day = dayNumber(value) - EPOCH_DAY;
      days.set(value, day);
    }
    out.int4(day);
  });
}

export const boolColumn = (name: string, values: Values<boolean | null>): CopyColumn =>
  column(name, values, (out, value) => out.bool(value));

export const int2Column = (name: string, values: Values<number | null>): CopyColumn =>
  column(name, values, (out, value) => out.int2(integer(value)));

export const int4Column = (name: string, values: Values<number | null>): CopyColumn =>
  column(name, values, (out, value) => out.int4(integer(value)));

export const int8Column = (name: string, values: Values<number | bigint | null>): CopyColumn =>
  column(name, values, (out, value) => out.int8(BigInt(value)));

/** NaN means missing and is stored as NULL. An infinite number is refused: it is no answer, and JSON cannot hold it. */
export const float8Column = (name: string, values: Values<number | null>): CopyColumn =>
  column(name, values, writeFloat8);

/** Whole arrays; NaN elements become NULL elements. */
export const float8ArrayColumn = (name: string, values: Values<Float64Array | null>): CopyColumn =>
  column(name, values, (out, value) =>
    out.array(FLOAT8_OID, value.length, value.some(Number.isNaN), (i) => writeFloat8(out, value[i]!)),
  );

/** Arrays of `length` elements, asked for one by one; NaN elements become NULL elements. */
export function float8ElementsColumn(
  name: string,
  length: number,
  element: (row: number, index: number) => number,
): CopyColumn {
  const hasMissing = (row: number) => {
    for (let i = 0; i < length; i++) if (Number.isNaN(element(row, i))) return true;
    return false;
  };
  const rowNumber = (row: number) => row;
  return column(name, rowNumber, (out, row) =>
    out.array(FLOAT8_OID, length, hasMissing(row), (i) => writeFloat8(out, element(row, i))),
  );
}

export const int2ArrayColumn = (name: string, values: Values<ArrayLike<number> | null>): CopyColumn =>
  column(name, values, (out, value) =>
    out.array(INT2_OID, value.length, false, (i) => out.int2(integer(value[i]!))),
  );

/** Whole arrays; null elements become NULL elements. */
export const textArrayColumn = (
  name: string,
  values: Values<readonly (string | null)[] | null>,
): CopyColumn =>
  column(name, values, (out, value) =>
    out.array(TEXT_OID, value.length, value.includes(null), (i) => {
      const text = value[i]!;
      if (text === null) out.null();
      else out.text(text);
    }),
  );

export const uuidArrayColumn = (name: string, values: Values<readonly string[] | null>): CopyColumn =>
  column(name, values, (out, value) =>
    out.array(UUID_OID, value.length, false, (i) => out.bytes(uuidBytes(value[i]!))),
  );

/** Any JSON value; `null` is SQL's NULL, not JSON's. */
export const jsonbColumn = (name: string, values: Values<unknown>): CopyColumn =>
  column(name, values, (out, value) => out.text(JSON.stringify(value), JSONB_VERSION));

/** An instant: a Date, or milliseconds since 1970 UTC. */
export const timestamptzColumn = (name: string, values: Values<Date | number | null>): CopyColumn =>
  column(name, values, (out, value) => out.int8(BigInt(Math.round((Number(value) - EPOCH_MS) * 1000))));

/** Exact decimals as strings. */
export const numericColumn = (name: string, values: Values<string | null>): CopyColumn =>
  column(name, values, (out, value) => out.bytes(encodeNumeric(value)));

function column<T>(
  name: string,
  values: Values<T>,
  write: (out: CopyBuffer, value: NonNullable<T>) => void,
): CopyColumn {
  const at = typeof values === "function" ? values : (row: number) => values[row] as T;
  return {
    name,
    write(out, row) {
      const value = at(row);
      if (value === undefined) throw new RangeError(`column ${name}, row ${row}: no value`);
      if (value === null) return out.null();
      try {
        write(out, value);
      } catch (error) {
        throw new RangeError(
          `column ${name}, row ${row}: ${error instanceof Error ? error.message : error}`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

function writeFloat8(out: CopyBuffer, value: number): void {
  if (Number.isNaN(value)) out.null();
  else if (Number.isFinite(value)) out.float8(value);
  else throw new RangeError(`${value} is not stored`);
}

function integer(value: number): number {
  if (!Number.isInteger(value)) throw new RangeError(`${value} is not an integer`);
  return value;
}

function uuidBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll("-", ""), "hex");
  if (bytes.length !== 16 || text.length !== 36) throw new RangeError(`not a uuid: ${JSON.stringify(text)}`);
  return bytes;
}
