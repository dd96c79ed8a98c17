import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { CompletionRecord } from "#db/stores/completion-store.ts";
import type { UnitSpec } from "#engine/phase.ts";

/** A subject and the sessions it should have, as ordinals, both included. */
export interface Wanted {
  readonly subject: string;
  readonly inputVersion: string;
  readonly from: number;
  readonly to: number;
}

/** Bounds of one unit: what a killed worker loses at most. */
export interface UnitBounds {
  readonly subjects: number;
  readonly sessions: number;
  /** Subjects times sessions. */
  readonly items: number;
}

/** Sessions as ordinals, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a subject lacks of a job. */
export interface MissingSpans {
  readonly subject: string;
  readonly spans: readonly Span[];
  /** Sessions that bound how many subjects share a unit; where it is not given, those of the span. */
  readonly sessions?: number;
}

/**
 * The units that are missing: for each subject the sessions without a completion record of its present inputs.
 * `records` empty means all of them.
 */
export function missingUnits(
  job: string,
  wanted: readonly Wanted[],
  records: ReadonlyMap<string, CompletionRecord>,
  calendar: TradingCalendar,
  bounds: UnitBounds,
): readonly UnitSpec[] {
  const missing = wanted.map((one) => ({
    subject: one.subject,
    spans: missingSpans(one, records.get(one.subject), calendar),
  }));
  return unitsOf(job, missing, calendar, bounds);
}

/** Units of what is missing. Subjects that miss the same sessions share units, in the order they come. */
export function unitsOf(
  job: string,
  missing: readonly MissingSpans[],
  calendar: TradingCalendar,
  bounds: UnitBounds,
): readonly UnitSpec[] {
  const groups = new Map<string, Span & { readonly sessions: number; readonly subjects: string[] }>();
  for (const { subject, spans, sessions } of missing) {
    for (const { from, to } of spans) {
      const bounding = Math.min(bounds.sessions, sessions ?? to - from + 1);
      const key = `${from}:${to}:${bounding}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { from, to, sessions: bounding, subjects: [subject] });
      else group.subjects.push(subject);
    }
  }
  return [...groups.values()].flatMap((group) => cut(job, group, calendar, bounds));
}

/** The sessions that have no record of the wanted inputs. */
export function missingSpans(
  wanted: Wanted,
  record: CompletionRecord | undefined,
  calendar: TradingCalendar,
): readonly Span[] {
  if (wanted.from > wanted.to) return [];
  if (record === undefined || record.inputVersion !== wanted.inputVersion) return [wanted];
  const missing: Span[] = [];
  let next = wanted.from;
  for (const { from, until } of record.spans) {
    const start = calendar.ordinalOnOrAfter(from);
    const end = calendar.ordinalOnOrAfter(until) - 1;
    if (start > wanted.to) break;
    if (start > next) missing.push({ from: next, to: start - 1 });
    next = Math.max(next, end + 1);
  }
  if (next <= wanted.to) missing.push({ from: next, to: wanted.to });
  return missing;
}

/** As many subjects as fit with all their sessions, so that windows before the first one are looked at once. */
function cut(
  job: string,
  {
    from,
    to,
    sessions,
    subjects,
  }: Span & { readonly sessions: number; readonly subjects: readonly string[] },
  calendar: TradingCalendar,
  bounds: UnitBounds,
): UnitSpec[] {
  const units: UnitSpec[] = [];
  const together = Math.max(1, Math.min(bounds.subjects, Math.floor(bounds.items / sessions)));
  for (let first = 0; first < subjects.length; first += together) {
    const shard = subjects.slice(first, first + together);
    for (let start = from; start <= to; start += sessions) {
      const end = Math.min(to, start + sessions - 1);
      units.push({
        job,
        subjects: shard,
        from: calendar.session(start),
        to: calendar.session(end),
        items: shard.length * (end - start + 1),
      });
    }
  }
  return units;
}
