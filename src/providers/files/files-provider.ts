import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { throwIfAborted } from "../abort.ts";
import { type DailyBars, type HistoryResult, NO_DATA, type Provider, UNKNOWN_SYMBOL } from "../provider.ts";
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
      const bars = sliceBars(series.bars, from, to);
      if (bars.sessions.length === 0) return NO_DATA;
      const inRange = ({ exDate }: { readonly exDate: PlainDate }): boolean => exDate >= from && exDate <= to;
      return {
        kind: "history",
        bars,
        closesAre: series.closesAre,
        splits: series.splits.filter(inRange),
        dividends: series.dividends.filter(inRange),
        firstAvailable: series.bars.sessions[0] ?? null,
        lastAvailable: series.bars.sessions.at(-1) ?? null,
        dropped: series.dropped,
      };
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

/** The bars of [from, to]. */
function sliceBars(bars: DailyBars, from: PlainDate, to: PlainDate): DailyBars {
  const start = lowerBound(bars.sessions, (session) => session >= from);
  const end = lowerBound(bars.sessions, (session) => session > to);
  return {
    sessions: bars.sessions.slice(start, end),
    open: bars.open?.slice(start, end) ?? null,
    high: bars.high?.slice(start, end) ?? null,
    low: bars.low?.slice(start, end) ?? null,
    close: bars.close.slice(start, end),
    adjClose: bars.adjClose.slice(start, end),
    volume: bars.volume.slice(start, end),
  };
}

/** Index of the first session for which the test holds, by bisection; it holds for all later ones too. */
function lowerBound(sessions: readonly PlainDate[], holds: (session: PlainDate) => boolean): number {
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sessions[middle] as PlainDate)) high = middle;
    else low = middle + 1;
  }
  return low;
}
