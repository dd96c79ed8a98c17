import { formatDate } from "@/lib/format.ts";

export const RUN_STATUSES = ["queued", "running", "completed", "partial", "failed", "cancelled"] as const;

interface Requested {
  readonly triggered_by: string;
  readonly requested_by: string | null;
}

/** Who asked for a run: a person, or the program by itself. */
export function requesterWords({ requested_by: person, triggered_by: by }: Requested): string {
  if (person !== null) return person;
  return by.startsWith("nightly:") ? "The schedule" : "An account that is gone";
}

interface Scope {
  readonly from_session: string | null;
  readonly to_session: string;
  readonly force: boolean;
}

/** Which sessions a run covers. */
export function scopeWords({ from_session: from, to_session: to, force }: Scope): string {
  const sessions =
    from === null ? `From the first entry to ${formatDate(to)}` : `${formatDate(from)} to ${formatDate(to)}`;
  return `${sessions}, ${force ? "everything again" : "only what is missing"}`;
}
