import type { PortfolioFacts } from "#core/instruments/position.ts";
import { RISK_LOOKBACK_SESSIONS } from "#core/pipeline/risk-context.ts";
import type { PortfolioScope } from "#db/stores/portfolio-facts-store.ts";
import type { AppDatabase } from "#db/types.ts";
import type { UnitSpec } from "#engine/phase.ts";
import type { Run } from "#engine/run-state.ts";
import { type SharedShard, shareShard } from "./compute/shard.ts";
import type { InputVersions } from "./input-versions.ts";
import { loadPortfolios } from "./load-portfolios.ts";
import { createMarketCache } from "./market-cache.ts";
import { rememberFirstNeeded, type ScopeServices } from "./run-scope.ts";

/** A unit's portfolios, all of one state of the database. */
export interface LoadedShard {
  readonly scopes: ReadonlyMap<string, PortfolioScope>;
  readonly facts: ReadonlyMap<string, PortfolioFacts>;
  readonly versions: InputVersions;
  /** What threads compute from. */
  readonly shared: SharedShard;
}

/**
 * Shards that a process has loaded for its last units: a phase's jobs go through the same portfolios one after the other.
 * What was loaded may be outdated when its results are stored; whoever stores them looks, and forgets it then.
 */
export interface ShardCache {
  /** An abort ends the wait, and the loading once nobody waits for it any more. */
  load(run: Run, unit: UnitSpec, signal: AbortSignal): Promise<LoadedShard>;
  forget(shard: LoadedShard): void;
}

/** Units in hand are of one shard or the next; the third is one that a lost worker has left. */
const SHARDS_KEPT = 3;
/** Shards that nobody asks for are given up after this. */
const IDLE_MS = 30_000;

interface Entry {
  readonly key: string;
  /** Ordinal of the first session that can be computed from it. */
  readonly from: number;
  readonly loading: Promise<LoadedShard>;
  readonly controller: AbortController;
  loaded: LoadedShard | null;
  waiting: number;
  idle?: NodeJS.Timeout;
}

export function createShardCache(services: ScopeServices & { readonly database: AppDatabase }): ShardCache {
  const { calendar, database, scopeCache } = services;
  const marketCache = createMarketCache(calendar);
  let entries: readonly Entry[] = [];

  function drop(entry: Entry): void {
    clearTimeout(entry.idle);
    entries = entries.filter((other) => other !== entry);
  }

  async function read(run: Run, unit: UnitSpec, signal: AbortSignal): Promise<LoadedShard> {
    // All shards of a run over all portfolios are computed on one market.
    const alsoLoad = run.portfolioId === null ? [...(await rememberFirstNeeded(services, run)).keys()] : [];
    const loaded = await database.batch.transaction(
      "load portfolios",
      async (tx) => {
        const scopes = await scopeCache.read(tx.db, unit.subjects);
        return await loadPortfolios(tx, calendar, scopes, {
          from: unit.from,
          to: run.to,
          lookbackSessions: RISK_LOOKBACK_SESSIONS,
          cache: marketCache,
          alsoLoad,
        });
      },
      { signal, isolation: "repeatable read", readOnly: true },
    );
    const { scopes, portfolios, versions, market, valueTo, adjustedCloses } = loaded;
    return {
      scopes: new Map(scopes.map((scope) => [scope.id, scope])),
      facts: new Map(portfolios.map((facts) => [facts.id, facts])),
      versions,
      shared: shareShard({ portfolios, market, valueTo, adjustedCloses }),
    };
  }

  function begin(run: Run, unit: UnitSpec, key: string): Entry {
    const controller = new AbortController();
    const loading = read(run, unit, controller.signal);
    const from = calendar.ordinal(unit.from);
    const entry: Entry = { key, from, loading, controller, loaded: null, waiting: 0 };
    const keep = (loaded: LoadedShard) => {
      entry.loaded = loaded;
    };
    loading.then(keep, () => drop(entry)); // whoever waits for it gets the error; the next one reads again
    entries = [entry, ...entries.filter((other) => other.key !== key)];
    for (const old of entries.slice(SHARDS_KEPT)) drop(old);
    return entry;
  }

  return {
    async load(run, unit, signal) {
      const key = [run.id, run.to, ...unit.subjects].join(" ");
      const from = calendar.ordinal(unit.from);
      const known = entries.find((entry) => entry.key === key && entry.from <= from);
      const entry = known ?? begin(run, unit, key);
      entries = [entry, ...entries.filter((other) => other !== entry)];
      clearTimeout(entry.idle);
      entry.idle = setTimeout(() => drop(entry), IDLE_MS).unref();
      entry.waiting++;
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const onAbort = () => reject(signal.reason);
      if (signal.aborted) onAbort();
      signal.addEventListener("abort", onAbort, { once: true });
      try {
        return await Promise.race([entry.loading, aborted]);
      } finally {
        signal.removeEventListener("abort", onAbort);
        entry.waiting--;
        if (signal.aborted && entry.waiting === 0) {
          drop(entry);
          entry.controller.abort(signal.reason);
        }
      }
    },
    forget(shard) {
      for (const entry of entries) if (entry.loaded === shard) drop(entry);
    },
  };
}
