import { addDays } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import type { Dividend, Split } from "#core/prices/market-facts.ts";
import { insertFetchRecords, releaseFetches } from "#db/stores/fetch-store.ts";
import { replaceFindings } from "#db/stores/finding-store.ts";
import {
  type ActionRange,
  countBars,
  loadActions,
  readTail,
  replaceActions,
  upsertBars,
} from "#db/stores/market-data-store.ts";
import { markDead, readUniverse, updateCoverage } from "#db/stores/universe-store.ts";
import type { Queryable, Transaction } from "#db/types.ts";
import type { Phase } from "#engine/phase.ts";
import type { Run } from "#engine/run-state.ts";
import { failureText, fetchClaimed, fetchRecord } from "../claimed-fetch.ts";
import {
  barsToStore,
  ENDED_SESSIONS,
  type FetchedHistory,
  fetchHistory,
  type HistoryTask,
  planHistory,
  TAIL_SESSIONS,
} from "../history-fetch.ts";
import { historyStart } from "../history-start.ts";
import { readRunScope, rememberFirstNeeded } from "../run-scope.ts";
import type { BatchServices } from "../services.ts";

const NAME = "market-data";
/** The last sessions of 100 symbols, or the histories of some 15 to 60. */
const UNIT_BOUNDS = { symbols: 100, sessions: 60_000 };
/** No provider knows the symbol, or its series has ended: it is not asked for again before this. */
const DEAD_DAYS = 7;
/** Which tasks there are does not depend on actions. */
const NO_ACTIONS = {
  splits: new Map<string, readonly Split[]>(),
  dividends: new Map<string, readonly Dividend[]>(),
} as const;

export const marketData: Phase<BatchServices> = {
  name: NAME,
  number: "1",
  title: "Market data",
  grain: "symbol",
  itemUnit: "symbols",
  needs: [],
  reads: ["symbol_universe"],
  writes: ["market_data_cache", "corporate_actions"],
  timeoutMs: 600_000,
  weight: 20,
  essential: false,

  async plan({ run, tx, services }) {
    const { firstNeeded } = await readRunScope(tx.db, services, run);
    const tasks = await dueHistories(tx.db, services, run, [...firstNeeded.keys()], firstNeeded, "plan");
    return inUnits(tasks, services.calendar).map((subjects) => ({
      job: NAME,
      subjects,
      from: run.from ?? run.to,
      to: run.to,
      items: subjects.length,
    }));
  },

  async run({ run, services, signal }, unit) {
    const holder = run.id;
    const { db } = services.database.batch;
    const firstNeeded = await rememberFirstNeeded(services, run);
    const fetched = await fetchClaimed(
      services,
      { kind: "history", symbols: unit.subjects, holder, signal },
      (symbols) => dueHistories(db, services, run, symbols, firstNeeded, "fetch"),
      (task) => fetchHistory((request) => services.providers.fetchHistory(request, signal), task),
    );
    return async (tx) => {
      const rows = await storeHistories(tx, run, fetched, services);
      await releaseFetches(tx.db, "history", unit.subjects, holder);
      const failed = fetched.filter(({ result }) => result.outcome === "failed");
      const unknown = fetched.filter(({ result }) => result.outcome === "unknownSymbol");
      return {
        rows,
        failures: [],
        events: [
          { level: "info", message: `${fetched.length} symbols fetched, ${rows} bars` },
          ...unknown.map(({ task }) => ({
            level: "warning" as const,
            subject: task.symbol,
            code: "UNKNOWN_SYMBOL",
            message: `no provider knows ${task.symbol}`,
          })),
          ...failed.map(({ task, result }) => ({
            level: "warning" as const,
            subject: task.symbol,
            code: "PRICES_OUTDATED",
            message: `${task.symbol}: ${failureText(result)}`,
          })),
        ],
      };
    };
  },
};

/** Symbols in their order, in units of bounded work. */
function inUnits(tasks: readonly HistoryTask[], calendar: TradingCalendar): readonly (readonly string[])[] {
  const units: string[][] = [];
  let sessions = Number.POSITIVE_INFINITY;
  for (const { symbol, from, to } of tasks) {
    const asked = calendar.ordinalOnOrBefore(to) - calendar.ordinalOnOrAfter(from) + 1;
    const isFull = units.at(-1)?.length === UNIT_BOUNDS.symbols || sessions + asked > UNIT_BOUNDS.sessions;
    if (isFull) {
      units.push([]);
      sessions = 0;
    }
    units.at(-1)!.push(symbol);
    sessions += asked;
  }
  return units;
}

/** What these symbols still lack. */
async function dueHistories(
  db: Queryable,
  { calendar }: BatchServices,
  run: Run,
  symbols: readonly string[],
  firstNeeded: ReadonlyMap<string, number>,
  mode: "plan" | "fetch",
): Promise<readonly HistoryTask[]> {
  const universe = await readUniverse(db, symbols);
  const covered = universe.filter((row) => row.coveredTo !== null).map((row) => row.symbol);
  const tails = await readTail(db, covered, TAIL_SESSIONS);
  const actions = mode === "plan" ? NO_ACTIONS : await loadActions(db, covered);
  const counts = await countBars(
    db,
    universe.filter((row) => row.holesDue && row.coveredTo !== null).map((row) => row.symbol),
  );
  return universe.flatMap((row) => {
    const first = firstNeeded.get(row.symbol);
    if (first === undefined) return [];
    const neededFrom = historyStart(row.symbol, first, calendar);
    const task = planHistory(
      row,
      neededFrom,
      run.to,
      counts.get(row.symbol),
      tails.get(row.symbol) ?? [],
      {
        splits: actions.splits.get(row.symbol) ?? [],
        dividends: actions.dividends.get(row.symbol) ?? [],
      },
      calendar,
      run.force,
    );
    return task === null ? [] : [task];
  });
}

async function storeHistories(
  tx: Transaction,
  run: Run,
  fetched: readonly FetchedHistory[],
  { calendar }: BatchServices,
): Promise<number> {
  const series = fetched.flatMap((item) => {
    const { task, result } = item;
    if (result.outcome !== "served") return [];
    return [{ symbol: task.symbol, ...barsToStore(item, result.value.bars) }];
  });
  const changedBars = await upsertBars(tx, series);
  const changedActions = await replaceActions(tx.db, fetched.flatMap(actionRange));
  const coverage = fetched.flatMap(({ task: { symbol, from, to }, result }) => {
    if (result.outcome === "failed" || result.outcome === "unknownSymbol") return [];
    const served = result.outcome === "served" ? result : null;
    const restated = changedBars.has(symbol) || changedActions.has(symbol);
    const closesAreRaw = served === null ? null : served.value.closesAre === "raw";
    return [{ symbol, from, to, provider: served?.provider ?? null, closesAreRaw, restated }];
  });
  await updateCoverage(tx.db, coverage);
  const dead = fetched.filter((item) => item.result.outcome === "unknownSymbol" || hasEnded(item, calendar));
  await markDead(
    tx.db,
    dead.map(({ task }) => task.symbol),
    DEAD_DAYS,
  );
  await insertFetchRecords(
    tx.db,
    fetched.map(({ task, result }) => fetchRecord("history", task.symbol, task, result)),
    run.id,
  );
  await replaceFindings(
    tx.db,
    NAME,
    fetched.map((item) => ({ owner: item.task.symbol, findings: findingsOf(item, calendar) })),
    run.id,
  );
  return series.reduce((total, { sessions }) => total + sessions.length, 0);
}

/** The actions a fetch speaks for: what an appended range overlaps agrees with what is stored, actions included. */
function actionRange({ task, result }: FetchedHistory): readonly ActionRange[] {
  if (result.outcome !== "served") return [];
  const { symbol, to } = task;
  const from = task.mode === "append" && task.coveredTo !== null ? addDays(task.coveredTo, 1) : task.from;
  const since = <T extends { exDate: string }>(actions: readonly T[]) =>
    actions.filter(({ exDate }) => exDate >= from);
  const { splits, dividends } = result.value;
  return from > to ? [] : [{ symbol, from, to, splits: since(splits), dividends: since(dividends) }];
}

/** A series without a new bar for long: delisted, or replaced. */
function hasEnded({ task, result }: FetchedHistory, calendar: TradingCalendar): boolean {
  const stored = task.tail[0]?.session;
  if (stored === undefined || result.outcome === "failed") return false;
  const fetched = result.outcome === "served" ? result.value.bars.sessions.at(-1) : undefined;
  const last = fetched !== undefined && fetched > stored ? fetched : stored;
  return calendar.ordinal(task.to) - calendar.ordinalOnOrBefore(last) > ENDED_SESSIONS;
}

/** How old what is used instead of a failed fetch is. */
function lastGood({ tail, to }: HistoryTask, calendar: TradingCalendar): string {
  const last = tail[0]?.session;
  if (last === undefined) return "none are stored";
  const age = Math.max(0, calendar.ordinal(to) - calendar.ordinalOnOrBefore(last));
  return `the last stored close is used, of ${last}, ${age} ${age === 1 ? "session" : "sessions"} old`;
}

function findingsOf({ task, result, restated }: FetchedHistory, calendar: TradingCalendar): Finding[] {
  const { symbol } = task;
  if (result.outcome === "unknownSymbol") {
    return [
      {
        code: "UNKNOWN_SYMBOL",
        severity: "warning",
        subject: symbol,
        message: `No provider knows ${symbol}.`,
      },
    ];
  }
  if (result.outcome === "failed") {
    const message = `Prices of ${symbol} could not be fetched (${failureText(result)}); ${lastGood(task, calendar)}.`;
    return [{ code: "PRICES_OUTDATED", severity: "warning", subject: symbol, message }];
  }
  const findings: Finding[] = [];
  if (restated) {
    const message = `The provider changed past prices of ${symbol}; the series was fetched again from ${task.from}.`;
    findings.push({ code: "HISTORY_RESTATED", severity: "info", subject: symbol, message });
  }
  const dropped =
    result.outcome === "served" ? result.value.dropped : { badClose: 0, notSession: 0, duplicate: 0 };
  if (dropped.badClose + dropped.notSession + dropped.duplicate > 0) {
    const message = `${symbol}: left out ${dropped.badClose} rows without a usable close, ${dropped.notSession} that are not sessions, ${dropped.duplicate} duplicates.`;
    findings.push({ code: "PRICE_ROWS_DROPPED", severity: "info", subject: symbol, message });
  }
  return findings;
}
