import { describe, expect, test } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { columnOf, IMPORT_COLUMNS, type ImportField } from "./import-columns.ts";
import { type ImportOptions, type ImportResult, validatePositions } from "./validate-positions.ts";

const calendar = createTradingCalendar();
const OPTIONS: ImportOptions = { today: "2025-07-01", calendar, historyFrom: null };

type Row = Partial<Record<ImportField, string>>;

const STOCK: Row = { symbol: "AAPL", quantity: "100", entry_price: "194.03", entry_date: "2024-06-03" };
const OPTION: Row = {
  quantity: "5",
  entry_price: "8.75",
  entry_date: "2024-06-03",
  investment_class: "OPTIONS",
  underlying_symbol: "SPY",
  strike_price: "550.00",
  expiration_date: "2024-12-20",
  option_type: "CALL",
};

/** Imports rows as a file with all columns of the template, the first row on line 2. */
function importRows(rows: readonly Row[], options = OPTIONS): ImportResult {
  return validatePositions(
    {
      format: "sigmasight",
      header: IMPORT_COLUMNS.map(({ column }) => column),
      columns: new Map(IMPORT_COLUMNS.map(({ field }, index) => [field, index])),
      records: rows.map((row, index) => ({
        line: index + 2,
        cells: IMPORT_COLUMNS.map(({ field }) => row[field] ?? ""),
      })),
      errors: [],
    },
    options,
  );
}

/** Column and code of each error and warning of one row. */
function errorsOf(row: Row): readonly string[] {
  return importRows([row]).errors.map(({ column, code }) => `${column}: ${code}`);
}

function warningsOf(row: Row): readonly string[] {
  return importRows([row]).warnings.map(({ column, code }) => `${column}: ${code}`);
}

describe("each wrong cell gets its own code", () => {
  const cases: readonly (readonly [string, Row, ImportField, string])[] = [
    ["blank symbol", { symbol: " " }, "symbol", "ERR_POS_001"],
    ["symbol of 101 characters", { symbol: "A".repeat(101) }, "symbol", "ERR_POS_002"],
    ["symbol with a space", { symbol: "VT MGX" }, "symbol", "ERR_POS_003"],
    ["symbol with a letter beyond A-Z", { symbol: "MÜV2" }, "symbol", "ERR_POS_003"],
    ["blank quantity", { quantity: "" }, "quantity", "ERR_POS_004"],
    ["text as quantity", { quantity: "LOTS" }, "quantity", "ERR_POS_005"],
    ["thousands separators", { quantity: "1,000" }, "quantity", "ERR_POS_005"],
    ["exponent", { quantity: "1E+05" }, "quantity", "ERR_POS_005"],
    ["a quantity of 101 characters", { quantity: `1.${"0".repeat(99)}` }, "quantity", "ERR_POS_005"],
    ["a quantity no one has", { quantity: "1000000000000000" }, "quantity", "ERR_POS_005"],
    ["zero quantity", { quantity: "0.00" }, "quantity", "ERR_POS_006"],
    ["11 decimals", { quantity: "1.00000000001" }, "quantity", "ERR_POS_007"],
    ["blank price", { entry_price: "" }, "entry_price", "ERR_POS_008"],
    ["price with currency", { entry_price: "$5" }, "entry_price", "ERR_POS_009"],
    ["zero price", { entry_price: "0" }, "entry_price", "ERR_POS_010"],
    ["negative price", { entry_price: "-63.12" }, "entry_price", "ERR_POS_010"],
    ["price of 11 decimals", { entry_price: "1.00000000001" }, "entry_price", "ERR_POS_011"],
    ["blank entry date", { entry_date: "" }, "entry_date", "ERR_POS_012"],
    ["US date", { entry_date: "06/30/2025" }, "entry_date", "ERR_POS_013"],
    ["a day that does not exist", { entry_date: "2025-02-30" }, "entry_date", "ERR_POS_013"],
    ["tomorrow", { entry_date: "2025-07-02" }, "entry_date", "ERR_POS_014"],
    ["over 100 years ago", { entry_date: "1925-06-30" }, "entry_date", "ERR_POS_015"],
    ["unknown class", { investment_class: "CRYPTO" }, "investment_class", "ERR_POS_016"],
    ["unknown subtype", { investment_subtype: "FUND" }, "investment_subtype", "ERR_POS_017"],
    [
      "subtype of another class",
      { investment_class: "PUBLIC", investment_subtype: "ART" },
      "investment_subtype",
      "ERR_POS_017",
    ],
    ["exit before entry", { exit_date: "2024-05-31", exit_price: "1" }, "exit_date", "ERR_POS_018"],
    ["exit in the future", { exit_date: "2025-07-02", exit_price: "1" }, "exit_date", "ERR_POS_018"],
    ["exit that is no date", { exit_date: "soon", exit_price: "1" }, "exit_date", "ERR_POS_018"],
    ["exit without price", { exit_date: "2024-06-04" }, "exit_price", "ERR_POS_018"],
    ["exit price without date", { exit_price: "1" }, "exit_date", "ERR_POS_018"],
    ["exit price as text", { exit_date: "2024-06-04", exit_price: "x" }, "exit_price", "ERR_POS_024"],
    ["negative exit price", { exit_date: "2024-06-04", exit_price: "-1" }, "exit_price", "ERR_POS_024"],
  ];
  test.each(cases)("%s", (_, change, field, code) => {
    expect(errorsOf({ ...STOCK, ...change })).toEqual([`${columnOf(field)}: ${code}`]);
  });

  const optionCases: readonly (readonly [string, Row, ImportField, string])[] = [
    ["no underlying", { underlying_symbol: "" }, "underlying_symbol", "ERR_POS_019"],
    ["underlying with a space", { underlying_symbol: "S P" }, "underlying_symbol", "ERR_POS_019"],
    ["underlying too long for a root", { underlying_symbol: "LONGNAME" }, "underlying_symbol", "ERR_POS_019"],
    ["no strike", { strike_price: "" }, "strike_price", "ERR_POS_020"],
    ["strike as text", { strike_price: "ATM" }, "strike_price", "ERR_POS_020"],
    ["zero strike", { strike_price: "0" }, "strike_price", "ERR_POS_020"],
    ["strike of 4 decimals", { strike_price: "1.0005" }, "strike_price", "ERR_POS_020"],
    ["no expiration", { expiration_date: "" }, "expiration_date", "ERR_POS_021"],
    ["expiration that is no date", { expiration_date: "Dec 24" }, "expiration_date", "ERR_POS_021"],
    ["expired before it was bought", { expiration_date: "2024-05-17" }, "expiration_date", "ERR_POS_021"],
    ["no type", { option_type: "" }, "option_type", "ERR_POS_022"],
    ["unknown type", { option_type: "STRADDLE" }, "option_type", "ERR_POS_022"],
    ["subtype against type", { investment_subtype: "PUT" }, "investment_subtype", "ERR_POS_017"],
  ];
  test.each(optionCases)("option with %s", (_, change, field, code) => {
    expect(errorsOf({ ...OPTION, ...change })).toEqual([`${columnOf(field)}: ${code}`]);
  });

  test("a row wrong in many cells reports all of them at once", () => {
    expect(
      errorsOf({ symbol: "A B", quantity: "x", entry_price: "0", entry_date: "x", investment_class: "Y" }),
    ).toHaveLength(5);
  });

  test("an error carries line, column, field, what was found and what was expected", () => {
    expect(importRows([STOCK, { ...STOCK, quantity: "LOTS" }]).errors).toEqual([
      {
        row: 3,
        column: "Quantity",
        field: "quantity",
        code: "ERR_POS_005",
        severity: "error",
        found: "LOTS",
        expected: "a number other than 0, with at most 10 decimals; negative is short",
        message: 'The quantity is not a number: "LOTS".',
      },
    ]);
  });

  test("an option symbol on a row of class PUBLIC is refused, not valued as a share", () => {
    expect(errorsOf({ ...STOCK, symbol: "AAPL240119C00195000", investment_class: "PUBLIC" })).toEqual([
      "Investment Class: ERR_POS_016",
    ]);
    expect(errorsOf({ ...STOCK, symbol: "SPY_C450_20240315", investment_class: "PUBLIC" })).toEqual([
      "Investment Class: ERR_POS_016",
    ]);
  });

  test("words that are no option's are no symbol", () => {
    expect(errorsOf({ ...STOCK, symbol: "SPY Dec 20 '24 $550" })).toEqual(["Symbol: ERR_POS_003"]);
  });

  test("an option bought after the expiration its symbol states is refused", () => {
    expect(errorsOf({ ...STOCK, symbol: "SPY 12/20/2019 550.00 C" })).toEqual(["Symbol: ERR_POS_021"]);
  });
});

describe("duplicates", () => {
  test("a row equal in every field is an error that names the first one", () => {
    const { errors } = importRows([STOCK, { ...STOCK, symbol: "aapl", quantity: "100.0" }]);
    expect(errors.map(({ row, code, expected }) => [row, code, expected])).toEqual([
      [3, "ERR_POS_023", "a row that differs from line 2"],
    ]);
  });

  test("two lots of one symbol on one date are both kept", () => {
    expect(importRows([STOCK, { ...STOCK, quantity: "101" }]).positions).toHaveLength(2);
  });

  test("two option legs on one underlying are both kept", () => {
    expect(importRows([OPTION, { ...OPTION, strike_price: "560" }]).positions).toHaveLength(2);
  });
});

describe("accepted rows", () => {
  test("quantity and price keep every digit given", () => {
    const [position] = importRows([{ ...STOCK, quantity: "0.1234567890", entry_price: "91.4300" }]).positions;
    expect([position?.quantity, position?.entryPrice]).toEqual(["0.1234567890", "91.4300"]);
  });

  test("symbols are trimmed and upper-cased, a negative quantity is short", () => {
    const [position] = importRows([{ ...STOCK, symbol: " brk.b ", quantity: "-5" }]).positions;
    expect([position?.symbol, position?.quantity]).toEqual(["BRK.B", "-5"]);
  });

  test("a closed lot may exit at 0 on its entry day", () => {
    const [position] = importRows([{ ...STOCK, exit_date: "2024-06-03", exit_price: "0" }]).positions;
    expect([position?.exitDate, position?.exitPrice]).toEqual(["2024-06-03", "0"]);
  });

  test("a blank class is PUBLIC without a subtype", () => {
    const [position] = importRows([STOCK]).positions;
    expect([position?.investmentClass, position?.investmentSubtype]).toEqual(["PUBLIC", null]);
  });

  test.each([
    ["an option column", { ...OPTION, investment_class: "" }],
    ["an OCC symbol", { ...STOCK, symbol: "SPY241220C00550000" }],
    ["a padded OCC symbol", { ...STOCK, symbol: "SPY   241220C00550000" }],
    ["Schwab's notation", { ...STOCK, symbol: "SPY 12/20/2024 550.00 C" }],
    ["E*TRADE's words", { ...STOCK, symbol: "SPY Dec 20 '24 $550 Call" }],
    ["Interactive Brokers' notation", { ...STOCK, symbol: "SPY 20DEC24 550 C" }],
    ["Fidelity's short", { ...STOCK, symbol: " -SPY241220C00550000" }],
    ["underscores", { ...STOCK, symbol: "SPY_C550_20241220" }],
  ])("a blank class with %s is OPTIONS with the canonical symbol", (_, row) => {
    const { positions, errors } = importRows([row]);
    expect(errors).toEqual([]);
    expect(positions[0]).toMatchObject({ symbol: "SPY241220C00550000", investmentClass: "OPTIONS" });
  });

  test("an option may have any name beside its columns", () => {
    const [position] = importRows([{ ...OPTION, symbol: "SPY Dec 20 '24 $550 Call" }]).positions;
    expect(position).toMatchObject({
      symbol: "SPY241220C00550000",
      investmentSubtype: "CALL",
      option: { underlying: "SPY", strike: "550.00", expiration: "2024-12-20", type: "CALL" },
    });
  });

  test.each(["SPY241220C00560000", "SPY Dec 20 '24 $560 Call"])(
    "the columns win over %s, which differs, with a warning",
    (symbol) => {
      const row = { ...OPTION, symbol };
      expect(importRows([row]).positions[0]?.symbol).toBe("SPY241220C00550000");
      expect(warningsOf(row)).toEqual(["Symbol: OPTION_COLUMNS_WIN"]);
    },
  );

  test("an OCC symbol that says the same as the columns gives no warning", () => {
    expect(warningsOf({ ...OPTION, symbol: "SPY241220C00550000" })).toEqual([]);
    expect(warningsOf({ ...OPTION, underlying_symbol: "BRK.B", symbol: "BRKB241220C00550000" })).toEqual([]);
  });

  test("terms that the columns leave blank come from the OCC symbol", () => {
    const row = { ...OPTION, symbol: "SPY241220C00550000", strike_price: "", option_type: "" };
    expect(importRows([row]).positions[0]?.option).toMatchObject({ strike: "550", type: "CALL" });
  });

  test("an option's subtype may stand for its type", () => {
    const row = { ...OPTION, option_type: "", investment_subtype: "put" };
    expect(importRows([row]).positions[0]?.symbol).toBe("SPY241220P00550000");
  });

  test("an entry or exit that is not on a session is accepted with a warning", () => {
    expect(
      warningsOf({ ...STOCK, entry_date: "2024-01-15", exit_date: "2024-06-01", exit_price: "1" }),
    ).toEqual(["Entry Date: NON_SESSION_DATE", "Exit Date: NON_SESSION_DATE"]);
  });

  test("option columns on a PUBLIC row are not used, with a warning", () => {
    expect(warningsOf({ ...STOCK, investment_class: "PUBLIC", strike_price: "5" })).toEqual([
      "Investment Class: OPTION_COLUMNS_IGNORED",
    ]);
  });

  test("a private holding keeps its class and subtype", () => {
    const row = { ...STOCK, investment_class: "private", investment_subtype: "venture_capital" };
    expect(importRows([row]).positions[0]).toMatchObject({
      investmentClass: "PRIVATE",
      investmentSubtype: "VENTURE_CAPITAL",
      mark: null,
    });
  });
});

describe("mapped files", () => {
  const HEADER = ["Ticker", "Shares", "Avg Cost", "Opened"];
  const COLUMNS = new Map<ImportField, number>([
    ["symbol", 0],
    ["quantity", 1],
    ["entry_price", 2],
    ["entry_date", 3],
  ]);

  function importMapped(cells: readonly string[], columns = COLUMNS, historyFrom: string | null = null) {
    return validatePositions(
      { format: "mapped", header: HEADER, columns, records: [{ line: 2, cells }], errors: [] },
      { ...OPTIONS, historyFrom },
    );
  }

  test("amounts may be written as brokers do", () => {
    const [position] = importMapped(["AAPL", "(1,500.25)", "$1,234.50", "2024-06-03"]).positions;
    expect([position?.quantity, position?.entryPrice]).toEqual(["-1500.25", "1234.50"]);
  });

  test("errors name the file's own columns", () => {
    const { errors } = importMapped(["AAPL", "many", "1", "2024-06-03"]);
    expect(errors.map(({ column, field }) => [column, field])).toEqual([["Shares", "quantity"]]);
  });

  test("without date and cost columns the cost is unknown and history starts a year back", () => {
    const columns = new Map([...COLUMNS].slice(0, 2));
    const { positions, warnings } = importMapped(["AAPL", "100"], columns);
    expect(positions[0]).toMatchObject({ entryPrice: null, entryDate: "2024-07-01" });
    expect(warnings.map(({ code }) => code)).toEqual(["COST_UNKNOWN"]);
  });

  test("history starts on the first session from the chosen date on", () => {
    const { positions } = importMapped(["AAPL", "100", "--", "N/A"], COLUMNS, "2025-01-04");
    expect(positions[0]).toMatchObject({ entryPrice: null, entryDate: "2025-01-06" });
  });

  test("an unknown quantity is missing, not zero", () => {
    expect(importMapped(["AAPL", "--", "1", "2024-06-03"]).errors.map(({ code }) => code)).toEqual([
      "ERR_POS_004",
    ]);
  });

  test("in the template format `--` is not a number", () => {
    expect(errorsOf({ ...STOCK, quantity: "--" })).toEqual(["Quantity: ERR_POS_005"]);
  });
});
