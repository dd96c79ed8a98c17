import { deserialize, serialize } from "node:v8";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { MarketFacts, PriceMatrix } from "#core/prices/market-facts.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import type { PortfolioComputation } from "./portfolio-computation.ts";

/** Portfolios with the market they need. */
export interface ShardFacts {
  readonly portfolios: readonly PortfolioFacts[];
  readonly market: MarketFacts;
  /** Last session ledgers are walked to, as an ordinal. */
  readonly valueTo: number;
  /** Symbols whose closes may hide splits that nobody reported. */
  readonly adjustedCloses: readonly string[];
}

/** A shard as it crosses threads: all of it is memory they share, so that handing it over costs nothing. */
export interface SharedShard {
  /** Unique in the process. */
  readonly id: number;
  /** Serialised facts without the prices. */
  readonly facts: Uint8Array;
  readonly close: Float64Array;
  readonly adjClose: Float64Array;
}

/** What the computations of a shard work with, in the thread that runs them. */
export interface OpenShard {
  readonly portfolios: readonly PortfolioFacts[];
  readonly market: MarketFacts;
  /** A portfolio's ledger, made when first asked for. */
  value(facts: PortfolioFacts): Valuation;
  /** What the portfolios share in a computation over a range of ordinals; computations that share the same make it once. */
  share<Shared>(computation: PortfolioComputation<Shared, unknown>, from: number, to: number): Shared;
}

/** Lots times sessions of the ledgers that an open shard keeps, of 25 bytes each; further ones are made again. */
const KEPT_CELLS = 1_500_000;

let shared = 0;

/** Serialises a shard once for all threads. Its prices must be in shared memory already. */
export function shareShard({ market: { prices, ...market }, ...facts }: ShardFacts): SharedShard {
  const { close, adjClose, ...shape } = prices;
  const bytes = serialize({ ...facts, market, shape });
  const memory = new Uint8Array(new SharedArrayBuffer(bytes.length));
  memory.set(bytes);
  return { id: shared++, facts: memory, close, adjClose };
}

export function openShard({ facts, close, adjClose }: SharedShard, calendar: TradingCalendar): OpenShard {
  // A copy: the deserialiser takes no shared memory.
  const { market, shape, portfolios, valueTo, adjustedCloses } = deserialize(Buffer.from(facts)) as Omit<
    ShardFacts,
    "market"
  > & {
    readonly market: Omit<MarketFacts, "prices">;
    readonly shape: Omit<PriceMatrix, "close" | "adjClose">;
  };
  const whole: MarketFacts = { ...market, prices: { ...shape, close, adjClose } };
  const adjusted = new Set(adjustedCloses);
  const options = { providerGivesRaw: (symbol: string) => !adjusted.has(symbol) };
  const ledgers = new Map<string, Valuation>();
  let keptCells = 0;
  const contexts = new Map<unknown, Map<string, unknown>>();
  return {
    portfolios,
    market: whole,
    value(portfolio) {
      const kept = ledgers.get(portfolio.id);
      if (kept !== undefined) return kept;
      const valuation = valuePortfolio(portfolio, whole, calendar, valueTo, options);
      const cells = valuation.lots.length * valuation.sessionCount;
      if (keptCells + cells <= KEPT_CELLS) {
        keptCells += cells;
        ledgers.set(portfolio.id, valuation);
      }
      return valuation;
    },
    share<Shared>(computation: PortfolioComputation<Shared, unknown>, from: number, to: number): Shared {
      const made = contexts.get(computation.share) ?? new Map<string, unknown>();
      contexts.set(computation.share, made);
      const range = `${from} ${to}`;
      if (!made.has(range)) made.set(range, computation.share(whole, from, to));
      return made.get(range) as Shared;
    },
  };
}
