import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { hashKey, lockInOrder } from "#db/advisory-locks.ts";
import { readCompletions, recordCompletions } from "#db/stores/completion-store.ts";
import type { Transaction } from "#db/types.ts";
import type { Run } from "#engine/run-state.ts";
import { missingSpans } from "./missing-units.ts";

/** A unit's subjects with the inputs they were computed from. */
export interface Computed {
  readonly subject: string;
  readonly inputVersion: string;
}

/** What a unit has to store of its subjects. */
export interface Missing {
  readonly subjects: ReadonlySet<string>;
  /** Those of them that have results of the same inputs already, of other sessions. */
  readonly continued: ReadonlySet<string>;
}

/**
 * Takes the locks of these subjects, then says which of them still miss a session of the range: another run may
 * have stored them while this unit computed. Under `force` all of them, as if nothing were there.
 */
export async function lockMissing(
  tx: Transaction,
  calendar: TradingCalendar,
  run: Run,
  job: string,
  computed: readonly Computed[],
  range: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<Missing> {
  const classId = hashKey(job);
  await lockInOrder(
    tx.client,
    computed.map(({ subject }) => ({ classId, key: subject })),
  );
  const subjects = computed.map(({ subject }) => subject);
  if (run.force) return { subjects: new Set(subjects), continued: new Set() };
  const [from, to] = [calendar.ordinal(range.from), calendar.ordinal(range.to)];
  const records = await readCompletions(tx.db, job, subjects);
  const missing = computed.filter(
    (one) => missingSpans({ ...one, from, to }, records.get(one.subject), calendar).length > 0,
  );
  const continued = computed.filter(
    ({ subject, inputVersion }) => records.get(subject)?.inputVersion === inputVersion,
  );
  return {
    subjects: new Set(missing.map(({ subject }) => subject)),
    continued: new Set(continued.map(({ subject }) => subject)),
  };
}

/** Records the range as done for these subjects. */
export async function complete(
  tx: Transaction,
  calendar: TradingCalendar,
  run: Run,
  job: string,
  computed: readonly Computed[],
  range: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<void> {
  const until = calendar.session(calendar.ordinal(range.to) + 1);
  await recordCompletions(tx.db, job, computed, { from: range.from, until }, run.id);
}
