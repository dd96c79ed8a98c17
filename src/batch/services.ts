import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { AppDatabase } from "#db/types.ts";
import type { Log } from "#log";
import type { ProviderChain } from "#providers/chain.ts";
import type { ComputePool } from "./compute/compute-pool.ts";

/** What the phases need from outside. */
export interface BatchServices {
  readonly database: AppDatabase;
  readonly calendar: TradingCalendar;
  readonly providers: ProviderChain;
  readonly compute: ComputePool;
  /** Symbols that every run computes, held or not, because the prior of market betas is made of theirs. */
  readonly betaReferences: readonly string[];
  readonly log: Log;
}

/** Version of the methods behind every stored number; a new one makes all results missing. */
export const METHOD_VERSION = 2;

/** Sessions of history fetched before the first session of a scope, so that no window depends on who asked first. */
export const HISTORY_SESSIONS = 840;
