import { BENCHMARK, BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { PortfolioScope } from "#db/stores/portfolio-facts-store.ts";
import type { AppDatabase, Queryable } from "#db/types.ts";
import type { Run } from "#engine/run-state.ts";
import type { BatchServices } from "./services.ts";

const SHARED_SYMBOLS: readonly string[] = [...new Set([...FACTOR_PROXIES, BENCHMARK, BILL_YIELD_SYMBOL])];

/** Symbols every portfolio needs, held or not. */
export function sharedSymbols(betaReferences: readonly string[]): readonly string[] {
  return [...SHARED_SYMBOLS, ...betaReferences];
}

/** What a run covers: its portfolios with a session to compute, and from which session each symbol is needed. */
export interface RunScope {
  readonly portfolios: readonly PortfolioScope[];
  /** Ordinal of the first session each symbol is needed at; its history reaches further back. Sorted by symbol. */
  readonly firstNeeded: ReadonlyMap<string, number>;
  readonly toOrdinal: number;
}

export type ScopeServices = Pick<BatchServices, "calendar" | "betaReferences" | "scopeCache">;

export async function readRunScope(
  db: Queryable,
  { calendar, betaReferences, scopeCache }: ScopeServices,
  run: Run,
): Promise<RunScope> {
  const shared = sharedSymbols(betaReferences);
  const toOrdinal = calendar.ordinal(run.to);
  const all = await scopeCache.read(db, run.portfolioId === null ? null : [run.portfolioId]);
  const portfolios = all.filter(({ firstEntry }) => calendar.ordinalOnOrAfter(firstEntry) <= toOrdinal);
  const firstNeeded = new Map<string, number>();
  for (const { firstEntry, symbols } of portfolios) {
    const first = calendar.ordinalOnOrAfter(firstEntry);
    for (const symbol of [...symbols, ...shared]) {
      firstNeeded.set(symbol, Math.min(first, firstNeeded.get(symbol) ?? first));
    }
  }
  return {
    portfolios,
    toOrdinal,
    firstNeeded: new Map([...firstNeeded].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Runs whose symbols one process remembers at a time. */
const RUNS_REMEMBERED = 8;
const remembered = new WeakMap<AppDatabase, Map<string, Promise<RunScope["firstNeeded"]>>>();

/**
 * From which session on the run needs each symbol, read once in a process: units ask for it that were planned from it,
 * and of ten thousand portfolios it takes a while.
 */
export function rememberFirstNeeded(
  services: ScopeServices & Pick<BatchServices, "database">,
  run: Run,
): Promise<RunScope["firstNeeded"]> {
  const { database } = services;
  const runs = remembered.get(database) ?? new Map<string, Promise<RunScope["firstNeeded"]>>();
  remembered.set(database, runs);
  const known = runs.get(run.id);
  if (known !== undefined) return known;
  const reading = readRunScope(database.batch.db, services, run).then(({ firstNeeded }) => firstNeeded);
  reading.catch(() => runs.delete(run.id)); // whoever waits for it gets the error; the next one reads again
  if (runs.size >= RUNS_REMEMBERED) runs.delete(runs.keys().next().value as string);
  runs.set(run.id, reading);
  return reading;
}
