import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { SECTOR_BUCKETS, sectorShares } from "#core/risk/sector-exposure.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

export interface SectorTag {
  readonly positionId: string;
  readonly tag: string;
}

export const sectorTags: PortfolioComputation<null, readonly SectorTag[]> = {
  name: "sector-tags",
  sessions: "last",
  share: () => null,
  compute: ({ valuation, market }) => ({
    result: valuation.lots.map((lot) => ({ positionId: lot.position.id, tag: sectorTag(lot, market) })),
    findings: [],
  }),
};

/** A stock's sector; a fund is `Fund` even where its sectors are known, for it is one holding. */
function sectorTag({ position, kind }: LotPath, { profiles }: MarketFacts): string {
  const profile = profiles.get(parseOccSymbol(position.symbol)?.underlying ?? position.symbol);
  if (kind === "market" || kind === "option") {
    if (profile?.assetType === "etf" || profile?.assetType === "mutual_fund") return SECTOR_BUCKETS.fund;
  }
  return [...sectorShares(kind, profile).keys()][0]!;
}
