import type { CompanyProfile, Dividend } from "#core/prices/market-facts.ts";
import { badData, columnOf, dateCell, dividendCell, numberCell, readCsv, symbolCell } from "./csv-cells.ts";

/**
 * A list of dividends (`date,symbol,amount`, the date being the ex-date) by upper-cased symbol, on the share basis of
 * the closes it lies beside. Throws PROVIDER_BAD_DATA on a missing column or an unreadable cell.
 */
export function parseDividendsFile(text: string, file: string): ReadonlyMap<string, readonly Dividend[]> {
  const bySymbol = new Map<string, Dividend[]>();
  let [date, symbol, amount] = [-1, -1, -1];
  readCsv(
    text,
    file,
    (header) => {
      date = columnOf(header, "date", "exdate");
      symbol = columnOf(header, "symbol", "ticker");
      amount = columnOf(header, "amount", "dividend", "dividends");
      if (date < 0 || symbol < 0 || amount < 0)
        throw badData({ file, line: 1 }, "the columns date, symbol and amount are needed");
    },
    (cells, line) => {
      const place = { file, line };
      const dividend = {
        exDate: dateCell(cells[date], place),
        amount: dividendCell(cells[amount], place),
      };
      if (dividend.amount === 0) return;
      const key = symbolCell(cells[symbol], place);
      const list = bySymbol.get(key);
      if (list === undefined) bySymbol.set(key, [dividend]);
      else list.push(dividend);
    },
  );
  return bySymbol;
}

/**
 * Profiles (`symbol,name,sector,industry,asset_type,beta`, only the first required) by upper-cased symbol. Throws
 * PROVIDER_BAD_DATA without a symbol column or where beta is no number.
 */
export function parseProfilesFile(text: string, file: string): ReadonlyMap<string, CompanyProfile> {
  const profiles = new Map<string, CompanyProfile>();
  let header: readonly string[] = [];
  const cellOf = (cells: readonly string[], ...names: readonly string[]): string | null =>
    cells[columnOf(header, ...names)] || null;
  readCsv(
    text,
    file,
    (cells) => {
      header = cells;
      if (columnOf(header, "symbol", "ticker") < 0)
        throw badData({ file, line: 1 }, "the column symbol is needed");
    },
    (cells, line) => {
      const place = { file, line };
      const symbol = symbolCell(cellOf(cells, "symbol", "ticker") ?? "", place);
      const beta = numberCell(cellOf(cells, "beta") ?? "", place);
      profiles.set(symbol, {
        symbol,
        name: cellOf(cells, "name"),
        sector: cellOf(cells, "sector"),
        industry: cellOf(cells, "industry"),
        assetType: assetType(cellOf(cells, "assettype", "type")),
        providerBeta: Number.isNaN(beta) ? null : beta,
        sectorWeights: null,
      });
    },
  );
  return profiles;
}

function assetType(text: string | null): CompanyProfile["assetType"] {
  switch (text?.toLowerCase().replace(/[^a-z]/g, "")) {
    case undefined:
      return null;
    case "stock":
    case "equity":
      return "stock";
    case "etf":
      return "etf";
    case "mutualfund":
    case "fund":
      return "mutual_fund";
    case "bond":
      return "bond";
    case "index":
      return "index";
    default:
      return "other";
  }
}
