import { FACTORS } from "#core/factors/factor-table.ts";
import { LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import { hasMarketReturns, type SymbolWeights } from "#core/risk/symbol-weights.ts";
import type { RiskContext } from "./risk-context.ts";

/** What one holding brings to the portfolio's exposures. */
export interface SymbolExposure {
  readonly symbol: string;
  /** Market value over NAV, signed. */
  readonly weight: number;
  /** Loading by factor, in the order of the factor table; NaN where there is none. */
  readonly loadings: Float64Array;
}

/** The listed holdings of one session with their loadings, sorted by symbol. */
export function symbolExposures(
  holdings: SymbolWeights,
  { loadings, exposures }: RiskContext,
  profiles: ReadonlyMap<string, CompanyProfile>,
  ordinal: number,
): readonly SymbolExposure[] {
  return holdings.symbols.flatMap((symbol, i) => {
    const row = exposures.loadingRows.get(symbol);
    if (!hasMarketReturns(holdings, i) || row === undefined) return [];
    const offset = (row * loadings.sessionCount + ordinal - loadings.firstOrdinal) * LOADING_WIDTH;
    const providerBeta = profiles.get(symbol)?.providerBeta ?? Number.NaN;
    const values = Float64Array.from(FACTORS, (_, factor) => {
      const { loadingIndex } = EXPOSURE_FACTORS[factor]!;
      return loadingIndex === null ? providerBeta : loadings.values[offset + loadingIndex]!;
    });
    return [{ symbol, weight: holdings.weights[i]!, loadings: values }];
  });
}
