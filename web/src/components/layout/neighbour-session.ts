/** The session next to a day, before or after it; undefined where there is none. `sessions` are in order. */
export function neighbourSession(
  sessions: readonly string[],
  day: string,
  direction: "previous" | "next",
): string | undefined {
  return direction === "previous"
    ? sessions.findLast((session) => session < day)
    : sessions.find((session) => session > day);
}
