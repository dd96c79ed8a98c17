import pg from "pg";

const INT8 = 20;
const DATE = 1082;
const FLOAT8_ARRAY = 1022;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const NUMERIC_ARRAY = 1231;
const TEXT_ARRAY = 1009;

type TextParser = (text: string) => unknown;

const textArray: TextParser = pg.types.getTypeParser(TEXT_ARRAY as number, "text");

/**
 * How column values arrive in the program, where it differs from pg's defaults:
 * - `date` is a PlainDate string (pg makes a `Date` in local time of it);
 * - `int8`, which `count(*)` gives too, is a number; beyond 2^53 − 1 the query fails rather than lose digits;
 * - `float8[]` is a Float64Array with NaN for NULL, as kernels want it (one dimension only);
 * - `numeric[]` and `date[]` stay strings like their elements.
 * Unchanged: `numeric` is an exact string, `float8` a number, `timestamptz` a `Date` (an instant), `jsonb` parsed.
 */
const PARSERS = new Map<number, TextParser>([
  [INT8, safeInteger],
  [DATE, (text) => text],
  [FLOAT8_ARRAY, parseFloat8Array],
  [
    INT8_ARRAY,
    (text) => (textArray(text) as (string | null)[]).map((x) => (x === null ? null : safeInteger(x))),
  ],
  [DATE_ARRAY, textArray],
  [NUMERIC_ARRAY, textArray],
]);

/** For `types` of a pool or client: applies to it alone, so a library with its own pool keeps pg's defaults. */
export const databaseTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : PARSERS.get(oid)) ??
    pg.types.getTypeParser(oid, format as "text")) as pg.CustomTypesConfig["getTypeParser"],
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`int8 ${text} is beyond what a number holds exactly`);
  return value;
}

/** `{1.5,NULL,-2}` → Float64Array. Throws on nested arrays. */
export function parseFloat8Array(text: string): Float64Array {
  if (text === "{}") return new Float64Array(0);
  if (text[0] !== "{" || text[1] === "{") throw new RangeError("only one-dimensional float8[] are read");
  const parts = text.slice(1, -1).split(",");
  return Float64Array.from(parts, (part) => (part === "NULL" ? Number.NaN : Number(part)));
}
