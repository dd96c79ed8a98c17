import { normaliseAmount } from "#core/import/normalise-amount.ts";

/** A correction that can be made to many cells at once. */
export interface Repair {
  /** What it does: `Write as YYYY-MM-DD, month first`. */
  readonly label: string;
  /** The new text; null where it does not fit. */
  readonly apply: (text: string) => string | null;
}

const MONTH_FIRST: Repair = {
  label: "Write as YYYY-MM-DD, month first",
  apply: (text) => isoDate(text, 0, 1),
};
const DAY_FIRST: Repair = { label: "Write as YYYY-MM-DD, day first", apply: (text) => isoDate(text, 1, 0) };
const PLAIN_NUMBER: Repair = { label: "Write as plain numbers", apply: plainNumber };

const REPAIRS: Readonly<Record<string, readonly Repair[]>> = {
  ERR_POS_013: [MONTH_FIRST, DAY_FIRST],
  ERR_POS_005: [PLAIN_NUMBER],
  ERR_POS_009: [PLAIN_NUMBER],
  ERR_POS_024: [PLAIN_NUMBER],
};

/**
 * Corrections that fit every one of the texts found with an error code. Where day and month cannot be told apart there
 * are two, for the reader to choose.
 */
export function repairsOf(code: string, texts: readonly string[]): readonly Repair[] {
  if (texts.length === 0) return [];
  return (REPAIRS[code] ?? []).filter(({ apply }) => texts.every((text) => apply(text) !== null));
}

/** `6/30/2025`, `30.06.2025`, `06-30-2025` as `2025-06-30`; `month` and `day` say which part is which. */
function isoDate(text: string, month: 0 | 1, day: 0 | 1): string | null {
  const match = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text.trim());
  if (match === null) return null;
  const parts = [Number(match[1]), Number(match[3])] as const;
  const [months, days] = [parts[month], parts[day]];
  const date = new Date(Date.UTC(Number(match[4]), months - 1, days));
  // A day that the month does not have would roll over into the next one.
  if (date.getUTCMonth() !== months - 1 || date.getUTCDate() !== days) return null;
  return date.toISOString().slice(0, 10);
}

/** `$1,234.50` as `1234.50`. */
function plainNumber(text: string): string | null {
  const plain = normaliseAmount(text);
  return plain !== text.trim() && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? plain : null;
}
