import { readdir } from "node:fs/promises";
import path from "node:path";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { CompanyProfile, Dividend } from "#core/prices/market-facts.ts";
import { buildSeries, type PriceSeries } from "../series/build-series.ts";
import type { PriceRows } from "../series/price-rows.ts";
import { badData, readCsv } from "./csv-cells.ts";
import { FileCache, readStart, readText, unavailable } from "./file-cache.ts";
import { type PriceFile, parsePriceFile, priceFileKind } from "./parse-price-file.ts";
import { parseDividendsFile, parseProfilesFile } from "./side-files.ts";

const DIVIDENDS_FILE = "DIVIDENDS";
const PROFILES_FILE = "PROFILES";

/**
 * A directory of price files. Only names that the directory lists are ever opened, so no symbol can lead out of it.
 * Changed files are read again; nothing is written.
 */
export class PriceDirectory {
  readonly #directory: string;
  readonly #calendar: TradingCalendar;
  readonly #dividendsFile: string | null;
  readonly #listing = new FileCache(listCsvFiles, 1);
  /** Read only when a symbol has no file of its own; a file that becomes a long one in place is not noticed. */
  readonly #kinds = new FileCache(readKinds, 1);
  readonly #files = new FileCache(async (file) => parsePriceFile(await readText(file), path.basename(file)));
  readonly #dividends = new FileCache(async (file) =>
    parseDividendsFile(await readText(file), path.basename(file)),
  );
  readonly #profiles = new FileCache(async (file) =>
    parseProfilesFile(await readText(file), path.basename(file)),
  );

  constructor(directory: string, calendar: TradingCalendar, dividendsFile: string | null) {
    this.#directory = directory;
    this.#calendar = calendar;
    this.#dividendsFile = dividendsFile;
  }

  /** A symbol's series, or null where no file has it. Its own file goes before a long one. */
  async series(symbol: string): Promise<PriceSeries | null> {
    const found = await this.#rows(symbol);
    if (found === null) return null;
    try {
      return buildSeries(found.rows, this.#calendar, { otherDividends: await this.#dividendsOf(symbol) });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new SigmaSightError("PROVIDER_BAD_DATA", `${found.file}: ${symbol}: ${error.message}`, {
        cause: error,
      });
    }
  }

  /** The profile of `profiles.csv`, or null. */
  async profile(symbol: string): Promise<CompanyProfile | null> {
    const file = (await this.#list()).get(PROFILES_FILE);
    if (file === undefined) return null;
    return lookUp(await this.#profiles.get(this.#path(file)), symbol);
  }

  /** Every symbol with prices, ascending; `IRX.csv` counts as `^IRX`. */
  async symbols(): Promise<readonly string[]> {
    const symbols = new Set<string>();
    for (const { stem, file, kind } of await this.#kinds.get(this.#directory)) {
      if (kind === "symbol") symbols.add(`^${stem}` === BILL_YIELD_SYMBOL ? BILL_YIELD_SYMBOL : stem);
      if (kind === "long")
        for (const symbol of longSymbols(await this.#files.get(this.#path(file)))) symbols.add(symbol);
    }
    return [...symbols].sort();
  }

  async #rows(symbol: string): Promise<{ readonly file: string; readonly rows: PriceRows } | null> {
    const file = lookUp(await this.#list(), symbol);
    const own = file === null || isSideFile(file) ? null : await this.#files.get(this.#path(file));
    if (file !== null && own?.kind === "symbol") return { file, rows: own.rows };
    for (const long of await this.#kinds.get(this.#directory)) {
      if (long.kind !== "long") continue;
      const parsed = await this.#files.get(this.#path(long.file));
      const rows = parsed.kind === "long" ? lookUp(parsed.bySymbol, symbol) : null;
      if (rows !== null) return { file: long.file, rows };
    }
    if (file !== null && own?.kind === "other")
      throw badData({ file, line: 1 }, "the columns Date and Close are needed in a price file");
    return null;
  }

  async #dividendsOf(symbol: string): Promise<readonly Dividend[] | null> {
    const beside = (await this.#list()).get(DIVIDENDS_FILE);
    const file = this.#dividendsFile ?? (beside === undefined ? null : this.#path(beside));
    if (file === null) return null;
    return lookUp(await this.#dividends.get(file), symbol);
  }

  #list(): Promise<ReadonlyMap<string, string>> {
    return this.#listing.get(this.#directory);
  }

  #path(file: string): string {
    return path.join(this.#directory, file);
  }
}

/** File names by their upper-cased stem, in the order of names. */
async function listCsvFiles(directory: string): Promise<ReadonlyMap<string, string>> {
  const names = await unavailable(directory, () => readdir(directory));
  return new Map(
    names
      .filter((name) => /\.csv$/i.test(name))
      .sort()
      .map((name) => [name.slice(0, -4).toUpperCase(), name]),
  );
}

interface ListedFile {
  readonly stem: string;
  readonly file: string;
  readonly kind: PriceFile["kind"];
}

async function readKinds(directory: string): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = [];
  for (const [stem, file] of await listCsvFiles(directory)) {
    if (isSideFile(file)) continue;
    let kind: PriceFile["kind"] = "other";
    const start = await readStart(path.join(directory, file));
    readCsv(
      firstLine(start),
      file,
      (header) => {
        kind = priceFileKind(header);
      },
      () => {},
    );
    files.push({ stem, file, kind });
  }
  return files;
}

function firstLine(text: string): string {
  return text.trimStart().split(/\r?\n/, 1)[0] ?? "";
}

function longSymbols(file: PriceFile): readonly string[] {
  return file.kind === "long" ? [...file.bySymbol.keys()] : [];
}

/**
 * What a symbol has in a map: under itself, else with any of `.`, `-`, `/` between share classes, else without the
 * caret of an index. null where there is none.
 */
function lookUp<T>(bySymbol: ReadonlyMap<string, T>, symbol: string): T | null {
  for (const text of [symbol, symbol.replace(/^\^/, "")]) {
    for (const spelling of [text, ...["-", ".", "/"].map((sign) => text.replace(/[./-]/g, sign))]) {
      const found = bySymbol.get(spelling);
      if (found !== undefined) return found;
    }
  }
  return null;
}

function isSideFile(file: string): boolean {
  return [DIVIDENDS_FILE, PROFILES_FILE].includes(file.slice(0, -4).toUpperCase());
}
