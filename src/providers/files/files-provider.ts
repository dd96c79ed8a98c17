import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { throwIfAborted } from "../abort.ts";
import { type HistoryResult, NO_DATA, type Provider, UNKNOWN_SYMBOL } from "../provider.ts";
import { historyOf } from "../series/history-of.ts";
import { PriceDirectory } from "./price-directory.ts";

export interface FilesSettings {
  readonly directory: string;
  readonly calendar: TradingCalendar;
  /** A list of dividends instead of the directory's `dividends.csv`. */
  readonly dividendsFile?: string;
}

export interface FilesProvider extends Provider {
  /** Every symbol the directory has prices of, ascending. */
  listSymbols(signal: AbortSignal): Promise<readonly string[]>;
}

/** Prices from CSV files of a directory; the formats are in docs/providers.md. */
export function createFilesProvider(settings: FilesSettings): FilesProvider {
  const directory = new PriceDirectory(settings.directory, settings.calendar, settings.dividendsFile ?? null);
  return {
    name: "files",
    market: "real",
    capabilities: {
      prices: true,
      corporateActions: true,
      profiles: true,
      fundamentals: false,
      rates: true,
      closesAre: "splitAdjusted",
      earliestHistory: null,
    },
    limits: { requestsPerMinute: null, concurrency: 8, symbolsPerRequest: 1 },

    async fetchHistory({ symbol, from, to }, signal): Promise<HistoryResult> {
      throwIfAborted(signal);
      const series = await directory.series(symbol);
      throwIfAborted(signal);
      if (series === null) return UNKNOWN_SYMBOL;
      const { sessions } = series.bars;
      return historyOf(series, { from, to }, { first: sessions[0] ?? null, last: sessions.at(-1) ?? null });
    },

    async fetchProfile(symbol, signal) {
      throwIfAborted(signal);
      const profile = await directory.profile(symbol);
      throwIfAborted(signal);
      return profile === null ? NO_DATA : { kind: "profile", profile: { ...profile, symbol } };
    },

    async listSymbols(signal) {
      throwIfAborted(signal);
      return directory.symbols();
    },
  };
}
