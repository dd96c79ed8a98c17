import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { cn } from "@/lib/cn.ts";

export interface Verdict {
  readonly level: "good" | "warning" | "bad";
  readonly title: string;
  /** What is wrong, the worst first; empty where nothing is. */
  readonly problems: readonly Problem[];
}

export interface Problem {
  readonly level: "warning" | "bad";
  readonly text: string;
}

const LOOKS = {
  good: { icon: CircleCheck, look: "border-gain/40 bg-gain-soft", glyph: "text-gain" },
  warning: { icon: TriangleAlert, look: "border-warning/40 bg-warning-soft", glyph: "text-warning" },
  bad: { icon: CircleAlert, look: "border-danger/40 bg-danger-soft", glyph: "text-danger" },
} as const;

interface VerdictNoticeProps {
  readonly verdict: Verdict;
  /** A smaller line beside it. */
  readonly note: string;
}

/** A judgement in a sentence, and what it rests on. */
export function VerdictNotice({ verdict: { level, title, problems }, note }: VerdictNoticeProps) {
  const { icon: Icon, look, glyph } = LOOKS[level];
  return (
    <section aria-label="Verdict" className={cn("flex gap-3 rounded-xl border px-5 py-4", look)}>
      <Icon aria-hidden className={cn("mt-0.5 size-6 shrink-0", glyph)} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6">
          <p aria-live="polite" className="text-lg font-semibold">
            {title}
          </p>
          <p className="numeric text-sm whitespace-normal text-muted">{note}</p>
        </div>
        {problems.length === 0 ? null : (
          <ul className="mt-1 list-disc pl-5 text-sm">
            {problems.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
