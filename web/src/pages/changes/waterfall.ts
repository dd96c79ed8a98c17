import { sentenceCase } from "@/lib/sentence-case.ts";
import { CAUSE_NAMES, type ChangeMeasure, type MeasureId } from "./change-measures.ts";
import type { RiskChange } from "./change-types.ts";

/** A row of the waterfall: a whole state, or a step from where the one before ended. */
export interface WaterfallRow {
  readonly name: string;
  readonly kind: "state" | "step";
  readonly from: number;
  readonly to: number;
}

/**
 * The states and the steps between them. Null where a state or a step is missing: the steps would not meet. `nameOf`
 * writes a session.
 */
export function waterfallRows(
  change: RiskChange,
  measure: MeasureId,
  nameOf: (session: string) => string,
): readonly WaterfallRow[] | null {
  const start = change.from.state[measure];
  const end = change.to.state[measure];
  if (start === null || end === null) return null;
  const rows: WaterfallRow[] = [{ name: nameOf(change.from.as_of), kind: "state", from: 0, to: start }];
  let level = start;
  for (const { cause, change: by } of change.steps) {
    const size = by[measure];
    if (size === null) return null;
    rows.push({ name: CAUSE_NAMES[cause], kind: "step", from: level, to: level + size });
    level += size;
  }
  rows.push({ name: nameOf(change.to.as_of), kind: "state", from: 0, to: end });
  return rows;
}

/**
 * Where the axis starts and ends: at zero, unless the steps would be too small to see beside the states; then a third
 * of their range away.
 */
export function waterfallDomain(rows: readonly WaterfallRow[]): readonly [number, number] {
  const levels = rows.map(({ to }) => to);
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  const range = high - low;
  const reach = Math.max(Math.abs(low), Math.abs(high));
  if (range === 0 || range > reach * 0.25) {
    const room = Math.max(high, 0) - Math.min(low, 0);
    return [low < 0 ? low - room * 0.1 : 0, high > 0 ? high + room * 0.12 : 0];
  }
  return [low - range / 3, high + range / 3];
}

interface Words {
  /** Of a state. */
  readonly format: (value: number) => string;
  /** Of a change with its sign and unit. */
  readonly formatChange: (change: number) => string;
}

/** What changed and what did most of it, in a sentence. */
export function changeSentence(change: RiskChange, measure: ChangeMeasure, words: Words): string {
  const start = change.from.state[measure.id];
  const end = change.to.state[measure.id];
  const noun = sentenceCase(measure.noun);
  if (start === null || end === null) return `${noun} is missing at one of the sessions.`;
  const steps = change.steps.flatMap(({ cause, change: by }) => {
    const size = by[measure.id];
    return size === null || words.format(start + size) === words.format(start) ? [] : [{ cause, size }];
  });
  const largest = steps.toSorted((a, b) => Math.abs(b.size) - Math.abs(a.size))[0];
  const from = words.format(start);
  const to = words.format(end);
  const verb = end > start ? "rose" : "fell";
  const whole = from === to ? `${noun} stayed at ${to}` : `${noun} ${verb} from ${from} to ${to}`;
  if (largest === undefined) return `${whole}; no step changed it.`;
  const name = CAUSE_NAMES[largest.cause].toLowerCase();
  return `${whole}; largest step: ${name} (${words.formatChange(largest.size)}).`;
}
