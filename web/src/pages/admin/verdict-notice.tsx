import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { cn } from "@/lib/cn.ts";
import type { Verdict } from "./system-verdict.ts";

const LOOKS = {
  good: { icon: CircleCheck, look: "border-gain/40 bg-gain-soft", glyph: "text-gain" },
  warning: { icon: TriangleAlert, look: "border-warning/40 bg-warning-soft", glyph: "text-warning" },
  bad: { icon: CircleAlert, look: "border-danger/40 bg-danger-soft", glyph: "text-danger" },
} as const;

/** How the installation does, in a sentence. */
export function VerdictNotice({ verdict: { level, title, problems } }: { readonly verdict: Verdict }) {
  const { icon: Icon, look, glyph } = LOOKS[level];
  return (
    <section
      aria-label="Verdict"
      aria-live="polite"
      className={cn("flex gap-3 rounded-xl border px-5 py-4", look)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-6 shrink-0", glyph)} />
      <div>
        <p className="text-lg font-semibold">{title}</p>
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
