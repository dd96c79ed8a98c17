import { count } from "@/lib/format.ts";
import type { VolatilityField, VolatilityPoint } from "./volatility-types.ts";

const HORIZONS: readonly { readonly sessions: number; readonly field: VolatilityField }[] = [
  { sessions: 21, field: "realized_volatility_21d" },
  { sessions: 63, field: "realized_volatility_63d" },
  { sessions: 252, field: "realized_volatility_252d" },
];

/** The range of a window's realised volatility over the stored sessions, and where it stands now. */
export interface ConeStep {
  readonly sessions: number;
  readonly observations: number;
  readonly lowest: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly highest: number;
  readonly now: number | null;
}

/** The volatility cone: windows that have at least two values. The last point of the history is now. */
export function volatilityCone(history: readonly VolatilityPoint[]): readonly ConeStep[] {
  return HORIZONS.flatMap(({ sessions, field }) => {
    const values = history.map((point) => point[field]).filter((value) => value !== null);
    if (values.length < 2) return [];
    const sorted = values.toSorted((a, b) => a - b);
    return [
      {
        sessions,
        observations: sorted.length,
        lowest: quantile(sorted, 0),
        lowerQuartile: quantile(sorted, 0.25),
        median: quantile(sorted, 0.5),
        upperQuartile: quantile(sorted, 0.75),
        highest: quantile(sorted, 1),
        now: history.at(-1)?.[field] ?? null,
      },
    ];
  });
}

/** Linear interpolation between order statistics (type 7) of sorted values. */
export function quantile(sorted: readonly number[], probability: number): number {
  const place = probability * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Where the windows stand in their cones, in a sentence. */
export function coneSentence(cone: readonly ConeStep[]): string {
  const placed = cone.filter((step) => step.now !== null);
  if (cone.length === 0) return "No window has a history yet.";
  if (placed.length === 0) return "No window has a volatility at this session.";
  const places = placed.map(placeWord);
  const first = placed[0]?.observations ?? 0;
  const start = `Against ${count(first, "stored session")}, volatility now is`;
  if (new Set(places).size === 1) return `${start} ${places[0]} on every window.`;
  return `${start} ${placed.map(({ sessions }, index) => `${places[index]} on ${sessions}`).join(", ")} sessions.`;
}

function placeWord({ now, lowerQuartile, median, upperQuartile }: ConeStep): string {
  const value = now ?? Number.NaN;
  if (value < lowerQuartile) return "in the lowest quarter";
  if (value > upperQuartile) return "in the highest quarter";
  return value < median ? "below the median" : "above the median";
}
