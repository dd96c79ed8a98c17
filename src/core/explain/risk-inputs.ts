import { FACTORS, type Factor } from "#core/factors/factor-table.ts";
import { LOADING_WIDTH, loadingColumn } from "#core/factors/loading-columns.ts";
import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import { hasMarketReturns, type SymbolWeights } from "#core/risk/symbol-weights.ts";
import type { Evidence } from "./evidence.ts";
import type { ExplainInput, SeriesInput } from "./explanation.ts";
import type { Given } from "./given.ts";
import { priceInput, resultsInput } from "./inputs.ts";
import { keyOf } from "./keys.ts";
import { returnsOf } from "./textbook.ts";

/** A holding but cash, at its place in the holdings. */
export interface Holding {
  readonly index: number;
  /** Its symbol; with the kind where that is not a listed one, since a private holding may be named like a share. */
  readonly label: string;
  readonly symbol: string;
  readonly weight: number;
  /** Whether it takes part in estimates from market returns. */
  readonly isListed: boolean;
}

/** Every holding but cash that has a weight, or a value where NAV is not positive. */
export function holdingsOf(holdings: SymbolWeights): readonly Holding[] {
  return [...holdings.symbols.entries()].flatMap(([index, symbol]) => {
    const kind = holdings.kinds[index]!;
    if (kind === "cash" || holdings.marketValues[index] === 0) return [];
    const label = kind === "market" ? symbol : `${symbol} (${kind})`;
    const isListed = hasMarketReturns(holdings, index);
    return [{ index, label, symbol, weight: holdings.weights[index]!, isListed }];
  });
}

/** Weights as risk sees them, by holding. */
export function weightInput(
  { session }: Pick<Evidence, "session">,
  name: string,
  holdings: readonly Holding[],
): SeriesInput {
  const entries = holdings.map(({ label, weight }) => ({
    label,
    key: keyOf("holdings", label, "weight"),
    value: weight,
  }));
  return resultsInput(name, "holding", entries, {
    about: "weight of each holding; options by their delta, under the underlying",
    unit: "fraction of NAV",
    session,
  });
}

/** One column of the loadings of each holding; NaN for those that take no part. */
export function loadingInput(
  evidence: Evidence,
  name: string,
  column: string,
  holdings: readonly Holding[],
): SeriesInput {
  const entries = holdings.map(({ label, symbol, isListed }) => ({
    label,
    key: keyOf("loadings", symbol, column),
    value: isListed ? loadingOf(evidence, symbol, column) : Number.NaN,
  }));
  return resultsInput(name, "holding", entries, {
    about: `${column.replaceAll("_", " ")} of each holding`,
    unit: column.endsWith("variance") ? "variance a session" : "per unit of factor return",
    session: evidence.session,
  });
}

/** Symbols of the market that loadings and metrics are estimated for: all but rates, indices and option contracts. */
export function estimatedSymbols({ market }: Evidence): readonly string[] {
  return market.prices.symbols.filter((symbol) => !symbol.startsWith("^") && parseOccSymbol(symbol) === null);
}

/** A loading of a symbol at the session; NaN where there is none. */
export function loadingOf({ risk, ordinal }: Evidence, symbol: string, column: string): number {
  const { loadings, exposures } = risk;
  const row = exposures.loadingRows.get(symbol);
  if (row === undefined) return Number.NaN;
  const start = (row * loadings.sessionCount + ordinal - loadings.firstOrdinal) * LOADING_WIDTH;
  return loadings.values[start + loadingColumn(column)]!;
}

/** Adjusted closes `P[symbol]` of some symbols, each once: `returns` returns up to the session. */
export function returnInputs(
  evidence: Evidence,
  symbols: Iterable<string>,
  returns: number,
): readonly ExplainInput[] {
  return [...new Set(symbols)].map((symbol) =>
    priceInput(evidence, `P[${symbol}]`, symbol, "adjusted close", returns + 1),
  );
}

/** Returns of the symbol whose prices are listed as `P[symbol]`. */
export function returnsGiven(given: Given, symbol: string): readonly number[] {
  return returnsOf(given.values(`P[${symbol}]`));
}

/** Symbols whose returns these factors are made of. */
export function legsOf(factors: readonly Factor[]): readonly string[] {
  return [...new Set(factors.flatMap(({ long, short }) => (short === null ? [long] : [long, short])))];
}

/** Returns of a factor: of the long leg, less those of the short one. */
export function factorReturnsGiven(given: Given, { long, short }: Factor): readonly number[] {
  const longReturns = returnsGiven(given, long);
  if (short === null) return longReturns;
  const shortReturns = returnsGiven(given, short);
  return longReturns.map((value, t) => value - shortReturns[t]!);
}

/** The joint factors by their names in columns and keys: `market`, `growth_value` … */
export const JOINT_FACTORS: readonly { readonly name: string; readonly factor: Factor }[] = FACTORS.filter(
  ({ model }) => model === "joint",
).map((factor) => ({
  name: factor.name.replace("Joint ", "").toLowerCase().replaceAll(/[ -]/g, "_"),
  factor,
}));
