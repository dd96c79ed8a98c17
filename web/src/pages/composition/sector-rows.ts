import { formatPercent } from "@/lib/format.ts";
import type { Sector, SectorExposure } from "./composition-types.ts";

/** Sectors by active weight, or by weight where the benchmark's are not known; the largest first, unknown last. */
export function sortSectors({ sectors, benchmark_reason: reason }: SectorExposure): readonly Sector[] {
  const measure = (sector: Sector) =>
    (reason === null ? sector.active_weight : sector.weight) ?? Number.NEGATIVE_INFINITY;
  return sectors.toSorted((a, b) => measure(b) - measure(a) || a.sector.localeCompare(b.sector));
}

/** Where the book is furthest from its benchmark, in a sentence. */
export function sectorSentence(exposure: SectorExposure): string {
  const sorted = sortSectors(exposure);
  const [first] = sorted;
  if (first === undefined) return "The book is in no sector.";
  if (exposure.benchmark_reason !== null) {
    const weight = first.weight === null ? "" : ` with ${formatPercent(first.weight, 1)}`;
    return `${first.sector} is the largest sector${weight}; what the benchmark holds is not known.`;
  }
  const known = sorted.filter(({ active_weight: active }) => active !== null);
  const most = known[0]?.active_weight ?? 0;
  const last = known.at(-1);
  const least = last?.active_weight ?? 0;
  const over = most > 0 ? `Most over ${exposure.benchmark}: ${known[0]?.sector} by ${points(most)}` : null;
  const under = least < 0 ? `most under: ${last?.sector} by ${points(-least)}` : null;
  const parts = [over, under].filter((part) => part !== null);
  return parts.length === 0
    ? `The book is in the sectors as ${exposure.benchmark} is.`
    : `${parts.join("; ")}.`;
}

/** Percentage points of NAV. */
function points(weight: number): string {
  return `${formatPercent(weight, 1).replace("%", "points")}`;
}
