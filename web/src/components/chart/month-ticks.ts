const month = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

/** The first session of each month and its name, `Jan 2026`; of every second, third … where months are many. */
export function monthTicks(sessions: readonly string[], most = 8): ReadonlyMap<number, string> {
  const starts: number[] = [];
  for (const [index, session] of sessions.entries()) {
    const before = sessions[index - 1];
    if (before !== undefined && before.slice(0, 7) !== session.slice(0, 7)) starts.push(index);
  }
  const step = Math.max(1, Math.ceil(starts.length / most));
  const shown = starts.filter((_, place) => (starts.length - 1 - place) % step === 0);
  return new Map(
    shown.map((index) => [index, month.format(new Date(`${sessions[index]}T00:00:00Z`))] as const),
  );
}
