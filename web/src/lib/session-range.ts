/** How far back a history is shown, in sessions. */
export const SESSION_RANGES = ["all", "252", "63"] as const;
type SessionRange = (typeof SESSION_RANGES)[number];

export const SESSION_RANGE_OPTIONS: readonly { readonly value: SessionRange; readonly label: string }[] = [
  { value: "63", label: "3 months" },
  { value: "252", label: "1 year" },
  { value: "all", label: "All" },
];

/** The last points of a history that has one a session. */
export function lastSessions<Point>(history: readonly Point[], range: SessionRange): readonly Point[] {
  return range === "all" ? history : history.slice(-Number(range));
}

/** A history from the first to the last of its points that are known: what comes before and after has no picture. */
export function trimHistory<Point>(
  history: readonly Point[],
  isKnown: (point: Point) => boolean,
): readonly Point[] {
  const first = history.findIndex(isKnown);
  return first === -1 ? [] : history.slice(first, history.findLastIndex(isKnown) + 1);
}
