/** What a shock of a factor is written in. */
type ShockKind = "return" | "style" | "yield" | "change";

export interface ShockField {
  /** Its name in the API's notation. */
  readonly factor: string;
  readonly label: string;
  readonly kind: ShockKind;
  readonly hint: string;
}

export const SHOCK_FIELDS: readonly ShockField[] = [
  { factor: "Market", label: "Market", kind: "return", hint: "Return of the market" },
  { factor: "Interest_Rate", label: "Interest rate", kind: "yield", hint: "Change of the long yield" },
  { factor: "Value", label: "Value", kind: "style", hint: "Value stocks" },
  { factor: "Growth", label: "Growth", kind: "style", hint: "Growth stocks" },
  { factor: "Momentum", label: "Momentum", kind: "style", hint: "Recent winners" },
  { factor: "Size", label: "Size", kind: "style", hint: "Small companies" },
  { factor: "Quality", label: "Quality", kind: "style", hint: "Profitable companies" },
  { factor: "Low Volatility", label: "Low volatility", kind: "style", hint: "Calm stocks" },
  {
    factor: "Implied_Volatility",
    label: "Implied volatility",
    kind: "change",
    hint: "Relative change; only options feel it",
  },
];

/** What is written in one field. */
export interface ShockEntry {
  /** Percent, or basis points for a yield; empty: no shock. */
  readonly text: string;
  /** Whether a style's size is its own return, not that over the market. */
  readonly isOwn: boolean;
}

type ShockEntries = Readonly<Record<string, ShockEntry>>;

export const NO_SHOCK: ShockEntry = { text: "", isOwn: false };

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const PERCENT_RANGE = [-100, 1000] as const;
/** Beyond this the answer of the bond fund to a yield change turns. */
const LARGEST_YIELD_BP = 458;

/** What is wrong with an entry; null: nothing. */
export function shockError({ kind }: ShockField, { text }: ShockEntry): string | null {
  const value = numberOf(text);
  if (value === null) return null;
  if (Number.isNaN(value)) return "Write a number, such as −10.";
  if (kind === "yield") {
    return Math.abs(value) > LARGEST_YIELD_BP
      ? `From −${LARGEST_YIELD_BP} to ${LARGEST_YIELD_BP} basis points.`
      : null;
  }
  const [least, most] = PERCENT_RANGE;
  return value < least || value > most ? `From −100 to ${most} %.` : null;
}

/** Null: nothing is written; NaN: no number. A typographic minus and a percent sign are read too. */
function numberOf(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll("\u2212", "-")
    .replace(/\s*(?:%|bp)$/i, "");
  if (plain === "") return null;
  return NUMBER.test(plain) ? Number(plain) : Number.NaN;
}

/** The shocks in the API's notation; null: none, or one is wrong. */
export function shocksOf(entries: ShockEntries): string | null {
  const parts: string[] = [];
  for (const field of SHOCK_FIELDS) {
    const entry = entries[field.factor] ?? NO_SHOCK;
    const value = numberOf(entry.text);
    if (value === null || value === 0) continue;
    if (shockError(field, entry) !== null) return null;
    const size = field.kind === "yield" ? `${value}bp` : String(Number((value / 100).toPrecision(12)));
    parts.push(`${field.factor}:${size}${field.kind === "style" && entry.isOwn ? "a" : ""}`);
  }
  return parts.length === 0 ? null : parts.join(";");
}

/** The entries that mean these shocks; what is not understood is left out. */
export function entriesOf(shocks: string | null): ShockEntries {
  const entries: Record<string, ShockEntry> = {};
  for (const part of (shocks ?? "").split(";")) {
    const [name = "", size = ""] = part.split(":").map((text) => text.trim());
    const field = SHOCK_FIELDS.find(({ factor }) => factor === name);
    const number = Number.parseFloat(size);
    if (field === undefined || Number.isNaN(number)) continue;
    const shown = field.kind === "yield" ? number : Number((number * 100).toPrecision(12));
    entries[name] = { text: String(shown), isOwn: /a$/i.test(size) };
  }
  return entries;
}
