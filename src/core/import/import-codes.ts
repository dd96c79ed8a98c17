interface ImportCodeDefinition {
  /** One line for people; starts the message of every error with this code. */
  readonly title: string;
  /** What the cell, field or file should have held. */
  readonly expected: string;
  /** What to do about it. */
  readonly hint: string;
  /** HTTP status when it reaches a client. */
  readonly status: number;
}

const PRICE_TEXT = "a number greater than 0, with at most 10 decimals";
const QUANTITY_TEXT = "a number other than 0, with at most 10 decimals; negative is short";

/** Every error an import can give: of the file, of its rows, and of the portfolio's own fields. */
export const IMPORT_CODES = {
  ERR_CSV_001: {
    title: "The file is too large",
    expected: "a file of at most 10 MB",
    hint: "Split the file, or remove columns that are not used.",
    status: 413,
  },
  ERR_CSV_002: {
    title: "The file is not a CSV",
    expected: "a text file whose name ends in .csv",
    hint: "Save the sheet as CSV (UTF-8) and send that file.",
    status: 422,
  },
  ERR_CSV_003: {
    title: "The file has no positions",
    expected: "at least one row below the header",
    hint: "Add one row for each position; lines that start with # are not read.",
    status: 422,
  },
  ERR_CSV_004: {
    title: "A required column is absent",
    expected: "the columns Symbol, Quantity, Entry Price Per Share and Entry Date",
    hint: "Start from the template, or map the file's columns to ours.",
    status: 422,
  },
  ERR_CSV_005: {
    title: "The header cannot be read",
    expected: "one line of column names, each once",
    hint: "Make the column names the first line that is neither blank nor a comment.",
    status: 422,
  },
  ERR_CSV_006: {
    title: "The row is malformed",
    expected: "UTF-8 text, with as many cells as the header and every quote closed",
    hint: "Check the line's commas and quotes, and save the file as UTF-8.",
    status: 422,
  },
  ERR_CSV_007: {
    title: "The column mapping is not valid",
    expected: "a JSON object from a column of the file to one of our fields, each field once",
    hint: "Map at least symbol and quantity; leave out columns that are not needed.",
    status: 422,
  },
  ERR_CSV_008: {
    title: "The file has too many rows",
    expected: "at most 20000 rows",
    hint: "Split the file by account, or add lots of one symbol and one price together.",
    status: 422,
  },
  ERR_CSV_009: {
    title: "Not all errors are listed",
    expected: "a file with fewer errors",
    hint: "Correct those that are listed, then send the file again.",
    status: 422,
  },
  ERR_POS_001: {
    title: "The symbol is missing",
    expected: "a symbol, such as AAPL",
    hint: "Give the symbol; only an option with its own columns filled may leave it blank.",
    status: 422,
  },
  ERR_POS_002: {
    title: "The symbol is too long",
    expected: "at most 100 characters",
    hint: "Shorten the symbol.",
    status: 422,
  },
  ERR_POS_003: {
    title: "The symbol has characters that are not allowed",
    expected: "letters, digits and . _ - / ^ =",
    hint: "Remove spaces and other characters.",
    status: 422,
  },
  ERR_POS_004: {
    title: "The quantity is missing",
    expected: QUANTITY_TEXT,
    hint: "Give the number of shares, units or contracts.",
    status: 422,
  },
  ERR_POS_005: {
    title: "The quantity is not a number",
    expected: QUANTITY_TEXT,
    hint: "Write a plain number such as 1234.5, without thousands separators.",
    status: 422,
  },
  ERR_POS_006: {
    title: "The quantity is zero",
    expected: QUANTITY_TEXT,
    hint: "Remove the row, or give its quantity.",
    status: 422,
  },
  ERR_POS_007: {
    title: "The quantity has too many decimals",
    expected: QUANTITY_TEXT,
    hint: "Round the quantity to 10 decimals.",
    status: 422,
  },
  ERR_POS_008: {
    title: "The entry price is missing",
    expected: PRICE_TEXT,
    hint: "Give the price paid for one share; for an option the premium per share.",
    status: 422,
  },
  ERR_POS_009: {
    title: "The entry price is not a number",
    expected: PRICE_TEXT,
    hint: "Write a plain number such as 1234.5, without currency or thousands separators.",
    status: 422,
  },
  ERR_POS_010: {
    title: "The entry price is not positive",
    expected: PRICE_TEXT,
    hint: "Prices are positive; a short position has a negative quantity.",
    status: 422,
  },
  ERR_POS_011: {
    title: "The price has too many decimals",
    expected: PRICE_TEXT,
    hint: "Round the price to 10 decimals.",
    status: 422,
  },
  ERR_POS_012: {
    title: "The entry date is missing",
    expected: "a date as YYYY-MM-DD",
    hint: "Give the day the position was opened.",
    status: 422,
  },
  ERR_POS_013: {
    title: "The entry date is not a date",
    expected: "a date as YYYY-MM-DD, such as 2025-06-30",
    hint: "Write year, month and day with hyphens.",
    status: 422,
  },
  ERR_POS_014: {
    title: "The entry date is in the future",
    expected: "today or an earlier day",
    hint: "Correct the date; planned trades are not positions.",
    status: 422,
  },
  ERR_POS_015: {
    title: "The entry date is more than 100 years ago",
    expected: "a day of the last 100 years",
    hint: "Correct the year.",
    status: 422,
  },
  ERR_POS_016: {
    title: "The investment class is not allowed",
    expected: "PUBLIC, OPTIONS, PRIVATE, or blank",
    hint: "Use one of the three classes; the kind of asset belongs in Investment Subtype.",
    status: 422,
  },
  ERR_POS_017: {
    title: "The investment subtype is not allowed for its class",
    expected: "a subtype of the row's class, or blank",
    hint: "See the list of subtypes in the template.",
    status: 422,
  },
  ERR_POS_018: {
    title: "The exit is not valid",
    expected: "an exit date from the entry date to today, together with an exit price, or both blank",
    hint: "Give both exit date and exit price for a closed lot, neither for an open one.",
    status: 422,
  },
  ERR_POS_019: {
    title: "The option's underlying is missing or wrong",
    expected: "the underlying's symbol, of at most 6 letters and digits, one of them a letter",
    hint: "Fill Underlying Symbol, or give the option's OCC symbol.",
    status: 422,
  },
  ERR_POS_020: {
    title: "The option's strike is missing or wrong",
    expected: "a number greater than 0 and below 100000, with at most 3 decimals",
    hint: "Fill Strike Price, or give the option's OCC symbol.",
    status: 422,
  },
  ERR_POS_021: {
    title: "The option's expiration is missing or wrong",
    expected: "a date as YYYY-MM-DD, from the entry date to 2099",
    hint: "Fill Expiration Date, or give the option's OCC symbol.",
    status: 422,
  },
  ERR_POS_022: {
    title: "The option's type is missing or wrong",
    expected: "CALL or PUT",
    hint: "Fill Option Type, or give the option's OCC symbol.",
    status: 422,
  },
  ERR_POS_023: {
    title: "The row repeats another one",
    expected: "rows that differ in at least one field",
    hint: "Remove the copy, or add its quantity to the first row.",
    status: 422,
  },
  ERR_POS_024: {
    title: "The exit price is not a number of 0 or more",
    expected: "a number of 0 or more, with at most 10 decimals",
    hint: "Write a plain number; 0 is allowed for what expired worthless.",
    status: 422,
  },
  ERR_PORT_001: {
    title: "The account name is used already",
    expected: "an account name that none of your portfolios has",
    hint: "Choose another account name.",
    status: 409,
  },
  ERR_PORT_002: {
    title: "The portfolio name is missing",
    expected: "1 to 255 characters",
    hint: "Give the portfolio a name.",
    status: 422,
  },
  ERR_PORT_003: {
    title: "The portfolio name is too long",
    expected: "1 to 255 characters",
    hint: "Shorten the name.",
    status: 422,
  },
  ERR_PORT_004: {
    title: "The account name is missing",
    expected: "1 to 100 characters",
    hint: "Give the account a name.",
    status: 422,
  },
  ERR_PORT_005: {
    title: "The account name is too long",
    expected: "1 to 100 characters",
    hint: "Shorten the name.",
    status: 422,
  },
  ERR_PORT_006: {
    title: "The account type is missing",
    expected: "taxable, ira, roth_ira, 401k, 403b, 529, hsa, trust or other",
    hint: "Choose the account's type.",
    status: 422,
  },
  ERR_PORT_007: {
    title: "The account type is not allowed",
    expected: "taxable, ira, roth_ira, 401k, 403b, 529, hsa, trust or other",
    hint: "Choose one of the listed types.",
    status: 422,
  },
  ERR_PORT_008: {
    title: "The equity balance is missing",
    expected: "a number greater than 0 and at most 1000000000000",
    hint: "Give the account's net value in USD.",
    status: 422,
  },
  ERR_PORT_009: {
    title: "The equity balance is not a number",
    expected: "a number greater than 0 and at most 1000000000000",
    hint: "Write a plain number such as 5000000, without currency or thousands separators.",
    status: 422,
  },
  ERR_PORT_010: {
    title: "The equity balance is not positive",
    expected: "a number greater than 0 and at most 1000000000000",
    hint: "Give the account's net value in USD.",
    status: 422,
  },
  ERR_PORT_011: {
    title: "The equity balance is too large",
    expected: "a number greater than 0 and at most 1000000000000",
    hint: "Give the account's net value in USD.",
    status: 422,
  },
  ERR_PORT_012: {
    title: "The date is not valid",
    expected: "a date as YYYY-MM-DD, of the last 100 years, or nothing",
    hint: "Write year, month and day with hyphens, not in the future.",
    status: 422,
  },
} as const satisfies Record<string, ImportCodeDefinition>;

export type ImportCode = keyof typeof IMPORT_CODES;
