import { INVESTMENT_SUBTYPES } from "#core/instruments/investment-subtypes.ts";
import { parseOptionName } from "#core/instruments/option-notations.ts";
import { INVESTMENT_CLASSES, type InvestmentClass } from "#core/instruments/position.ts";
import { OPTION_FIELDS } from "./import-columns.ts";
import type { RowReader } from "./row-reader.ts";

/**
 * The row's class. Blank means OPTIONS where an option column is filled or the symbol is an option's, OCC or
 * in a broker's notation, else PUBLIC. A class that is not allowed is reported, and the row is read on as if it were blank.
 */
export function readClass(row: RowReader): InvestmentClass {
  const optionSymbol = parseOptionName(row.text("symbol")) !== null;
  const optionColumns = OPTION_FIELDS.some((field) => row.text(field) !== "");
  const text = row.text("investment_class").toUpperCase();
  const stated = INVESTMENT_CLASSES.find((known) => known === text);
  if (stated === undefined) {
    if (text !== "") row.fail("investment_class", "ERR_POS_016");
    return optionSymbol || optionColumns ? "OPTIONS" : "PUBLIC";
  }
  if (stated !== "OPTIONS" && optionSymbol) {
    // Valued as a share, a contract would be wrong a hundredfold.
    row.fail("investment_class", "ERR_POS_016", { expected: "OPTIONS or blank: the symbol is an option's" });
  } else if (stated !== "OPTIONS" && optionColumns) {
    row.warn("investment_class", "OPTION_COLUMNS_IGNORED", "OPTIONS, or blank option columns");
  }
  return stated;
}

/** The row's subtype, upper-cased; null when blank or not one of its class, which is then reported. */
export function readSubtype(row: RowReader, investmentClass: InvestmentClass): string | null {
  const text = row.text("investment_subtype").toUpperCase();
  if (text === "" || row.failed("investment_class")) return null;
  const allowed: readonly string[] = INVESTMENT_SUBTYPES[investmentClass];
  if (allowed.includes(text)) return text;
  row.fail("investment_subtype", "ERR_POS_017", {
    expected: `${allowed.join(", ")} or blank for ${investmentClass}`,
  });
  return null;
}
