import { randomUUID } from "node:crypto";
import { addDays } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { claimFetches, insertFetchRecords, releaseFetches } from "#db/stores/fetch-store.ts";
import { replaceActions, upsertBars, upsertProfiles } from "#db/stores/market-data-store.ts";
import { deleteOtherBars, replaceCoverage } from "#db/stores/price-import-store.ts";
import { insertSymbols, markProfilesChecked } from "#db/stores/universe-store.ts";
import type { Transaction } from "#db/types.ts";
import { createFilesProvider } from "#providers/files/files-provider.ts";
import type { History } from "#providers/provider.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";
import { fixMarket } from "./fix-market.ts";

const LEASE_SECONDS = 120;
const EARLIEST = "1915-01-01";

export interface ImportedSeries {
  readonly symbol: string;
  readonly bars: number;
  readonly from: string;
  readonly to: string;
  /** Whether something stored before has changed, so that the next run computes it again. */
  readonly restated: boolean;
}

/**
 * Stores every series of a directory of price files. A file replaces whatever was stored of its symbol: adjusted closes
 * of two vendors do not join. Only what differs is written, so a repetition changes nothing. Results are computed by the
 * next run. Throws MARKET_MISMATCH on a database of
 * the synthetic market, and PROVIDER_BAD_DATA on a file that cannot be read; the files before it are stored then.
 */
export async function importPrices(
  context: Pick<ApiContext, "database" | "calendar" | "businessNow">,
  directory: string,
  options: {
    readonly by: Actor;
    readonly signal: AbortSignal;
    readonly onSeries: (done: number, total: number) => void;
  },
): Promise<readonly ImportedSeries[]> {
  const { database, calendar } = context;
  await fixMarket(database, "real");
  const provider = createFilesProvider({ directory, calendar });
  const symbols = await provider.listSymbols(options.signal);
  const range = { from: EARLIEST, to: calendar.lastCompleted(context.businessNow()) };
  const imported: ImportedSeries[] = [];
  for (const [index, symbol] of symbols.entries()) {
    options.onSeries(index, symbols.length);
    const history = await provider.fetchHistory({ symbol, ...range }, options.signal);
    if (history.kind !== "history") continue;
    const profile = await provider.fetchProfile?.(symbol, options.signal);
    imported.push(
      await database.batch.transaction("import prices", async (tx) => {
        const series = await storeSeries(tx, symbol, history, provider.name);
        if (profile?.kind === "profile") {
          const changed = await upsertProfiles(tx.db, [{ ...profile.profile, provider: provider.name }]);
          await markProfilesChecked(tx.db, [symbol], changed);
        }
        const { bars, from, to, restated } = series;
        if (restated)
          await recordAudit(tx.db, options.by, {
            action: "prices.import",
            subject: { kind: "symbol", id: symbol },
            details: { bars, from, to },
          });
        return series;
      }),
    );
  }
  options.onSeries(symbols.length, symbols.length);
  return imported;
}

/** One symbol's bars, splits and dividends, while no run fetches it. Throws RUN_ACTIVE where one does. */
async function storeSeries(
  tx: Transaction,
  symbol: string,
  { bars, splits, dividends, closesAre }: History,
  provider: string,
): Promise<ImportedSeries> {
  const holder = `import:${randomUUID()}`;
  await insertSymbols(tx.db, [symbol]);
  const claimed = await claimFetches(tx.db, "history", [symbol], holder, LEASE_SECONDS);
  if (claimed.length === 0)
    throw new SigmaSightError("RUN_ACTIVE", `a run is fetching ${symbol}`, {
      hint: "Import again when it has ended.",
    });
  const from = bars.sessions[0]!;
  const to = bars.sessions.at(-1)!;
  const deleted = await deleteOtherBars(tx.db, symbol, bars.sessions);
  const changedBars = await upsertBars(tx, [{ symbol, ...bars }]);
  const everyDay = { symbol, from: EARLIEST, to: addDays(to, 1) };
  const changedActions = await replaceActions(tx.db, [{ ...everyDay, splits, dividends }]);
  const restated = deleted > 0 || changedBars.has(symbol) || changedActions.has(symbol);
  await replaceCoverage(tx.db, { symbol, from, to, provider, closesAreRaw: closesAre === "raw", restated });
  const attempts = [
    {
      provider,
      outcome: "served",
      code: null,
      message: "price files imported",
      durationMs: 0,
      bars: bars.sessions.length,
    },
  ];
  const record = {
    symbol,
    kind: "history",
    from,
    to,
    outcome: "served",
    provider,
    attempts,
    bars: bars.sessions.length,
  } as const;
  await insertFetchRecords(tx.db, [record], null);
  await releaseFetches(tx.db, "history", [symbol], holder);
  return { symbol, bars: bars.sessions.length, from, to, restated };
}
