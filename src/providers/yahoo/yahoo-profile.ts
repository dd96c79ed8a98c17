import type * as z from "zod";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { gicsSector } from "../vendor-sectors.ts";
import type { yahooSummary } from "./yahoo-schemas.ts";

type Summary = z.output<typeof yahooSummary>;

const ASSET_TYPES: Readonly<Record<string, CompanyProfile["assetType"]>> = {
  EQUITY: "stock",
  ETF: "etf",
  MUTUALFUND: "mutual_fund",
  INDEX: "index",
};

/** A profile out of Yahoo's modules. Its beta is over five years of months for a stock, over three for a fund. */
export function yahooProfile(symbol: string, summary: Summary): CompanyProfile {
  const { quoteType, assetProfile, summaryDetail, defaultKeyStatistics, topHoldings } = summary;
  return {
    symbol,
    name: quoteType.longName ?? quoteType.shortName,
    sector: gicsSector(assetProfile?.sector),
    industry: assetProfile?.industry ?? null,
    assetType: ASSET_TYPES[quoteType.quoteType] ?? "other",
    providerBeta:
      summaryDetail?.beta ?? defaultKeyStatistics?.beta ?? defaultKeyStatistics?.beta3Year ?? null,
    sectorWeights: sectorWeights(topHoldings?.sectorWeightings ?? []),
  };
}

/** Fractions by sector, brought to 1 where rounding makes them more; null where there are none. */
function sectorWeights(
  weightings: readonly Readonly<Record<string, number | null>>[],
): CompanyProfile["sectorWeights"] {
  const weights = weightings
    .flatMap((one) => Object.entries(one))
    .flatMap(([name, weight]): [string, number][] => {
      const sector = gicsSector(name);
      return sector === null || weight === null || weight <= 0 ? [] : [[sector, weight]];
    });
  if (weights.length === 0) return null;
  const total = Math.max(
    1,
    weights.reduce((sum, [, weight]) => sum + weight, 0),
  );
  return Object.fromEntries(weights.map(([sector, weight]) => [sector, weight / total]));
}
