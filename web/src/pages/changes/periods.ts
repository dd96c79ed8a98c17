/** How far back a comparison starts, in sessions; `all`: at the first session. */
export const PERIODS = [
  { value: "5", label: "1 week" },
  { value: "21", label: "1 month" },
  { value: "63", label: "3 months" },
  { value: "252", label: "1 year" },
  { value: "all", label: "Start" },
] as const;

export type Period = (typeof PERIODS)[number]["value"];

/** The session that a period before the last one starts at; the first where there are too few. */
export function sessionBefore(sessions: readonly string[], period: Period): string | null {
  const index = period === "all" ? 0 : Math.max(sessions.length - 1 - Number(period), 0);
  return sessions[index] ?? null;
}

/** The period that starts at a session, where one does. */
export function periodOf(sessions: readonly string[], from: string): Period | null {
  const found = PERIODS.find(
    ({ value }) =>
      value !== "all" && sessions.length > Number(value) && sessionBefore(sessions, value) === from,
  );
  return found?.value ?? (sessions[0] === from ? "all" : null);
}
