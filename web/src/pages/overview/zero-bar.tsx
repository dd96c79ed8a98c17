import { cn } from "@/lib/cn.ts";

interface ZeroBarProps {
  readonly value: number;
  /** Ends of the scale, with zero within. */
  readonly low: number;
  readonly high: number;
  /** Class of the bar's colour. */
  readonly look: string;
}

/** A bar from zero to a value on a scale that others share; the value itself stands beside it. */
export function ZeroBar({ value, low, high, look }: ZeroBarProps) {
  const span = high - low || 1;
  const zero = (-low / span) * 100;
  const end = ((value - low) / span) * 100;
  return (
    <div aria-hidden className="relative h-3.5 rounded-sm bg-surface-2 [print-color-adjust:exact]">
      <div
        className={cn("absolute inset-y-0 rounded-sm", look)}
        style={{ left: `${Math.min(zero, end)}%`, width: `${Math.abs(end - zero)}%` }}
      />
      {low < 0 ? (
        <div className="absolute -inset-y-0.5 w-px bg-border-strong" style={{ left: `${zero}%` }} />
      ) : null}
    </div>
  );
}
