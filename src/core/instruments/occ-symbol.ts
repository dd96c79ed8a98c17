import { isPlainDate } from "#core/dates/plain-date.ts";
import { compareDecimals, type Decimal, decimalPlaces, signOf, trimZeros } from "#core/money/decimal.ts";
import type { OptionTerms } from "./position.ts";

/**
 * OCC option symbols: root (1 to 6 letters and digits), yymmdd, C or P, strike × 1000 in eight digits. Canonical
 * here is the compact form, `AAPL240119C00195000`. Source: OCC Options Symbology Initiative, 2010.
 */
const OCC = /^-?\s*([A-Z0-9]{1,6})\s*(\d{6})([CP])(\d{8})$/;
const STRIKE_LIMIT: Decimal = "100000";

export type NoOccSymbolReason =
  | "NO_ROOT"
  | "EXPIRATION_YEAR"
  | "STRIKE_NOT_POSITIVE"
  | "STRIKE_DECIMALS"
  | "STRIKE_TOO_LARGE";

/**
 * The terms an OCC symbol states; null when the text is not one. Accepts the compact form, the root padded to
 * six (`AAPL  240119C00195000`), and the leading space or minus with which brokers mark a short (the sign is the
 * quantity's business). The underlying is the root as written: `BRKB`, not `BRK.B`.
 */
export function parseOccSymbol(text: string): OptionTerms | null {
  const match = OCC.exec(text.trim().toUpperCase());
  if (match === null) return null;
  const [, underlying = "", yymmdd = "", type, thousandths = ""] = match;
  const expiration = `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`;
  const strike = trimZeros(`${thousandths.slice(0, 5).replace(/^0+(?=\d)/, "")}.${thousandths.slice(5)}`);
  if (!/[A-Z]/.test(underlying) || !isPlainDate(expiration) || signOf(strike) === 0) return null;
  return { underlying, strike, expiration, type: type === "C" ? "CALL" : "PUT" };
}

/** The canonical symbol of an option, or why its terms do not fit one. `BRK.B` and `^SPX` give roots BRKB, SPX. */
export function formatOccSymbol(
  terms: OptionTerms,
): { readonly symbol: string } | { readonly reason: NoOccSymbolReason } {
  const root = occRoot(terms.underlying);
  const strike = trimZeros(terms.strike);
  if (root.length > 6 || !/[A-Z]/.test(root)) return { reason: "NO_ROOT" };
  if (!terms.expiration.startsWith("20")) return { reason: "EXPIRATION_YEAR" };
  if (signOf(strike) <= 0) return { reason: "STRIKE_NOT_POSITIVE" };
  if (decimalPlaces(strike) > 3) return { reason: "STRIKE_DECIMALS" };
  if (compareDecimals(strike, STRIKE_LIMIT) >= 0) return { reason: "STRIKE_TOO_LARGE" };
  const [whole = "", decimals = ""] = strike.split(".");
  const yymmdd = terms.expiration.slice(2).replaceAll("-", "");
  const digits = `${whole.padStart(5, "0")}${decimals.padEnd(3, "0")}`;
  return { symbol: `${root}${yymmdd}${terms.type === "CALL" ? "C" : "P"}${digits}` };
}

/** Letters and digits of an underlying's symbol: what the OCC makes of it. */
export function occRoot(underlying: string): string {
  return underlying.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}
