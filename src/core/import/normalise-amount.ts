const UNKNOWN = new Set(["", "-", "--", "—", "n/a", "null"]);
const AMOUNT = /^([+-]?)\s*\$?\s*([+-]?)(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)$/;

/** True for the ways in which brokers write "not known": blank, `--`, `N/A`. Unknown is never 0. */
export function isUnknown(text: string): boolean {
  return UNKNOWN.has(text.trim().toLowerCase());
}

/**
 * A broker's amount as a plain decimal: `$1,234.50` → `1234.50`, `(43.64)` and `($43.64)` → `-43.64`, `-$5` → `-5`.
 * Empty for an unknown one. Text in no such form comes back as it is, for the caller to refuse. Every digit is kept.
 */
export function normaliseAmount(text: string): string {
  const trimmed = text.trim();
  if (isUnknown(trimmed)) return "";
  const bracketed = /^\((.*)\)$/.exec(trimmed)?.[1];
  const match = AMOUNT.exec(bracketed?.trim() ?? trimmed);
  if (match === null) return trimmed;
  const [, before = "", after = "", digits = ""] = match;
  if ((before !== "" && after !== "") || (bracketed !== undefined && before + after !== "")) return trimmed;
  const sign = bracketed === undefined ? before + after : "-";
  return `${sign}${digits.replaceAll(",", "")}`;
}
