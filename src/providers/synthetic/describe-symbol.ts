import { type InstrumentTraits, knownInstrument, SECTORS } from "./known-instruments.ts";
import { SYNTHETIC_FACTORS, type SyntheticFactor } from "./market-paths.ts";
import { hashText, normal, uniform } from "./noise.ts";
import { DEFAULT_LEVEL_SESSION, fixedLevel, type PriceLevel } from "./price-levels.ts";

/** Everything that makes a symbol's series. */
export interface SyntheticInstrument extends InstrumentTraits {
  readonly symbol: string;
  readonly loadings: Readonly<Record<SyntheticFactor, number>>;
  readonly noiseStream: string;
  readonly level: PriceLevel;
  /** Whether it splits every few years. */
  readonly splits: boolean;
}

/** Share of the stocks without a fixed level that split. */
const SPLITTING_SHARE = 0.2;

/**
 * The instrument behind a symbol: a well-known ticker from the table, else one drawn from the symbol's hash – an
 * index for `^…`, a bond where the name says so, a mutual fund for five letters ending in X, else a stock. The
 * same symbol has the same traits whatever the market's seed.
 */
export function describeSymbol(symbol: string): SyntheticInstrument {
  const key = hashText(`instrument/${symbol}`);
  const traits = knownInstrument(symbol) ?? drawTraits(symbol, key);
  const fixed = fixedLevel(symbol);
  return {
    ...traits,
    symbol,
    loadings: Object.fromEntries(
      SYNTHETIC_FACTORS.map(({ name }) => [name, traits.loadings[name] ?? 0]),
    ) as Record<SyntheticFactor, number>,
    noiseStream: traits.noiseStream ?? symbol,
    level: fixed ?? { session: DEFAULT_LEVEL_SESSION, price: drawPrice(traits.assetType, key) },
    splits: fixed === null && traits.assetType === "stock" && uniform(key, 20) < SPLITTING_SHARE,
  };
}

function drawTraits(symbol: string, key: number): InstrumentTraits {
  const noFund = { sector: null, sectorWeights: null };
  if (symbol.startsWith("^"))
    return {
      ...noFund,
      assetType: "index",
      loadings: { market: 1, growthValue: 0.2 * normal(key, 1), size: 0.2 * normal(key, 2) },
      specificVol: 0.03,
      dividendYield: 0,
      payoutsPerYear: 0,
    };
  if (symbol.includes("BOND"))
    return {
      ...noFund,
      assetType: "bond",
      loadings: { market: 0.05, rates: 0.1 + 0.4 * uniform(key, 1) },
      specificVol: 0.02,
      dividendYield: 0.03 + 0.03 * uniform(key, 2),
      payoutsPerYear: 12,
    };
  if (/^[A-Z]{4}X$/.test(symbol))
    return {
      ...noFund,
      assetType: "mutual_fund",
      loadings: {
        market: 0.5 + 0.6 * uniform(key, 1),
        growthValue: 0.3 * normal(key, 2),
        size: 0.25 * normal(key, 3),
        rates: 0.15 * uniform(key, 4),
      },
      specificVol: 0.02 + 0.05 * uniform(key, 5),
      dividendYield: 0.02 * uniform(key, 6),
      payoutsPerYear: 4,
    };
  const pays = uniform(key, 7) < 0.6;
  return {
    assetType: "stock",
    loadings: {
      market: 0.6 + 0.9 * uniform(key, 1),
      growthValue: 0.4 * normal(key, 2),
      momentum: 0.25 * normal(key, 3),
      size: 0.3 + 0.4 * normal(key, 4),
      quality: 0.3 * normal(key, 5),
      lowVolatility: 0.3 * normal(key, 6),
      rates: 0.08 * normal(key, 8),
    },
    specificVol: 0.18 + 0.27 * uniform(key, 9),
    dividendYield: pays ? 0.005 + 0.035 * uniform(key, 10) : 0,
    payoutsPerYear: pays ? 4 : 0,
    sector: SECTORS[Math.floor(uniform(key, 11) * SECTORS.length)] ?? null,
    sectorWeights: null,
  };
}

/** USD, in whole cents: log-normal around a usual price of the kind, bonds near par. */
function drawPrice(assetType: InstrumentTraits["assetType"], key: number): number {
  const z = normal(key, 21);
  const price = assetType === "bond" ? 100 + 2 * z : (assetType === "index" ? 3000 : 80) * Math.exp(0.6 * z);
  return Math.round(price * 100) / 100;
}
