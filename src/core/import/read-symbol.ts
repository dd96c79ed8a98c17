import type { RowReader } from "./row-reader.ts";

const MAX_LENGTH = 100;
/** Letters, digits and . _ - / ^ =, at least one of them a letter or a digit. */
export const SYMBOL_CHARACTERS = /^(?=.*[A-Za-z0-9])[A-Za-z0-9._\-/^=]+$/;

/** The symbol in canonical form, upper-cased; null when it is missing or wrong, which is then reported. */
export function readSymbol(row: RowReader): string | null {
  const text = row.text("symbol");
  if (text === "") row.fail("symbol", "ERR_POS_001");
  else if (text.length > MAX_LENGTH) row.fail("symbol", "ERR_POS_002");
  else if (!SYMBOL_CHARACTERS.test(text)) row.fail("symbol", "ERR_POS_003");
  else return text.toUpperCase();
  return null;
}

/** An option's symbol may be any name, since its terms make the canonical one; only its length is limited. */
export function checkOptionName(row: RowReader): void {
  if (row.text("symbol").length > MAX_LENGTH) row.fail("symbol", "ERR_POS_002");
}
