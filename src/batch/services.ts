import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { AppDatabase } from "#db/types.ts";
import type { Log } from "#log";
import type { ProviderChain } from "#providers/chain.ts";
import type { ComputePool } from "./compute/compute-pool.ts";
import type { ScopeCache } from "./scope-cache.ts";
import type { ShardCache } from "./shard-cache.ts";

/** What the phases need from outside. */
export interface BatchServices {
  readonly database: AppDatabase;
  readonly calendar: TradingCalendar;
  readonly providers: ProviderChain;
  readonly compute: ComputePool;
  /** What this process has loaded of portfolios, to plan from. */
  readonly scopeCache: ScopeCache;
  /** Shards that this process has loaded, with the market of their portfolios, to compute from. */
  readonly shardCache: ShardCache;
  /** Symbols that every run computes, held or not, because the prior of market betas is made of theirs. */
  readonly betaReferences: readonly string[];
  readonly log: Log;
}

/** Version of the methods behind every stored number; a new one makes all results missing. */
export const METHOD_VERSION = 2;
