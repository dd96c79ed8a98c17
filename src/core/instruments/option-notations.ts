import { isPlainDate, type PlainDate } from "#core/dates/plain-date.ts";
import { parseDecimal, signOf, trimZeros } from "#core/money/decimal.ts";
import { formatOccSymbol, parseOccSymbol } from "./occ-symbol.ts";
import type { OptionTerms } from "./position.ts";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** A short is marked as in an OCC symbol; an underlying may have a share class, as `BRK/B`, or be an index. */
const ROOT = String.raw`^-?\s*(?<root>\^?[A-Z][A-Z0-9./-]{0,7})`;
const STRIKE = String.raw`\$?(?<strike>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`;

/** How brokers write an option in their exports, each with its own name for it. Month, day, year in any order. */
const NOTATIONS: readonly RegExp[] = [
  // AAPL 12/20/2024 150.00 C (Schwab)
  new RegExp(`${ROOT} +(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4}) +${STRIKE} +(?<type>C|P)$`),
  // QQQ Dec 31 '26 $600 Put (E*TRADE)
  new RegExp(
    `${ROOT} +(?<month>[A-Z]{3}) +(?<day>\\d{1,2}),? +['’]?(?<year>\\d{2}) +${STRIKE} +(?<type>CALL|PUT)$`,
  ),
  // TQQQ 24AUG26 70 P (Interactive Brokers)
  new RegExp(`${ROOT} +(?<day>\\d{1,2})(?<month>[A-Z]{3})(?<year>\\d{2}) +${STRIKE} +(?<type>C|P)$`),
  // SPY_C450_20240315
  new RegExp(`${ROOT}_(?<type>C|P)${STRIKE}_(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})$`),
];

/**
 * The terms of an option written as an OCC symbol or in a broker's own way; null when the text is neither, or names
 * what no OCC symbol can. Years of two digits are of this century. The underlying is kept as written, `BRK/B`.
 */
export function parseOptionName(text: string): OptionTerms | null {
  const occ = parseOccSymbol(text);
  if (occ !== null) return occ;
  const name = text.trim().toUpperCase().replaceAll(/\s+/g, " ");
  for (const notation of NOTATIONS) {
    const groups = notation.exec(name)?.groups;
    if (groups === undefined) continue;
    const { root = "", strike: written = "", type = "" } = groups;
    const expiration = dateOf(groups);
    const strike = trimZeros(parseDecimal(written.replaceAll(",", "")) ?? "0");
    if (expiration === null || signOf(strike) === 0) return null;
    const terms = {
      underlying: root,
      strike,
      expiration,
      type: type.startsWith("C") ? "CALL" : "PUT",
    } as const;
    return "symbol" in formatOccSymbol(terms) ? terms : null;
  }
  return null;
}

function dateOf({ year = "", month = "", day = "" }: Readonly<Record<string, string>>): PlainDate | null {
  const number = MONTHS.includes(month) ? MONTHS.indexOf(month) + 1 : Number(month);
  const date = `${year.padStart(4, "20")}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isPlainDate(date) ? date : null;
}
