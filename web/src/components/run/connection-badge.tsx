import { Radio, RefreshCw, Timer } from "lucide-react";
import type { Connection } from "@/api/run-events.ts";
import { Badge } from "../ui/badge.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

const LOOKS = {
  live: { tone: "good", icon: Radio, label: "Live", why: "Every change shows at once." },
  reconnecting: {
    tone: "warning",
    icon: RefreshCw,
    label: "Reconnecting",
    why: "The connection broke off. The calculation goes on; this page takes it up again.",
  },
  polling: {
    tone: "neutral",
    icon: Timer,
    label: "Polling",
    why: "The live connection is not available, so the state is read every two seconds.",
  },
} as const;

/** How the page hears of the run. */
export function ConnectionBadge({ connection }: { readonly connection: Connection }) {
  const { tone, icon: Icon, label, why } = LOOKS[connection];
  return (
    <Tooltip content={why}>
      <button type="button" className="cursor-help" aria-label={`Connection: ${label}. ${why}`}>
        <Badge tone={tone}>
          <Icon aria-hidden />
          {label}
        </Badge>
      </button>
    </Tooltip>
  );
}
