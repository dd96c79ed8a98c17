import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import { BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { CompanyProfile, Dividend, MarketFacts, PriceMatrix, Split } from "#core/prices/market-facts.ts";
import { factorEpisodes, type ProxyClose } from "#core/scenarios/factor-episodes.ts";
import type { FilesProvider } from "#providers/files/files-provider.ts";
import type { History } from "#providers/provider.ts";

/** Price files of some symbols as read, before it is known up to which session they count. */
export interface MarketFiles {
  readonly histories: ReadonlyMap<string, History>;
  readonly profiles: ReadonlyMap<string, CompanyProfile>;
  readonly findings: readonly Finding[];
  /** The last session any of them has a price at, the bill yield apart; null where none has. */
  readonly lastSession: PlainDate | null;
}

/** Reads these symbols from a directory of price files. A symbol without a file is a finding, a broken file an error. */
export async function readMarketFiles(
  provider: FilesProvider,
  symbols: readonly string[],
  rangeOf: (symbol: string) => { readonly from: PlainDate; readonly to: PlainDate },
  signal: AbortSignal,
): Promise<MarketFiles> {
  const histories = new Map<string, History>();
  const profiles = new Map<string, CompanyProfile>();
  const findings: Finding[] = [];
  let lastSession: PlainDate | null = null;
  for (const symbol of symbols) {
    const range = rangeOf(symbol);
    const result = await provider.fetchHistory({ symbol, ...range }, signal);
    const profile = await provider.fetchProfile?.(symbol, signal);
    if (profile?.kind === "profile") profiles.set(symbol, profile.profile);
    if (result.kind !== "history") {
      // What goes on without a rate says so itself.
      if (symbol === BILL_YIELD_SYMBOL) continue;
      const message =
        result.kind === "unknownSymbol"
          ? `No price file has ${symbol}.`
          : `The price file of ${symbol} has nothing from ${range.from} to ${range.to}.`;
      findings.push({ code: "UNKNOWN_SYMBOL", severity: "warning", subject: symbol, message });
      continue;
    }
    histories.set(symbol, result);
    const last = result.bars.sessions.at(-1);
    const isPrice = symbol !== BILL_YIELD_SYMBOL;
    if (isPrice && last !== undefined && (lastSession === null || last > lastSession)) lastSession = last;
    const { badClose, notSession, duplicate } = result.dropped;
    if (badClose + notSession + duplicate > 0) {
      const message = `${symbol}: left out ${badClose} rows without a usable close, ${notSession} that are not sessions, ${duplicate} duplicates.`;
      findings.push({ code: "PRICE_ROWS_DROPPED", severity: "info", subject: symbol, message });
    }
  }
  return { histories, profiles, findings, lastSession };
}

/** The files' prices, splits and dividends up to a session, as the pipeline wants them: nothing later is in it. */
export function marketFacts(
  { histories, profiles }: MarketFiles,
  symbols: readonly string[],
  calendar: TradingCalendar,
  fromOrdinal: number,
  toOrdinal: number,
): MarketFacts {
  const to = calendar.session(toOrdinal);
  const splits = new Map<string, readonly Split[]>();
  const dividends = new Map<string, readonly Dividend[]>();
  for (const [symbol, history] of histories) {
    const known = <Action extends { readonly exDate: PlainDate }>(actions: readonly Action[]) =>
      actions.filter(({ exDate }) => exDate <= to);
    splits.set(symbol, known(history.splits));
    dividends.set(symbol, known(history.dividends));
  }
  return {
    prices: priceMatrix(histories, symbols, calendar, fromOrdinal, toOrdinal),
    splits,
    dividends,
    profiles,
    episodes: factorEpisodes(fileCloses(histories, calendar, toOrdinal), calendar),
  };
}

/** Total-return closes of the factors' proxies out of their files, up to a session. */
function fileCloses(
  histories: ReadonlyMap<string, History>,
  calendar: TradingCalendar,
  toOrdinal: number,
): ProxyClose {
  const closes = new Map<string, number>();
  for (const proxy of FACTOR_PROXIES) {
    const bars = histories.get(proxy)?.bars;
    for (const [i, session] of bars?.sessions.entries() ?? [])
      closes.set(`${proxy}/${calendar.ordinal(session)}`, bars!.adjClose[i]!);
  }
  return (proxy, ordinal) =>
    ordinal > toOrdinal ? Number.NaN : (closes.get(`${proxy}/${ordinal}`) ?? Number.NaN);
}

function priceMatrix(
  histories: ReadonlyMap<string, History>,
  symbols: readonly string[],
  calendar: TradingCalendar,
  fromOrdinal: number,
  toOrdinal: number,
): PriceMatrix {
  const sorted = [...new Set(symbols)].sort();
  const sessionCount = toOrdinal - fromOrdinal + 1;
  const close = new Float64Array(sorted.length * sessionCount).fill(Number.NaN);
  const adjClose = close.slice();
  const volume = close.slice();
  for (const [row, symbol] of sorted.entries()) {
    const bars = histories.get(symbol)?.bars;
    for (const [i, session] of bars?.sessions.entries() ?? []) {
      const column = calendar.ordinal(session) - fromOrdinal;
      if (column < 0 || column >= sessionCount) continue;
      close[row * sessionCount + column] = bars!.close[i]!;
      adjClose[row * sessionCount + column] = bars!.adjClose[i]!;
      volume[row * sessionCount + column] = bars!.volume[i]!;
    }
  }
  return { symbols: sorted, firstOrdinal: fromOrdinal, sessionCount, close, adjClose, volume };
}
