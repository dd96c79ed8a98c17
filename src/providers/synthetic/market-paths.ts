import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { hashText, normal, smoothNormal } from "./noise.ts";

/**
 * The made-up market's factors, which are exactly the returns of the seven joint factors: SPY, VUG − VTV, MTUM − SPY,
 * IWM − SPY, QUAL − SPY, USMV − SPY and TLT. A joint regression therefore estimates an instrument's true loadings
 * without errors in its regressors. Volatility and mean are annual fractions; `ownVol` is that beside the
 * part `onMarket` × market.
 */
export const SYNTHETIC_FACTORS = [
  { name: "market", ownVol: 0.16, onMarket: 0, mean: 0.085 },
  { name: "growthValue", ownVol: 0.085, onMarket: 0.25, mean: 0 },
  { name: "momentum", ownVol: 0.085, onMarket: 0.05, mean: 0.02 },
  { name: "size", ownVol: 0.11, onMarket: 0.12, mean: -0.01 },
  { name: "quality", ownVol: 0.035, onMarket: 0.02, mean: 0.01 },
  { name: "lowVolatility", ownVol: 0.06, onMarket: -0.3, mean: 0.02 },
  { name: "rates", ownVol: 0.137, onMarket: -0.12, mean: 0.035 },
] as const;

export type SyntheticFactor = (typeof SYNTHETIC_FACTORS)[number]["name"];

/**
 * Moves that a historical replay looks for, spread evenly over the sessions after `from` up to `to`: total
 * return of the factor over the window, beside its noise.
 */
const EPISODES: readonly {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly moves: Partial<Record<SyntheticFactor, number>>;
}[] = [
  { from: "2000-03-10", to: "2002-10-09", moves: { market: -0.5, growthValue: -0.45, quality: 0.1 } },
  { from: "2008-09-15", to: "2009-03-13", moves: { market: -0.45, size: -0.05, rates: 0.08 } },
  {
    from: "2020-02-19",
    to: "2020-03-23",
    moves: { market: -0.34, growthValue: 0.06, size: -0.08, rates: 0.1 },
  },
];

/** Annualisation: sessions a year. */
export const SESSIONS_PER_YEAR = 252;

/** log-volatility moves with this standard deviation over about this many sessions. */
const REGIME_SD = 0.35;
const REGIME_SESSIONS = 63;

const BLOCK_BITS = 8;
const BLOCK_SESSIONS = 1 << BLOCK_BITS;

/** One session's numbers in a block: the factor returns in the order of the table, then the volatility regime. */
export const PATH_WIDTH = SYNTHETIC_FACTORS.length + 1;

/** Index in a session's numbers of the regime: the factor on every volatility that day, of mean square 1. */
export const REGIME = SYNTHETIC_FACTORS.length;

/**
 * Factor returns by session ordinal, made in blocks of 256 sessions when first needed and kept. A value depends
 * on the seed and the ordinal only.
 */
export class MarketPaths {
  readonly seed: number;
  readonly #blocks = new Map<number, Float64Array>();
  readonly #keys: readonly number[];
  readonly #episodes: readonly EpisodeDrift[];

  constructor(seed: number, calendar: TradingCalendar) {
    this.seed = seed;
    this.#keys = ["regime", ...SYNTHETIC_FACTORS.map(({ name }) => name)].map((name) =>
      hashText(`${seed}/market/${name}`),
    );
    this.#episodes = EPISODES.map(({ from, to, moves }) => {
      const [first, last] = [calendar.ordinalOnOrBefore(from) + 1, calendar.ordinalOnOrBefore(to)];
      const drift = SYNTHETIC_FACTORS.map(({ name }) => Math.log1p(moves[name] ?? 0) / (last - first + 1));
      return { first, last, drift };
    });
  }

  /** The block that holds an ordinal; the session's numbers start at {@link offsetInBlock}. */
  block(ordinal: number): Float64Array {
    const index = ordinal >> BLOCK_BITS;
    let block = this.#blocks.get(index);
    if (block === undefined) {
      block = this.#make(index << BLOCK_BITS);
      this.#blocks.set(index, block);
    }
    return block;
  }

  #make(firstOrdinal: number): Float64Array {
    const block = new Float64Array(BLOCK_SESSIONS * PATH_WIDTH);
    const [regimeKey, ...factorKeys] = this.#keys as [number, ...number[]];
    for (let i = 0; i < BLOCK_SESSIONS; i++) {
      const ordinal = firstOrdinal + i;
      const at = i * PATH_WIDTH;
      const regime = Math.exp(
        REGIME_SD * smoothNormal(regimeKey, ordinal, REGIME_SESSIONS) - REGIME_SD * REGIME_SD,
      );
      const episode = this.#episodes.find(({ first, last }) => ordinal >= first && ordinal <= last);
      const scale = regime / Math.sqrt(SESSIONS_PER_YEAR);
      let marketNoise = 0;
      for (const [k, { ownVol, onMarket, mean }] of SYNTHETIC_FACTORS.entries()) {
        const noise = ownVol * scale * normal(factorKeys[k] as number, ordinal) + onMarket * marketNoise;
        if (k === 0) marketNoise = noise;
        block[at + k] = mean / SESSIONS_PER_YEAR + noise + (episode?.drift[k] ?? 0);
      }
      block[at + REGIME] = regime;
    }
    return block;
  }
}

interface EpisodeDrift {
  readonly first: number;
  readonly last: number;
  /** By factor, a session. */
  readonly drift: readonly number[];
}

export function offsetInBlock(ordinal: number): number {
  return (ordinal & (BLOCK_SESSIONS - 1)) * PATH_WIDTH;
}
