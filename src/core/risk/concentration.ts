import type { SymbolWeights } from "./symbol-weights.ts";

/**
 * The layout of a portfolio's concentration at one session.
 * NaN where nothing but cash is held (hhi … top_10) or NAV is not positive (the exposures).
 */
export const CONCENTRATION_COLUMNS = [
  "hhi",
  "effective_positions",
  "top_3",
  "top_10",
  "positions",
  "long_exposure",
  "short_exposure",
  "gross_exposure",
  "net_exposure",
  "delta_long_exposure",
  "delta_short_exposure",
  "delta_gross_exposure",
  "delta_net_exposure",
] as const;

export type ConcentrationColumn = (typeof CONCENTRATION_COLUMNS)[number];
export type Concentration = Readonly<Record<ConcentrationColumn, number>>;

/**
 * How much of a book rests on few names. With sᵢ = |market valueᵢ| / Σ|market value| by symbol, lots netted:
 * HHI = Σ sᵢ² (1/n … 1), effective positions = 1/HHI, top 3 and top 10 the sums of the largest shares (all of them
 * where fewer are held). `positions` counts symbols with a value. Options count at their premium, private holdings
 * at their mark. Long, short (≤ 0), gross and net exposure are fractions of NAV over the same netted symbols; the
 * delta exposures are the same of `risk`, where options count by their delta with the shares of the underlying.
 * Cash is not a holding here.
 */
export function concentration(holdings: SymbolWeights, risk: SymbolWeights = holdings): Concentration {
  const values = heldSizes(holdings);
  const gross = values.reduce((sum, value) => sum + value, 0);
  const shares = values.map((value) => value / gross);
  const hhi = values.length === 0 ? Number.NaN : shares.reduce((sum, share) => sum + share * share, 0);
  const exposure = exposuresOf(holdings);
  const delta = risk === holdings ? exposure : exposuresOf(risk);
  return {
    hhi,
    effective_positions: 1 / hhi,
    top_3: topShare(shares, 3),
    top_10: topShare(shares, 10),
    positions: values.length,
    long_exposure: exposure.long,
    short_exposure: exposure.short,
    gross_exposure: exposure.gross,
    net_exposure: exposure.net,
    delta_long_exposure: delta.long,
    delta_short_exposure: delta.short,
    delta_gross_exposure: delta.gross,
    delta_net_exposure: delta.net,
  };
}

/** |market value| of what is held, cash apart, the largest first. */
function heldSizes({ marketValues, kinds }: SymbolWeights): readonly number[] {
  const sizes: number[] = [];
  for (const [i, kind] of kinds.entries())
    if (kind !== "cash" && marketValues[i] !== 0) sizes.push(Math.abs(marketValues[i]!));
  return sizes.sort((a, b) => b - a);
}

/** As fractions of NAV. */
function exposuresOf(holdings: SymbolWeights) {
  let long = 0;
  let short = 0;
  for (const [i, kind] of holdings.kinds.entries()) {
    const value = holdings.marketValues[i]!;
    if (kind === "cash") continue;
    if (value > 0) long += value;
    else short += value;
  }
  const nav = holdings.nav > 0 ? holdings.nav : Number.NaN;
  return { long: long / nav, short: short / nav, gross: (long - short) / nav, net: (long + short) / nav };
}

/** {@link concentration} as a row in the order of {@link CONCENTRATION_COLUMNS}. */
export function concentrationRow(holdings: SymbolWeights, risk: SymbolWeights = holdings): Float64Array {
  const result = concentration(holdings, risk);
  return Float64Array.from(CONCENTRATION_COLUMNS, (column) => result[column]);
}

/** Sum of the largest shares, at most 1: rounding can make a whole come out as 1 + 2e-16. */
function topShare(shares: readonly number[], count: number): number {
  if (shares.length === 0) return Number.NaN;
  return Math.min(
    1,
    shares.slice(0, count).reduce((sum, share) => sum + share, 0),
  );
}
