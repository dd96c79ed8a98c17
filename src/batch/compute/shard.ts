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

/** A market as it crosses threads: all of it is memory they share, so that handing it over costs nothing. */
interface SharedMarket {
  /** Unique in the process. */
  readonly id: number;
  /** Serialised without the prices. */
  readonly facts: Uint8Array;
  readonly close: Float64Array;
  readonly adjClose: Float64Array;
}

/** A shard as it crosses threads, in memory they share. */
export interface SharedShard {
  /** Unique in the process. */
  readonly id: number;
  readonly market: SharedMarket;
  /** Serialised without the market. */
  readonly facts: Uint8Array;
}

/** What the computations of a shard work with, in the thread that runs them. */
export interface OpenShard extends OpenMarket {
  readonly portfolios: readonly PortfolioFacts[];
  /** A portfolio's ledger, made when first asked for. */
  value(facts: PortfolioFacts): Valuation;
}

/** Lots times sessions of the ledgers that an open shard keeps, of 25 bytes each; further ones are made again. */
const KEPT_CELLS = 1_500_000;

let made = 0;
const sharedMarkets = new WeakMap<MarketFacts, SharedMarket>();

/** Serialises a shard once for all threads, and its market once for all shards. Prices must be in shared memory already. */
export function shareShard({ market, ...facts }: ShardFacts): SharedShard {
  return { id: made++, market: shareMarket(market), facts: toShared(facts) };
}

function shareMarket(market: MarketFacts): SharedMarket {
  const known = sharedMarkets.get(market);
  if (known !== undefined) return known;
  const { prices, ...others } = market;
  const { close, adjClose, ...shape } = prices;
  const shared = { id: made++, facts: toShared({ ...others, shape }), close, adjClose };
  sharedMarkets.set(market, shared);
  return shared;
}

function toShared(value: unknown): Uint8Array {
  const bytes = serialize(value);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

function fromShared(shared: Uint8Array): unknown {
  return deserialize(Buffer.from(shared)); // a copy: the deserialiser takes no shared memory
}

/** What portfolios share over a range of ordinals. */
interface Context {
  readonly from: number;
  readonly to: number;
  readonly made: unknown;
}

/** Jobs of a shard go over the sessions that are missing, or over the last one alone; each shard comes to both. */
const CONTEXTS_KEPT = 2;

/** A market in the thread that computes with it. */
export interface OpenMarket {
  readonly market: MarketFacts;
  /** What portfolios share in a computation over a range of ordinals; computations that share the same make it once. */
  readonly share: <Shared>(
    computation: PortfolioComputation<Shared, unknown>,
    from: number,
    to: number,
  ) => Shared;
}

export function openMarket({ facts, close, adjClose }: SharedMarket): OpenMarket {
  const { shape, ...others } = fromShared(facts) as Omit<MarketFacts, "prices"> & {
    readonly shape: Omit<PriceMatrix, "close" | "adjClose">;
  };
  const market: MarketFacts = { ...others, prices: { ...shape, close, adjClose } };
  const contexts = new Map<unknown, Context[]>();
  return {
    market,
    share<Shared>(computation: PortfolioComputation<Shared, unknown>, from: number, to: number): Shared {
      const kept = contexts.get(computation.share) ?? [];
      contexts.set(computation.share, kept);
      const index = kept.findIndex((context) => context.from === from && context.to === to);
      const known = index === -1 ? undefined : kept.splice(index, 1)[0];
      kept.splice(CONTEXTS_KEPT - 1); // its memory is free before the next one takes its own
      const made = known === undefined ? computation.share(market, from, to) : (known.made as Shared);
      kept.unshift({ from, to, made });
      return made;
    },
  };
}

export function openShard(
  { facts }: SharedShard,
  { market, share }: OpenMarket,
  calendar: TradingCalendar,
): OpenShard {
  const { portfolios, valueTo, adjustedCloses } = fromShared(facts) as Omit<ShardFacts, "market">;
  const adjusted = new Set(adjustedCloses);
  const options = { providerGivesRaw: (symbol: string) => !adjusted.has(symbol) };
  const ledgers = new Map<string, Valuation>();
  let keptCells = 0;
  return {
    portfolios,
    market,
    share,
    value(portfolio) {
      const kept = ledgers.get(portfolio.id);
      if (kept !== undefined) return kept;
      const valuation = valuePortfolio(portfolio, market, calendar, valueTo, options);
      const cells = valuation.lots.length * valuation.sessionCount;
      if (keptCells + cells <= KEPT_CELLS) {
        keptCells += cells;
        ledgers.set(portfolio.id, valuation);
      }
      return valuation;
    },
  };
}
