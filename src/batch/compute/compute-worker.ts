import { constants, setPriority } from "node:os";
import {
  type CalendarException,
  createTradingCalendar,
  type TradingCalendar,
} from "#core/dates/trading-calendar.ts";
import type { PriceMatrix } from "#core/prices/market-facts.ts";
import { computePortfolios, type PortfolioOutcome, type ShardJob } from "./compute-portfolios.ts";
import { type OpenMarket, type OpenShard, openMarket, openShard, type SharedShard } from "./shard.ts";
import { type SymbolBlock, symbolComputation } from "./symbol-computations.ts";

// What runs in a computing thread: it imports `core` only, holds no connection, and may be ended at any moment.

// Threads that answer requests and give signs of life go first. Only Linux knows priorities of threads; elsewhere it would
// be the process's.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

export interface PortfolioTask extends ShardJob {
  readonly shard: SharedShard;
}

export interface SymbolTask {
  readonly job: string;
  readonly prices: PriceMatrix;
  readonly from: number;
  readonly to: number;
}

interface OnCalendar<Task> {
  readonly task: Task;
  readonly exceptions: readonly CalendarException[];
}

export function portfolios({ task, exceptions }: OnCalendar<PortfolioTask>): PortfolioOutcome<unknown> {
  const calendar = calendarOf(exceptions);
  return computePortfolios(task, shardOf(task.shard, calendar), calendar);
}

export function symbols({ task, exceptions }: OnCalendar<SymbolTask>): SymbolBlock {
  const { job, prices, from, to } = task;
  const { symbols: names, values } = symbolComputation(job).compute(prices, calendarOf(exceptions), from, to);
  return { symbols: names, values };
}

/** Makes the thread load everything it needs before the first unit waits for it. */
export function warm(): void {
  calendarOf([]);
}

let lastMarket: { readonly id: number; readonly market: OpenMarket } | null = null;
let lastShard: { readonly id: number; readonly shard: OpenShard } | null = null;

/** The last shard and market stay open: jobs of a shard come one after the other, and shards of a market too. */
function shardOf(shared: SharedShard, calendar: TradingCalendar): OpenShard {
  if (lastShard?.id === shared.id) return lastShard.shard;
  lastShard = null; // its memory is free before the next one takes its own
  if (lastMarket?.id !== shared.market.id) {
    lastMarket = null;
    lastMarket = { id: shared.market.id, market: openMarket(shared.market) };
  }
  lastShard = { id: shared.id, shard: openShard(shared, lastMarket.market, calendar) };
  return lastShard.shard;
}

let known: { readonly key: string; readonly calendar: TradingCalendar } | null = null;

function calendarOf(exceptions: readonly CalendarException[]): TradingCalendar {
  const key = JSON.stringify(exceptions);
  if (known?.key !== key) known = { key, calendar: createTradingCalendar(exceptions) };
  return known.calendar;
}
