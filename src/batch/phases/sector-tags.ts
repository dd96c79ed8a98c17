import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import { SECTOR_BUCKETS, sectorShares } from "#core/risk/sector-exposure.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import { replaceSectorTags } from "#db/stores/position-mark-store.ts";
import type { Phase } from "#engine/phase.ts";
import { type PortfolioJob, runnable } from "../portfolio-job.ts";
import type { BatchServices } from "../services.ts";

const job: PortfolioJob<null, readonly { positionId: string; tag: string }[]> = {
  name: "sector-tags",
  sessions: "last",
  lookbackSessions: 0,
  share: () => null,
  compute: ({ valuation, market }) => ({
    result: valuation.lots.map((lot) => ({ positionId: lot.position.id, tag: sectorTag(lot, market) })),
    findings: [],
  }),
  write: (tx, { run }, results) =>
    replaceSectorTags(
      tx,
      results.map(({ facts }) => facts.id),
      results.flatMap(({ facts, result }) => result.map((tag) => ({ portfolioId: facts.id, ...tag }))),
      run.id,
    ),
};

/** Tags set by the owner stay untouched. */
export const sectorTags: Phase<BatchServices> = {
  number: "5",
  title: "Sector tags",
  grain: "portfolio",
  itemUnit: "portfolios",
  needs: ["company-profiles"],
  reads: ["positions", "company_profiles"],
  writes: ["position_tags"],
  timeoutMs: 90_000,
  weight: 2,
  essential: false,
  ...runnable(job),
};

/** A stock's sector; a fund is `Fund` even where its sectors are known, for it is one holding. */
function sectorTag({ position, kind }: LotPath, { profiles }: MarketFacts): string {
  const profile = profiles.get(parseOccSymbol(position.symbol)?.underlying ?? position.symbol);
  if (kind === "market" || kind === "option") {
    if (profile?.assetType === "etf" || profile?.assetType === "mutual_fund") return SECTOR_BUCKETS.fund;
  }
  return [...sectorShares(kind, profile).keys()][0]!;
}
