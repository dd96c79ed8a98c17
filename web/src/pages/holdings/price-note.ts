import { formatDate } from "@/lib/format.ts";

/** Sources that need a word; the session's own close does not. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ["stale", "earlier close"],
  ["entry", "entry price"],
  ["modelled", "modelled"],
  ["not_held", "not held"],
  ["settled", "settled"],
]);

/** Where a price comes from, where it is not the session's close. */
export function priceNote(source: string | null, markDate: string | null): string | null {
  if (source === null) return null;
  if (source === "mark") return markDate === null ? "mark" : `mark of ${formatDate(markDate)}`;
  return NOTES.get(source) ?? null;
}
