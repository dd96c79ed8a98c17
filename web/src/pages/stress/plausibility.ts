import { formatNumber, formatPercent } from "@/lib/format.ts";
import type { Outcome } from "./scenario-list.ts";

interface PlausibilityWords {
  /** In a word or two. */
  readonly word: string;
  /** In a sentence. */
  readonly sentence: string;
}

const STEPS = [
  { below: 0.5, word: "Ordinary" },
  { below: 0.9, word: "Plausible" },
  { below: 0.99, word: "Unusual" },
  { below: 0.999, word: "Rare" },
] as const;

const FARTHEST = "Very rare";
const BEYOND = "Beyond last year's experience";

/** All words, from near to far. */
export const PLAUSIBILITY_WORDS: readonly string[] = [...STEPS.map(({ word }) => word), FARTHEST, BEYOND];

/** How plausible a shock is by last year's covariance; null where it is not known. */
export function describePlausibility({
  distance,
  percentile,
  implausible,
}: Outcome["plausibility"]): PlausibilityWords | null {
  if (distance === null || percentile === null) return null;
  const word =
    implausible === true ? BEYOND : (STEPS.find(({ below }) => percentile < below)?.word ?? FARTHEST);
  return {
    word,
    sentence: `${formatNumber(distance, 1)} standard deviations out: ${nearer(percentile)} of the moves that the last year's covariance lets expect over such a time are smaller.`,
  };
}

function nearer(percentile: number): string {
  const shown = formatPercent(percentile, percentile > 0.99 ? 2 : 0);
  return percentile < 1 && shown.startsWith("100") ? "more than 99.99 %" : shown;
}
