import type { ReactNode } from "react";
import { cn } from "@/lib/cn.ts";

const TONES = {
  neutral: "bg-surface-2 text-text",
  accent: "bg-accent-soft text-accent",
  good: "bg-gain-soft text-gain",
  warning: "bg-warning-soft text-warning",
  bad: "bg-danger-soft text-danger",
} as const;

export type Tone = keyof typeof TONES;

export function Badge({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
