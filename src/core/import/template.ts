import { type CsvCell, csvLine } from "#core/csv/format-csv.ts";
import { INVESTMENT_SUBTYPES } from "#core/instruments/investment-subtypes.ts";
import { IMPORT_COLUMNS, type ImportField } from "./import-columns.ts";
import type { ImportedPosition } from "./imported-position.ts";

type TemplateRow = Partial<Record<ImportField, string>>;

/** One row for each way to state a position; dates lie on sessions, so that the template imports without warnings. */
const EXAMPLES: readonly TemplateRow[] = [
  {
    symbol: "AAPL",
    quantity: "100",
    entry_price: "194.03",
    entry_date: "2024-06-03",
    investment_class: "PUBLIC",
    investment_subtype: "STOCK",
  },
  {
    symbol: "SHOP",
    quantity: "-25",
    entry_price: "58.27",
    entry_date: "2024-06-03",
    investment_class: "PUBLIC",
    investment_subtype: "STOCK",
  },
  {
    symbol: "SPAXX",
    quantity: "10000",
    entry_price: "1.00",
    entry_date: "2024-06-03",
    investment_class: "PUBLIC",
    investment_subtype: "CASH",
  },
  {
    quantity: "5",
    entry_price: "8.75",
    entry_date: "2024-06-03",
    investment_class: "OPTIONS",
    underlying_symbol: "SPY",
    strike_price: "550.00",
    expiration_date: "2024-12-20",
    option_type: "CALL",
  },
  {
    symbol: "AAPL241220P00180000",
    quantity: "-2",
    entry_price: "5.10",
    entry_date: "2024-06-03",
    investment_class: "OPTIONS",
  },
  {
    symbol: "XLE",
    quantity: "80",
    entry_price: "91.25",
    entry_date: "2024-06-03",
    investment_class: "PUBLIC",
    investment_subtype: "ETF",
    exit_date: "2024-09-16",
    exit_price: "87.62",
  },
  {
    symbol: "PRIVATE_FUND_A",
    quantity: "1",
    entry_price: "50000.00",
    entry_date: "2024-06-03",
    investment_class: "PRIVATE",
    investment_subtype: "PRIVATE_EQUITY",
  },
];

const COMMENTS: readonly string[] = [
  "SigmaSight positions. Lines that start with # are not read; replace the example rows with your own.",
  `Required: ${IMPORT_COLUMNS.filter(({ required }) => required)
    .map(({ column }) => column)
    .join(", ")}. Dates are YYYY-MM-DD.`,
  "A negative quantity is short. A row with exit date and exit price is a closed lot.",
  ...Object.entries(INVESTMENT_SUBTYPES).map(([name, subtypes]) => `Class ${name}: ${subtypes.join(" ")}`),
  "Options: fill the option columns and leave Symbol blank, or give the OCC symbol. Quantity is contracts, price is premium per share.",
];

/** The file a user starts from: comments, header, examples. It imports unchanged. */
export function templateCsv(): string {
  const comments = COMMENTS.map((comment) => `# ${comment}\n`).join("");
  return comments + headerLine() + EXAMPLES.map((row) => csvLine(templateCells(row))).join("");
}

/** Positions in the template's format; importing the text gives the same positions. A lot of unknown cost has blank cells. */
export function formatPositions(positions: Iterable<Omit<ImportedPosition, "line">>): string {
  return (
    headerLine() + Array.from(positions, (position) => csvLine(templateCells(templateRow(position)))).join("")
  );
}

function headerLine(): string {
  return csvLine(IMPORT_COLUMNS.map(({ column }) => column));
}

function templateRow(position: Omit<ImportedPosition, "line">): TemplateRow {
  const { option, entryPrice } = position;
  return {
    symbol: position.symbol,
    quantity: position.quantity,
    entry_price: entryPrice ?? "",
    entry_date: entryPrice === null ? "" : position.entryDate,
    investment_class: position.investmentClass,
    investment_subtype: position.investmentSubtype ?? "",
    underlying_symbol: option?.underlying ?? "",
    strike_price: option?.strike ?? "",
    expiration_date: option?.expiration ?? "",
    option_type: option?.type ?? "",
    exit_date: position.exitDate ?? "",
    exit_price: position.exitPrice ?? "",
  };
}

const AMOUNT_FIELDS: ReadonlySet<ImportField> = new Set([
  "quantity",
  "entry_price",
  "strike_price",
  "exit_price",
]);

function templateCells(row: TemplateRow): readonly CsvCell[] {
  return IMPORT_COLUMNS.map(({ field }) => {
    const text = row[field] ?? "";
    return AMOUNT_FIELDS.has(field) && text !== "" ? { decimal: text } : text;
  });
}
