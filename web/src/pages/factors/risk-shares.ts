import type { Answer } from "@/api/api-query.ts";
import { formatPercent } from "@/lib/format.ts";
import { shortName } from "./factor-groups.ts";

export type Decomposition = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/risk-decomposition">["data"]
>;

/** A part of the variance; all parts add up to 1. */
export interface RiskPart {
  readonly name: string;
  /** Null: not known. */
  readonly share: number | null;
}

/** What each factor, and all specific risk together, brings of the variance. */
export function factorParts({ factors, specific_share: specific }: Decomposition): readonly RiskPart[] {
  return [
    ...factors.map(({ name, share }) => ({ name: shortName(name), share })),
    { name: "Specific", share: specific },
  ];
}

/** A position's part of the variance, split by what is behind it. */
export interface PositionRisk {
  readonly symbol: string;
  readonly share: number;
  readonly systematic: number;
  readonly specific: number;
}

/** Positions with a known share, the largest part of the risk first, hedges last. */
export function positionRisks({ positions }: Decomposition): readonly PositionRisk[] {
  return positions
    .flatMap(({ symbol, share, systematic_share: systematic }) =>
      share === null || systematic === null
        ? []
        : [{ symbol, share, systematic, specific: share - systematic }],
    )
    .toSorted((one, other) => other.share - one.share);
}

/** Where the risk comes from, in a sentence. */
export function summarizeFactorRisk(decomposition: Decomposition): string {
  const { specific_share: specific, volatility } = decomposition;
  const [largest] = factorParts(decomposition)
    .filter(({ name }) => name !== "Specific")
    .toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0));
  if (specific === null || volatility === null || largest === undefined || largest.share === null)
    return "The model says nothing of this portfolio's risk.";
  return `${formatPercent(1 - specific, 1)} of the variance comes from common factors, ${formatPercent(largest.share, 1)} from ${largest.name.toLowerCase()} alone; ${formatPercent(specific, 1)} is the holdings' own.`;
}

/** Which holdings bring the risk and which take from it. */
export function summarizePositionRisk(risks: readonly PositionRisk[]): string {
  const [first, second] = risks;
  if (first === undefined) return "No holding has a known part of the risk.";
  const hedges = risks.filter(({ share }) => share < 0).toReversed();
  const lead =
    second === undefined || second.share <= 0
      ? `${first.symbol} brings ${formatPercent(first.share, 0)} of the risk`
      : `${first.symbol} and ${second.symbol} bring ${formatPercent(first.share + second.share, 0)} of the risk`;
  const [strongest] = hedges;
  return strongest === undefined
    ? `${lead}; no holding lowers it.`
    : `${lead}; ${strongest.symbol} lowers it most, by ${formatPercent(-strongest.share, 1)}.`;
}

const COLLINEAR = 5;
const ILL_CONDITIONED = 30;

/** Whether the factors can be told apart, in words. */
export function describeCollinearity(decomposition: Decomposition): string {
  const { condition_number: condition, factors } = decomposition;
  const inflated = factors.filter(({ vif }) => vif !== null && vif > COLLINEAR);
  if (condition === null) return "How well the factors can be told apart is not known.";
  if (inflated.length > 0)
    return `Hard to tell apart: ${inflated.map(({ name }) => shortName(name)).join(", ")}. Their single exposures are less sure than the sum.`;
  return condition > ILL_CONDITIONED
    ? "Some factors move almost together; their single exposures are less sure than the sum."
    : "The factors can be told apart well.";
}
