import { cn } from "@/lib/cn.ts";

interface RunProgressBarProps {
  /** Names the bar for those who do not see it. */
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
  readonly tone?: "accent" | "good" | "warning" | "bad" | "neutral";
  readonly className?: string;
}

const TONES = {
  accent: "bg-accent",
  good: "bg-gain",
  warning: "bg-warning",
  bad: "bg-danger",
  neutral: "bg-border-strong",
} as const;

/** How much is done. */
export function RunProgressBar({ label, percent, tone = "accent", className }: RunProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      className={cn("h-2 overflow-hidden rounded-full bg-surface-2", className)}
    >
      <div
        className={cn("h-full rounded-full transition-[width] duration-500", TONES[tone])}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
