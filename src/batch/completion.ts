import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { hashKey, lockInOrder } from "#db/advisory-locks.ts";
import { readCompletions, recordCompletions } from "#db/stores/completion-store.ts";
import type { Transaction } from "#db/types.ts";
import type { Run } from "#engine/run-state.ts";
import { missingUnits } from "./missing-units.ts";

/** No bounds: what is missing is asked for, not cut. */
const WHOLE = {
  subjects: Number.MAX_SAFE_INTEGER,
  sessions: Number.MAX_SAFE_INTEGER,
  items: Number.MAX_SAFE_INTEGER,
};

/** A unit's subjects with the inputs they were computed from. */
export interface Computed {
  readonly subject: string;
  readonly inputVersion: string;
}

/**
 * Takes the locks of these subjects, then says which of them still miss a session of the range: another run may
 * have stored them while this unit computed. Under `force` all of them.
 */
export async function lockMissing(
  tx: Transaction,
  calendar: TradingCalendar,
  run: Run,
  job: string,
  computed: readonly Computed[],
  range: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<ReadonlySet<string>> {
  const classId = hashKey(job);
  await lockInOrder(
    tx.client,
    computed.map(({ subject }) => ({ classId, key: subject })),
  );
  const subjects = computed.map(({ subject }) => subject);
  if (run.force) return new Set(subjects);
  const [from, to] = [calendar.ordinal(range.from), calendar.ordinal(range.to)];
  const records = await readCompletions(tx.db, job, subjects);
  const wanted = computed.map((subject) => ({ ...subject, from, to }));
  const units = missingUnits(job, wanted, records, calendar, WHOLE);
  return new Set(units.flatMap((unit) => unit.subjects));
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
