import { readLastNightlyRequest } from "#db/stores/nightly-store.ts";
import { listUpkeep } from "#db/stores/upkeep-store.ts";
import type { ApiContext } from "./api-context.ts";
import { RETENTION_EVERY_HOURS, RETENTION_TASK } from "./retention.ts";

/** What the program does by itself. */
export interface ScheduledTask {
  readonly name: "nightly" | "retention";
  readonly description: string;
  /** When it is due, which may lie in the past where no process was there to do it; null: not by this process. */
  readonly nextAt: Date | null;
  readonly lastAt: Date | null;
}

type ScheduleContext = Pick<
  ApiContext,
  "database" | "calendar" | "businessNow" | "systemNow" | "nightlyLagMinutes"
>;

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** What is done by itself, and when next: the nightly run by business time, the rest by the system's. */
export async function readSchedule(context: ScheduleContext): Promise<readonly ScheduledTask[]> {
  const { db } = context.database.system;
  const [nightly, upkeep] = await Promise.all([readLastNightlyRequest(db), listUpkeep(db)]);
  const cleared = upkeep.find(({ task }) => task === RETENTION_TASK) ?? null;
  return [
    {
      name: "nightly",
      description: "A run of all portfolios after each session",
      nextAt: nextNightly(context, nightly?.session ?? null),
      lastAt: nightly?.requestedAt ?? null,
    },
    {
      name: "retention",
      description: "Clearing history older than the settings keep",
      nextAt:
        cleared === null
          ? context.systemNow()
          : new Date(cleared.claimedAt.getTime() + RETENTION_EVERY_HOURS * MS_PER_HOUR),
      lastAt: cleared?.claimedAt ?? null,
    },
  ];
}

/** When the nightly run of the first session after `last` is due; without one, of the last completed session. */
export function nextNightly(
  {
    calendar,
    businessNow,
    nightlyLagMinutes,
  }: Pick<ScheduleContext, "calendar" | "businessNow" | "nightlyLagMinutes">,
  last: string | null,
): Date | null {
  if (nightlyLagMinutes === null) return null;
  const lagMs = nightlyLagMinutes * MS_PER_MINUTE;
  const due = calendar.lastCompleted(new Date(businessNow().getTime() - lagMs));
  const session = last === null || last < due ? due : calendar.session(calendar.ordinalOnOrBefore(last) + 1);
  return new Date(calendar.completedAt(session).getTime() + lagMs);
}
