import { Ban, Check, CircleAlert, Clock, LoaderCircle, TriangleAlert } from "lucide-react";
import { Badge } from "../ui/badge.tsx";

const LOOKS = {
  queued: { tone: "neutral", icon: Clock, label: "Queued" },
  running: { tone: "accent", icon: LoaderCircle, label: "Running" },
  completed: { tone: "good", icon: Check, label: "Completed" },
  partial: { tone: "warning", icon: TriangleAlert, label: "Partial" },
  failed: { tone: "bad", icon: CircleAlert, label: "Failed" },
  cancelled: { tone: "neutral", icon: Ban, label: "Cancelled" },
  idle: { tone: "neutral", icon: Clock, label: "Never calculated" },
} as const;

export type ShownRunStatus = keyof typeof LOOKS;

/** How a run stands: glyph, word and colour say the same. */
export function RunStatusBadge({ status }: { readonly status: ShownRunStatus }) {
  const { tone, icon: Icon, label } = LOOKS[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={status === "running" ? "motion-safe:animate-spin" : ""} />
      {label}
    </Badge>
  );
}
