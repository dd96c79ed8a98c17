import type { PlainDate } from "#core/dates/plain-date.ts";
import { formatOccSymbol, type NoOccSymbolReason } from "#core/instruments/occ-symbol.ts";
import { parseOptionName } from "#core/instruments/option-notations.ts";
import type { OptionTerms } from "#core/instruments/position.ts";
import { compareDecimals, type Decimal } from "#core/money/decimal.ts";
import type { ImportCode } from "./import-codes.ts";
import type { ImportField } from "./import-columns.ts";
import { SYMBOL_CHARACTERS } from "./read-symbol.ts";
import type { RowReader } from "./row-reader.ts";

export interface ReadOption {
  /** Canonical OCC symbol. */
  readonly symbol: string;
  readonly option: OptionTerms;
}

/**
 * An option's terms from its columns, else from its symbol, OCC or in a broker's notation; the columns win where the
 * two differ, with a warning. `bought` is the entry date where known: an option cannot expire before it. Null when a term is missing
 * or wrong, which is then reported on its cell.
 */
export function readOption(row: RowReader, bought: PlainDate | null): ReadOption | null {
  const stated = parseOptionName(row.text("symbol"));
  const underlying = readUnderlying(row) ?? stated?.underlying;
  const strike = readStrike(row) ?? stated?.strike;
  const expiration = readExpiration(row, bought) ?? statedExpiration(row, stated, bought);
  const type = readType(row) ?? stated?.type;
  if (underlying === undefined) row.fail("underlying_symbol", "ERR_POS_019");
  if (strike === undefined) row.fail("strike_price", "ERR_POS_020");
  if (expiration === undefined) row.fail("expiration_date", "ERR_POS_021");
  if (type === undefined) row.fail("option_type", "ERR_POS_022");
  if (underlying === undefined || strike === undefined || expiration === undefined || type === undefined)
    return null;
  const option: OptionTerms = { underlying, strike, expiration, type };
  const result = formatOccSymbol(option);
  if ("reason" in result) {
    const { field, code } = CELL_OF_REASON[result.reason];
    row.fail(field, code);
    return null;
  }
  if (stated !== null && !sameOption(stated, option, result.symbol))
    row.warn("symbol", "OPTION_COLUMNS_WIN", result.symbol);
  return { symbol: result.symbol, option };
}

const CELL_OF_REASON = {
  NO_ROOT: { field: "underlying_symbol", code: "ERR_POS_019" },
  EXPIRATION_YEAR: { field: "expiration_date", code: "ERR_POS_021" },
  STRIKE_NOT_POSITIVE: { field: "strike_price", code: "ERR_POS_020" },
  STRIKE_DECIMALS: { field: "strike_price", code: "ERR_POS_020" },
  STRIKE_TOO_LARGE: { field: "strike_price", code: "ERR_POS_020" },
} as const satisfies Record<NoOccSymbolReason, { field: ImportField; code: ImportCode }>;

/** Undefined when blank or wrong; a wrong cell is reported here, and stays the cell's only error. */
function readUnderlying(row: RowReader): string | undefined {
  const text = row.text("underlying_symbol");
  if (text === "") return undefined;
  if (SYMBOL_CHARACTERS.test(text)) return text.toUpperCase();
  row.fail("underlying_symbol", "ERR_POS_019");
  return undefined;
}

function readStrike(row: RowReader): Decimal | undefined {
  const cell = row.amount("strike_price", { notANumber: "ERR_POS_020", tooManyDecimals: "ERR_POS_020" });
  return cell.state === "ok" ? cell.value : undefined;
}

function readExpiration(row: RowReader, bought: PlainDate | null): PlainDate | undefined {
  const cell = row.date("expiration_date", "ERR_POS_021");
  if (cell.state !== "ok") return undefined;
  if (bought === null || cell.value >= bought) return cell.value;
  row.fail("expiration_date", "ERR_POS_021", { detail: `before the entry on ${bought}` });
  return undefined;
}

/** Undefined where the symbol states none, or one before the entry, which is then reported. */
function statedExpiration(
  row: RowReader,
  stated: OptionTerms | null,
  bought: PlainDate | null,
): PlainDate | undefined {
  if (stated === null || row.text("expiration_date") !== "") return undefined;
  if (bought !== null && stated.expiration < bought)
    row.fail("symbol", "ERR_POS_021", { detail: `before the entry on ${bought}` });
  return stated.expiration;
}

/** The type column, else the subtype, which says the same. */
function readType(row: RowReader): OptionTerms["type"] | undefined {
  const subtype = row.text("investment_subtype").toUpperCase();
  const column = row.text("option_type").toUpperCase();
  if (column === "CALL" || column === "PUT") {
    if (isType(subtype) && subtype !== column)
      row.fail("investment_subtype", "ERR_POS_017", { expected: `${column}, as Option Type says, or blank` });
    return column;
  }
  if (column !== "") row.fail("option_type", "ERR_POS_022");
  return column === "" && isType(subtype) ? subtype : undefined;
}

function isType(text: string): text is OptionTerms["type"] {
  return text === "CALL" || text === "PUT";
}

/** Whether symbol and columns mean one contract; `BRK.B` in the column and the root BRKB do. */
function sameOption(stated: OptionTerms, used: OptionTerms, symbol: string): boolean {
  const canonical = formatOccSymbol(stated);
  return (
    "symbol" in canonical && canonical.symbol === symbol && compareDecimals(stated.strike, used.strike) === 0
  );
}
