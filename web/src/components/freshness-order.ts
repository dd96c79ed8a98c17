const RANKS = { dead: 0, none: 1, behind: 2, current: 3 } as const;

export type FreshnessState = keyof typeof RANKS;

interface Row {
  readonly state: FreshnessState;
  readonly sessions_behind: number | null;
}

/** What needs somebody first: dead, without data, the furthest behind. */
export function worstFirst<Item extends Row>(rows: readonly Item[]): readonly Item[] {
  return rows.toSorted(
    (a, b) => RANKS[a.state] - RANKS[b.state] || (b.sessions_behind ?? 0) - (a.sessions_behind ?? 0),
  );
}

/** How many of what is in sight are not current, in a sentence. */
export function freshnessSummary(
  rows: readonly Row[],
  noun: string,
  format: (number: number, noun: string) => string,
): string {
  const late = rows.filter(({ state }) => state !== "current").length;
  if (rows.length === 0) return `No ${noun} yet.`;
  return late === 0
    ? `All ${format(rows.length, noun)} current.`
    : `${late} of ${format(rows.length, noun)} not current.`;
}
