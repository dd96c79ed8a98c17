import type { Lot } from "./holding.ts";

const FIELDS = [
  "symbol",
  "quantity",
  "entry_price",
  "entry_date",
  "investment_class",
  "investment_subtype",
  "underlying_symbol",
  "strike_price",
  "expiration_date",
  "option_type",
  "exit_date",
  "exit_price",
] as const;

export type LotField = (typeof FIELDS)[number];

/** A lot as its form holds it: text, empty where nothing is stated. */
export type LotDraft = Readonly<Record<LotField, string>>;

export const EMPTY_DRAFT: LotDraft = {
  symbol: "",
  quantity: "",
  entry_price: "",
  entry_date: "",
  investment_class: "PUBLIC",
  investment_subtype: "",
  underlying_symbol: "",
  strike_price: "",
  expiration_date: "",
  option_type: "CALL",
  exit_date: "",
  exit_price: "",
};

export function draftOf(lot: Lot): LotDraft {
  const isOption = lot.investment_class === "OPTIONS";
  return {
    symbol: isOption ? "" : lot.symbol,
    quantity: String(lot.quantity),
    entry_price: textOf(lot.entry_price),
    entry_date: lot.entry_date,
    investment_class: lot.investment_class,
    investment_subtype: isOption ? "" : (lot.investment_subtype ?? ""),
    underlying_symbol: lot.underlying_symbol ?? "",
    strike_price: textOf(lot.strike_price),
    expiration_date: lot.expiration_date ?? "",
    option_type: lot.option_type ?? "CALL",
    exit_date: lot.exit_date ?? "",
    exit_price: textOf(lot.exit_price),
  };
}

/** What belongs to the draft's class: an option has terms, other lots have a symbol and a subtype. */
export function fieldsOf({ investment_class: kind }: LotDraft): readonly LotField[] {
  const ofOptions: readonly LotField[] = [
    "underlying_symbol",
    "strike_price",
    "expiration_date",
    "option_type",
  ];
  const ofOthers: readonly LotField[] = ["symbol", "investment_subtype"];
  const foreign = kind === "OPTIONS" ? ofOthers : ofOptions;
  return FIELDS.filter((field) => !foreign.includes(field));
}

/** The draft as the API takes a new lot: what is stated, without what is of another class. */
export function newLot(draft: LotDraft): Partial<LotDraft> {
  return pick(
    draft,
    fieldsOf(draft).filter((field) => draft[field].trim() !== ""),
  );
}

/**
 * The fields that differ, as the API takes a change; stating a quantity or price anew has consequences of its own. What
 * only the new class has is stated in full: the draft's proposals are not what is stored.
 */
export function changedFields(before: LotDraft, after: LotDraft): Partial<LotDraft> {
  const [known, shown] = [fieldsOf(before), fieldsOf(after)];
  const cleared = known.filter((field) => !shown.includes(field));
  return {
    ...pick(
      after,
      shown.filter((field) => before[field] !== after[field] || !known.includes(field)),
    ),
    ...Object.fromEntries(cleared.map((field) => [field, ""])),
  };
}

function pick(draft: LotDraft, fields: readonly LotField[]): Partial<LotDraft> {
  return Object.fromEntries(fields.map((field) => [field, draft[field].trim()]));
}

function textOf(number: number | null): string {
  return number === null ? "" : String(number);
}
