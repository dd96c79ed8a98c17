import type { Answer } from "@/api/api-query.ts";
import { count } from "@/lib/format.ts";

type Freshness = Pick<Answer<"/api/v1/portfolios/{id}/freshness">, "state" | "sessions_behind">;

/** How far results lag behind the last completed session and their reader's changes, in words. */
export function stalenessText({ state, sessions_behind: behind }: Freshness, isOutdated: boolean): string {
  if (state === "none") return "No results yet";
  if (isOutdated) return "Changed since";
  if (state === "current") return "Up to date";
  return behind === null ? "Behind" : `${count(behind, "session")} behind`;
}
