import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { LOADING_WIDTH, type LoadingBlock } from "#core/factors/loading-columns.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import type { SymbolWeights } from "#core/risk/symbol-weights.ts";
import { type LotValue, netLots } from "#core/risk/symbol-weights.ts";

/** The market of `make_answers.py`, made by the same generator and the same float64 operations. */
const MIX: Readonly<Record<string, readonly [number, number, number]>> = {
  SPY: [1, 0, 0],
  TLT: [-0.1, 1, 0],
  MTUM: [1, 0.1, 0.4],
  VTV: [0.8, 0, 0.3],
  VUG: [1.1, 0.1, 0.3],
  IWM: [1.1, -0.1, 0.5],
  QUAL: [1, 0, 0.15],
  USMV: [0.7, 0.1, 0.2],
  AAA: [1.2, 0, 1],
  BBB: [0.5, 0.3, 1.5],
  CCC: [0.9, -0.2, 0.8],
  DDD: [1.5, 0, 1.2],
  EEE: [0.2, 0.8, 0.4],
};
const SESSIONS = 600;
export const FIRST_ORDINAL = 6_000;
export const LAST_ORDINAL = FIRST_ORDINAL + SESSIONS - 1;

const MISSING: Readonly<Record<string, readonly number[]>> = {
  BBB: Array.from({ length: 420 }, (_, t) => t),
  CCC: [100, 101, 400, 401, 577],
  DDD: [577, 590],
};

export function goldenReturns(): ReturnMatrix {
  let state = 20_011;
  const noise = (): number => {
    let total = 0;
    for (let i = 0; i < 4; i++) {
      state = (state * 16_807) % 2_147_483_647;
      total += state / 2_147_483_647;
    }
    return (total - 2) * 0.02;
  };
  const market = Array.from({ length: SESSIONS }, noise);
  const rates = Array.from({ length: SESSIONS }, noise);
  const symbols = Object.keys(MIX);
  const values = new Float64Array(symbols.length * SESSIONS);
  for (const [row, symbol] of symbols.entries()) {
    const [a, b, c] = MIX[symbol]!;
    for (let t = 0; t < SESSIONS; t++) {
      values[row * SESSIONS + t] = a * market[t]! + b * rates[t]! + c * noise();
    }
    for (const t of MISSING[symbol] ?? []) values[row * SESSIONS + t] = Number.NaN;
  }
  return { symbols, firstOrdinal: FIRST_ORDINAL, sessionCount: SESSIONS, values };
}

/** Loadings by symbol, group name and place: `{ AAA: { market: [1.2], joint: [… 7] } }`. */
export type LoadingTable = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/** A loading block that holds the same given loadings at each of its sessions; NaN where none is given. */
export function loadingBlock(table: LoadingTable, firstOrdinal: number, sessionCount: number): LoadingBlock {
  const symbols = Object.keys(table);
  const values = new Float64Array(symbols.length * sessionCount * LOADING_WIDTH).fill(Number.NaN);
  for (const [row, symbol] of symbols.entries()) {
    for (const { column, factor, group, loadingIndex } of EXPOSURE_FACTORS) {
      if (loadingIndex === null) continue;
      const shared = factor.model === "joint" || factor.model === "ridge";
      const place = EXPOSURE_FACTORS.filter((other) => other.group === group).findIndex(
        (other) => other.column === column,
      );
      const loading = table[symbol]![shared ? factor.model : column]?.[place];
      if (loading === undefined) continue;
      for (let d = 0; d < sessionCount; d++) {
        values[(row * sessionCount + d) * LOADING_WIDTH + loadingIndex] = loading;
      }
    }
  }
  return { symbols, firstOrdinal, sessionCount, values };
}

/** What exposures and pro-forma returns need besides holdings. */
export function riskInputs(
  returns: ReturnMatrix,
  loadings: LoadingBlock,
  profiles: readonly CompanyProfile[] = [],
) {
  return {
    returns,
    loadings,
    factorReturns: factorReturnsOf(returns),
    profiles: new Map(profiles.map((profile) => [profile.symbol, profile])),
    returnRows: new Map(returns.symbols.map((symbol, row) => [symbol, row])),
    loadingRows: new Map(loadings.symbols.map((symbol, row) => [symbol, row])),
  };
}

/** Holdings of NAV 1 with these weights, all priced market holdings, and any further lots. */
export function weightsOf(
  weights: Readonly<Record<string, number>>,
  more: readonly LotValue[] = [],
): SymbolWeights {
  const lots = Object.entries(weights).map(
    ([symbol, marketValue]): LotValue => ({ symbol, kind: "market", marketValue, priced: true }),
  );
  return netLots([...lots, ...more], 1);
}
