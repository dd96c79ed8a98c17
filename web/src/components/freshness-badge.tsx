import type { FreshnessState } from "./freshness-order.ts";
import { Badge, type Tone } from "./ui/badge.tsx";

const STATES = {
  dead: { tone: "bad", label: "Unknown to providers" },
  none: { tone: "bad", label: "None" },
  behind: { tone: "warning", label: "Behind" },
  current: { tone: "good", label: "Current" },
} as const satisfies Record<FreshnessState, { tone: Tone; label: string }>;

/** How far data reach. */
export function FreshnessBadge({ state }: { readonly state: FreshnessState }) {
  return <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>;
}
