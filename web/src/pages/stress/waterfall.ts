/** A step of a waterfall: what it adds and from where to where. */
export interface WaterfallStep {
  readonly name: string;
  readonly change: number;
  readonly from: number;
  readonly to: number;
  readonly isTotal: boolean;
}

/** What adds to a result, by name. Null: not known, and nothing in the result. */
export type Contributions = Readonly<Record<string, number | null>>;

/**
 * Steps that lead from zero to the total, the largest first, and the total. What is below `smallest` of the largest
 * comes together in one step.
 */
export function waterfallSteps(
  contributions: Contributions,
  { limit = 12, smallest = 0.002 }: { readonly limit?: number; readonly smallest?: number } = {},
): readonly WaterfallStep[] {
  const known = Object.entries(contributions)
    .flatMap(([name, change]) => (change === null || change === 0 ? [] : [{ name, change }]))
    .toSorted((one, other) => Math.abs(other.change) - Math.abs(one.change));
  const least = Math.abs(known[0]?.change ?? 0) * smallest;
  const named = known.slice(0, limit).filter(({ change }) => Math.abs(change) >= least);
  const rest = known.slice(named.length);
  const single = rest.length === 1 ? rest : [];
  const steps = [...named, ...single];
  const others = rest.slice(single.length).reduce((sum, { change }) => sum + change, 0);
  if (rest.length > single.length) steps.push({ name: `${rest.length} others`, change: others });
  let level = 0;
  const walked = steps.map(({ name, change }): WaterfallStep => {
    const from = level;
    level += change;
    return { name, change, from, to: level, isTotal: false };
  });
  return [...walked, { name: "Together", change: level, from: 0, to: level, isTotal: true }];
}
