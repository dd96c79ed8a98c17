/** The template's columns in their order, and the name of each in the API and in a column mapping. */
export const IMPORT_COLUMNS = [
  { field: "symbol", column: "Symbol", required: true },
  { field: "quantity", column: "Quantity", required: true },
  { field: "entry_price", column: "Entry Price Per Share", required: true },
  { field: "entry_date", column: "Entry Date", required: true },
  { field: "investment_class", column: "Investment Class", required: false },
  { field: "investment_subtype", column: "Investment Subtype", required: false },
  { field: "underlying_symbol", column: "Underlying Symbol", required: false },
  { field: "strike_price", column: "Strike Price", required: false },
  { field: "expiration_date", column: "Expiration Date", required: false },
  { field: "option_type", column: "Option Type", required: false },
  { field: "exit_date", column: "Exit Date", required: false },
  { field: "exit_price", column: "Exit Price Per Share", required: false },
] as const;

export type ImportField = (typeof IMPORT_COLUMNS)[number]["field"];

/**
 * Fields whose column must be there. A mapped file may lack entry price and date: its lots are of unknown cost.
 */
export function requiredFields(format: "sigmasight" | "mapped"): readonly ImportField[] {
  if (format === "mapped") return ["symbol", "quantity"];
  return IMPORT_COLUMNS.filter(({ required }) => required).map(({ field }) => field);
}

export const OPTION_FIELDS = [
  "underlying_symbol",
  "strike_price",
  "expiration_date",
  "option_type",
] as const satisfies readonly ImportField[];

const COLUMN_OF: ReadonlyMap<ImportField, string> = new Map(
  IMPORT_COLUMNS.map(({ field, column }) => [field, column]),
);

/** A field's column name in the template. */
export function columnOf(field: ImportField): string {
  return COLUMN_OF.get(field) as string;
}

/** A column name for comparison: without regard to case and surrounding or repeated space. */
export function normaliseColumn(name: string): string {
  return name.trim().replaceAll(/\s+/g, " ").toLowerCase();
}
