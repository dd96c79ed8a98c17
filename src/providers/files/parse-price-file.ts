import type { PriceRows } from "../series/price-rows.ts";
import {
  type CsvPlace,
  columnOf,
  dateCell,
  dividendCell,
  numberCell,
  readCsv,
  splitCell,
  symbolCell,
} from "./csv-cells.ts";

/** `symbol`: one symbol, which the file's name tells. `long`: by symbol, upper-cased. `other`: no prices in it. */
export type PriceFile =
  | { readonly kind: "symbol"; readonly rows: PriceRows }
  | { readonly kind: "long"; readonly bySymbol: ReadonlyMap<string, PriceRows> }
  | { readonly kind: "other" };

interface PriceColumns {
  readonly symbol: number;
  readonly date: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly adjClose: number;
  readonly volume: number;
  readonly dividends: number;
  readonly splits: number;
}

/** What a header announces. */
export function priceFileKind(header: readonly string[]): PriceFile["kind"] {
  const { symbol, date, close } = priceColumns(header);
  if (date < 0 || close < 0) return "other";
  return symbol < 0 ? "symbol" : "long";
}

/**
 * Reads a Yahoo-style file of one symbol, or a long one with a symbol column. Columns are found by name, in any
 * order, without regard to case, spaces and underscores; unknown ones and an unnamed index are ignored. Throws
 * PROVIDER_BAD_DATA with file and line on what is neither a number nor empty.
 */
export function parsePriceFile(text: string, file: string): PriceFile {
  let columns: PriceColumns | null = null;
  let kind: PriceFile["kind"] = "other";
  const bySymbol = new Map<string, PriceRows>();
  readCsv(
    text,
    file,
    (header) => {
      kind = priceFileKind(header);
      columns = kind === "other" ? null : priceColumns(header);
    },
    (cells, line) => {
      if (columns === null) return;
      const place = { file, line };
      const symbol = columns.symbol < 0 ? "" : symbolCell(cells[columns.symbol], place);
      let rows = bySymbol.get(symbol);
      if (rows === undefined) {
        rows = emptyRows(columns);
        bySymbol.set(symbol, rows);
      }
      addRow(rows, columns, cells, place);
    },
  );
  switch (kind as PriceFile["kind"]) {
    case "symbol":
      return { kind: "symbol", rows: bySymbol.get("") ?? emptyRows(priceColumns([])) };
    case "long":
      return { kind: "long", bySymbol };
    case "other":
      return { kind: "other" };
  }
}

function priceColumns(header: readonly string[]): PriceColumns {
  return {
    symbol: columnOf(header, "symbol", "ticker"),
    date: columnOf(header, "date"),
    open: columnOf(header, "open"),
    high: columnOf(header, "high"),
    low: columnOf(header, "low"),
    close: columnOf(header, "close"),
    adjClose: columnOf(header, "adjclose", "adjustedclose"),
    volume: columnOf(header, "volume"),
    dividends: columnOf(header, "dividends", "dividend"),
    splits: columnOf(header, "splits", "stocksplits", "split"),
  };
}

function emptyRows(columns: PriceColumns): PriceRows {
  const column = (index: number): number[] | null => (index < 0 ? null : []);
  return {
    dates: [],
    open: column(columns.open),
    high: column(columns.high),
    low: column(columns.low),
    close: [],
    adjClose: column(columns.adjClose),
    volume: column(columns.volume),
    dividends: columns.dividends < 0 ? null : [],
    splits: columns.splits < 0 ? null : [],
  };
}

function addRow(rows: PriceRows, columns: PriceColumns, cells: readonly string[], place: CsvPlace): void {
  const exDate = dateCell(cells[columns.date], place);
  rows.dates.push(exDate);
  rows.close.push(numberCell(cells[columns.close], place));
  rows.open?.push(numberCell(cells[columns.open], place));
  rows.high?.push(numberCell(cells[columns.high], place));
  rows.low?.push(numberCell(cells[columns.low], place));
  rows.adjClose?.push(numberCell(cells[columns.adjClose], place));
  rows.volume?.push(numberCell(cells[columns.volume], place));
  if (rows.dividends !== null) {
    const amount = dividendCell(cells[columns.dividends], place);
    if (amount > 0) rows.dividends.push({ exDate, amount });
  }
  if (rows.splits !== null) {
    const ratio = splitCell(cells[columns.splits], place);
    if (ratio !== 1) rows.splits.push({ exDate, ratio });
  }
}
