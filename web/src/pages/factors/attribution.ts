import type { Answer } from "@/api/api-query.ts";
import { formatDate } from "@/lib/format.ts";
import { shortName } from "./factor-groups.ts";

export type AttributionSessions = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/pnl-attribution">["data"]
>["sessions"];

/** A source of P&L over the sessions. */
export interface AttributionPart {
  readonly name: string;
  /** USD by session; null: not known. */
  readonly values: readonly (number | null)[];
  /** USD over the sessions in which it is known; null: in none. */
  readonly total: number | null;
  /** Sessions in which it is not known. */
  readonly missing: number;
}

/** The sources of P&L: each factor, what holdings earned beside them, the rest. */
export function attributionParts(sessions: AttributionSessions): readonly AttributionPart[] {
  const names = [...new Set(sessions.flatMap(({ factors }) => Object.keys(factors)))];
  return [
    ...names.map((name) =>
      partOf(
        shortName(name),
        sessions.map(({ factors }) => factors[name] ?? null),
      ),
    ),
    partOf(
      "Specific",
      sessions.map(({ specific }) => specific),
    ),
    partOf(
      "Other",
      sessions.map(({ other }) => other),
    ),
  ];
}

export function partOf(name: string, values: readonly (number | null)[]): AttributionPart {
  const known = values.filter((value) => value !== null);
  return {
    name,
    values,
    total: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0),
    missing: values.length - known.length,
  };
}

/** How long the time is that one bar stands for. */
export type Span = "session" | "week" | "month";

/** The sessions of each span as one, named by its last; a source that is not known in one of them is not known. */
export function bySpan(sessions: AttributionSessions, span: Span): AttributionSessions {
  if (span === "session") return sessions;
  const spans = Map.groupBy(sessions, ({ as_of: session }) =>
    span === "month" ? session.slice(0, 7) : mondayOf(session),
  );
  return [...spans.values()].map((members) => {
    const names = new Set(members.flatMap(({ factors }) => Object.keys(factors)));
    return {
      as_of: members.at(-1)?.as_of ?? "",
      total: sumOf(members.map(({ total }) => total)),
      factors: Object.fromEntries(
        [...names].map((name) => [name, sumOf(members.map(({ factors }) => factors[name] ?? null))]),
      ),
      specific: sumOf(members.map(({ specific }) => specific)),
      other: sumOf(members.map(({ other }) => other)),
      reasons: {},
    };
  });
}

/** Null where one is not known. */
function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

function mondayOf(session: string): string {
  const weekday = new Date(`${session}T00:00:00Z`).getUTCDay();
  return daysBefore(session, (weekday + 6) % 7);
}

/** What the sessions brought, and what brought most and cost most. `amount` formats USD with a sign. */
export function summarizeAttribution(
  sessions: AttributionSessions,
  parts: readonly AttributionPart[],
  amount: (value: number) => string,
): string {
  const [first, last] = [sessions[0], sessions.at(-1)];
  const { total } = partOf(
    "Total",
    sessions.map((session) => session.total),
  );
  if (first === undefined || last === undefined || total === null) return "No session has a known P&L.";
  const ranked = parts
    .filter((part) => part.total !== null)
    .toSorted((one, other) => (other.total ?? 0) - (one.total ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const sentences = [
    `From ${formatDate(first.as_of)} to ${formatDate(last.as_of)} the P&L was ${amount(total)} USD.`,
  ];
  if (best?.total != null && best.total > 0)
    sentences.push(`${best.name} brought most, ${amount(best.total)} USD.`);
  if (worst?.total != null && worst.total < 0)
    sentences.push(`${worst.name} cost most, ${amount(worst.total)} USD.`);
  return sentences.join(" ");
}

/** The day that many calendar days before a session. */
export function daysBefore(session: string, days: number): string {
  const day = new Date(`${session}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}
