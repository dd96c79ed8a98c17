import type { LogLine } from "@/api/run-events.ts";
import type { OnboardingStatus } from "@/components/run/run-progress-state.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { count } from "@/lib/format.ts";
import { problemsOf } from "./run-text.ts";

const SHOWN = 8;

interface ProblemListProps {
  readonly phases: OnboardingStatus["phases"];
  readonly log: readonly LogLine[];
}

/** The phases that are not whole and what the log says about it. */
export function ProblemList({ phases, log }: ProblemListProps) {
  const broken = phases.filter(({ status }) => status === "partial" || status === "failed");
  const problems = problemsOf(log);
  if (broken.length === 0 && problems.length === 0) return null;
  return (
    <ul aria-label="What is missing" className="divide-y rounded-lg border text-sm">
      {broken.map(({ phase_id: id, phase_name: name, status, current, total, unit }) => (
        <li key={id} className="flex flex-wrap items-center gap-2 px-3 py-2">
          <Badge tone={status === "failed" ? "bad" : "warning"}>
            {status === "failed" ? "Failed" : "Partial"}
          </Badge>
          <span className="font-medium">{name}</span>
          <span className="numeric text-muted">
            {current} of {total} {unit}
          </span>
        </li>
      ))}
      {problems.slice(0, SHOWN).map(({ level, message, code, times }) => (
        <li key={`${level} ${code} ${message}`} className="px-3 py-2">
          <span className={level === "error" ? "font-medium text-danger" : "font-medium text-warning"}>
            {level === "error" ? "Error" : "Warning"}:{" "}
          </span>
          {message}
          {times > 1 ? <span className="text-muted"> ({times} times)</span> : null}
          {code === null ? null : <span className="text-xs text-muted"> {code}</span>}
        </li>
      ))}
      {problems.length > SHOWN ? (
        <li className="px-3 py-2 text-muted">
          {count(problems.length - SHOWN, "more message")}; the activity log has them all.
        </li>
      ) : null}
    </ul>
  );
}
