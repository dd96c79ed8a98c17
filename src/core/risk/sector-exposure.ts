import type { PricingKind } from "#core/instruments/position.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import type { SymbolWeights } from "./symbol-weights.ts";

/** Buckets that are no sector of a vendor's. */
export const SECTOR_BUCKETS = {
  /** A fund, or the part of it, whose sectors are not known. */
  fund: "Fund",
  unknown: "Unknown",
  cash: "Cash",
  private: "Private",
} as const;

/** One bucket's share of a portfolio. */
export interface SectorExposure {
  readonly sector: string;
  /** Net, in USD. */
  readonly marketValue: number;
  /** Net market value ÷ NAV; NaN where NAV is not positive. */
  readonly weight: number;
  /** Share of the benchmark, where a provider has it. */
  readonly benchmarkWeight: null;
  readonly benchmarkReason: "NO_SOURCE";
}

/** Fractions of a look-through may add up to one only to rounding. */
const SUM_ROUNDING = 1e-6;

/**
 * The sectors of one holding and its share of each, adding up to 1: its own sector for a stock; for a fund its
 * look-through, with what that leaves open (and a fund without one, or with one that adds up to more than 1)
 * under `Fund`; no profile or no sector is `Unknown`. For an option give the profile of its underlying.
 */
export function sectorShares(
  kind: PricingKind,
  profile: CompanyProfile | undefined,
): ReadonlyMap<string, number> {
  if (kind === "cash") return new Map([[SECTOR_BUCKETS.cash, 1]]);
  if (kind === "private") return new Map([[SECTOR_BUCKETS.private, 1]]);
  if (profile?.assetType !== "etf" && profile?.assetType !== "mutual_fund") {
    return new Map([[profile?.sector ?? SECTOR_BUCKETS.unknown, 1]]);
  }
  const shares = new Map(Object.entries(profile.sectorWeights ?? {}).filter(([, share]) => share !== 0));
  const known = [...shares.values()].reduce((sum, share) => sum + share, 0);
  if (shares.size === 0 || known > 1 + SUM_ROUNDING) return new Map([[SECTOR_BUCKETS.fund, 1]]);
  if (1 - known > SUM_ROUNDING) shares.set(SECTOR_BUCKETS.fund, 1 - known);
  return shares;
}

/** The sectors of a holding and its share of each, by kind and symbol. */
export type SharesOf = (kind: PricingKind, symbol: string) => readonly (readonly [string, number])[];

/** {@link sectorShares} by symbol, kept: sessions of one portfolio ask for the same ones again and again. */
export function sharesBySymbol(profileOf: (symbol: string) => CompanyProfile | undefined): SharesOf {
  const ofKind = new Map<PricingKind, Map<string, ReturnType<SharesOf>>>();
  return (kind, symbol) => {
    const known = ofKind.get(kind) ?? new Map<string, ReturnType<SharesOf>>();
    ofKind.set(kind, known);
    const shares = known.get(symbol) ?? [...sectorShares(kind, profileOf(symbol))];
    known.set(symbol, shares);
    return shares;
  };
}

/**
 * Market value and weight by sector, sorted by bucket name; long and short holdings of one sector net. The ledger's
 * cash, NAV less all market values, is in `Cash` together with cash lots, so the buckets add up to NAV. There is no
 * source of benchmark weights: null with NO_SOURCE.
 */
export function sectorExposure(holdings: SymbolWeights, sharesOf: SharesOf): readonly SectorExposure[] {
  const values = new Map<string, number>();
  let invested = 0;
  for (const [i, symbol] of holdings.symbols.entries()) {
    const value = holdings.marketValues[i]!;
    if (value === 0) continue;
    invested += value;
    for (const [sector, share] of sharesOf(holdings.kinds[i]!, symbol)) {
      values.set(sector, (values.get(sector) ?? 0) + value * share);
    }
  }
  values.set(SECTOR_BUCKETS.cash, (values.get(SECTOR_BUCKETS.cash) ?? 0) + holdings.nav - invested);
  return [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sector, marketValue]) => ({
      sector,
      marketValue,
      weight: holdings.nav > 0 ? marketValue / holdings.nav : Number.NaN,
      benchmarkWeight: null,
      benchmarkReason: "NO_SOURCE",
    }));
}
