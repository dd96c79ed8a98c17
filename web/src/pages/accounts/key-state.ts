import type { Answer } from "@/api/api-query.ts";

export type ApiKey = Answer<"/api/v1/auth/keys">["keys"][number];
type KeyState = "works" | "revoked" | "expired";

/** Whether a key works at an instant (ms). */
export function keyState(key: Pick<ApiKey, "revoked_at" | "expires_at">, now: number): KeyState {
  if (key.revoked_at !== null) return "revoked";
  return Date.parse(key.expires_at) <= now ? "expired" : "works";
}

/** Whole days from one instant (ms) to the end of a day, at least one; null where there is no such day. */
export function daysUntil(day: string, now: number): number | null {
  const end = Date.parse(`${day}T23:59:59Z`);
  return Number.isNaN(end) ? null : Math.max(1, Math.ceil((end - now) / 86_400_000));
}
