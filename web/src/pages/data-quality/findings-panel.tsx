import { ChevronRight, CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { Badge, type Tone } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { count, formatDate } from "@/lib/format.ts";
import { wordsOfCode } from "@/lib/sentence-case.ts";
import { type FindingGroup, groupFindings } from "./finding-groups.ts";
import type { Finding } from "./quality-types.ts";

const SEVERITIES = {
  error: { tone: "bad", label: "Error", icon: CircleAlert },
  warning: { tone: "warning", label: "Warning", icon: TriangleAlert },
  info: { tone: "neutral", label: "To know", icon: Info },
} as const satisfies Record<string, { tone: Tone; label: string; icon: typeof Info }>;

/** What the calculation found in the data: what it means, and what to do. */
export function FindingsPanel({ findings }: { readonly findings: readonly Finding[] }) {
  const groups = useMemo(() => groupFindings(findings), [findings]);
  return (
    <Panel
      title="Findings"
      description="Of the latest calculation and of the import. Nothing was filled in without being listed here."
    >
      {groups.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="No findings">
          The data behind the results are as they should be.
        </EmptyState>
      ) : (
        <ul className="divide-y rounded-md border">
          {groups.map((group) => (
            <li key={group.code}>
              <Group group={group} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Group({ group }: { readonly group: FindingGroup }) {
  const { code, severity, meaning, remedy, findings } = group;
  const { tone, label, icon: Icon } = SEVERITIES[severity as keyof typeof SEVERITIES] ?? SEVERITIES.warning;
  return (
    <details className="group px-4 py-3">
      <summary className="flex list-none items-start gap-3">
        <ChevronRight
          aria-hidden
          className="mt-1 size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <span className="font-medium">{wordsOfCode(code)}</span>
            <Badge tone={tone}>
              <Icon aria-hidden />
              {label}
            </Badge>
            <span className="numeric text-sm text-muted">{count(findings.length, "finding")}</span>
          </div>
          {meaning === null ? null : <p className="mt-1 text-sm">{meaning}</p>}
          {remedy === null ? null : (
            <p className="mt-0.5 text-sm text-muted">
              <span className="font-medium text-text">What to do:</span> {remedy}
            </p>
          )}
        </div>
      </summary>
      <section
        className="mt-3 ml-7 max-h-72 overflow-auto rounded-md border"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
        tabIndex={0}
        aria-label={`${wordsOfCode(code)}: each finding`}
      >
        <ul className="divide-y text-sm">
          {findings.map(({ job, subject, session, message }) => (
            <li key={`${job} ${subject} ${session} ${message}`} className="px-3 py-1.5">
              {message}
              <span className="block text-xs text-muted">
                {[session === null ? null : formatDate(session), job]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ul>
        <p className="border-t px-3 py-1.5 font-mono text-xs text-muted">{code}</p>
      </section>
    </details>
  );
}
