import type { Body } from "./api-client.ts";

/** What differs from one run of the same program to the next, by the name of the field. */
const NUMBERS =
  /^(?:elapsed|duration|mean_duration|heartbeat_age|oldest_waiting|database_skew)_seconds$|^(?:seconds|held_ms|max_wait_ms|pid|open|idle|in_use|percent_complete|seq|id)$/;
const TEXTS = /^(?:host|server_version|ip_address|request_id|prefix|label)$/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const SHORT_ID = /\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{8}\b/g;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const LASTED = /\d+(?:\.\d+)? s\b/g;
/** More digits than a page ever shows. */
const DIGITS = 10;

/** Turns answers into what two runs of the same program have in common: ids in order of appearance, one instant, no durations. */
export function createFixtureForm(instant: string): (answer: Body) => Body {
  const ids = new Map<string, string>();
  const idOf = (id: string) => {
    const known = ids.get(id);
    if (known !== undefined) return known;
    const next = `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, "0")}`;
    ids.set(id, next);
    return next;
  };
  const text = (value: string) =>
    value
      .replace(UUID, idOf)
      .replace(SHORT_ID, "00000000")
      .replace(INSTANT, instant)
      .replace(LASTED, "0.1 s");
  const form = (value: Body, name: string): Body => {
    if (typeof value === "number") return NUMBERS.test(name) ? 1 : Number(value.toPrecision(DIGITS));
    if (typeof value === "string") return TEXTS.test(name) ? name : text(value);
    if (Array.isArray(value)) {
      return value.toSorted(byPlace).map((entry: Body) => form(entry, name));
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value as Record<string, Body>);
    return Object.fromEntries(entries.map(([key, entry]) => [text(key), form(entry, key)]));
  };
  return (answer) => form(answer, "");
}

/** Lots by their line, what has a message by that: units that run at the same time write theirs in any order. */
function byPlace(a: Body, b: Body): number {
  const place = (entry: Body): string => {
    if (typeof entry !== "object" || entry === null) return "";
    return String(entry.line ?? entry.message ?? "").padStart(4, "0");
  };
  return place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0;
}
