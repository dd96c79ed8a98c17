import { IMPORT_COLUMNS, type ImportField, normaliseColumn } from "#core/import/import-columns.ts";

/** Field by column of the file; a column that is not there is ignored. */
export type ColumnChoice = Readonly<Record<string, ImportField>>;

/** How spreadsheets and brokers name what a field holds, most telling first; compared without case and signs. */
const ALIASES: Readonly<Partial<Record<ImportField, readonly string[]>>> = {
  symbol: ["symbol", "ticker", "ticker symbol", "instrument", "code"],
  quantity: ["quantity", "qty (quantity)", "qty", "shares", "units", "no of shares", "amount of shares"],
  entry_price: [
    "average cost basis",
    "avg price",
    "average price",
    "price paid",
    "price paid $",
    "cost price",
    "unit cost",
    "cost per share",
    "cost basis per share",
    "purchase price",
    "average cost",
    "avg cost",
    "entry price",
  ],
  entry_date: ["date acquired", "purchase date", "acquired", "open date", "date opened", "trade date"],
  underlying_symbol: ["underlying", "underlying ticker"],
  strike_price: ["strike"],
  expiration_date: ["expiration", "expiry", "expiry date"],
  option_type: ["put call", "call put"],
};

/** A guess by the names of the columns: each field at most once. */
export function guessColumns(header: readonly string[]): ColumnChoice {
  const choice: Record<string, ImportField> = {};
  for (const { field, column } of IMPORT_COLUMNS) {
    const names = [column, ...(ALIASES[field] ?? [])].map(squeeze);
    const found = names
      .map((name) => header.find((one) => squeeze(one) === name))
      .find((one) => one !== undefined && choice[one] === undefined);
    if (found !== undefined) choice[found] = field;
  }
  return choice;
}

/** Whether a choice is enough to read a file: the fields that every position needs. */
export function isEnough(choice: ColumnChoice): boolean {
  const fields = new Set(Object.values(choice));
  return fields.has("symbol") && fields.has("quantity");
}

/** The choice in force, as the server tells it: column by field. */
export function choiceOf(mapping: Readonly<Record<string, string>>): ColumnChoice {
  return Object.fromEntries(
    IMPORT_COLUMNS.flatMap(({ field }) => {
      const column = mapping[field];
      return column === undefined ? [] : [[column, field] as const];
    }),
  );
}

/** The choice with one column changed; a field that another column had moves over. Null: the column is ignored. */
export function withColumn(choice: ColumnChoice, column: string, field: ImportField | null): ColumnChoice {
  const others = Object.entries(choice).filter(
    ([name, taken]) => taken !== field && normaliseColumn(name) !== normaliseColumn(column),
  );
  return Object.fromEntries(field === null ? others : [...others, [column, field]]);
}

function squeeze(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "");
}
