import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { count, formatInstant } from "@/lib/format.ts";
import { type FailureGroup, failureGroups } from "./failure-groups.ts";
import { jobName } from "./job-names.ts";
import type { AdminRun } from "./phase-bars.ts";
import type { PortfolioOption } from "./portfolio-names.ts";

interface RunFailuresProps {
  readonly failures: AdminRun["failures"];
  /** Names of the portfolios that failures are about. */
  readonly portfolios: readonly PortfolioOption[];
}

const SHOWN = 12;

/** What a run could not compute, gathered by kind, and what may help. */
export function RunFailures({ failures, portfolios }: RunFailuresProps) {
  if (failures.length === 0) return null;
  const groups = failureGroups(failures);
  return (
    <Panel
      title="What it could not compute"
      description={`${count(failures.length, "failure")} of ${count(groups.length, "kind")}.`}
    >
      <ul className="divide-y">
        {groups.map((group) => (
          <FailureRow key={`${group.phase} ${group.code}`} group={group} portfolios={portfolios} />
        ))}
      </ul>
    </Panel>
  );
}

function FailureRow({
  group: { code, phase, message, hint, subjects, failedAt },
  portfolios,
}: {
  readonly group: FailureGroup;
  readonly portfolios: readonly PortfolioOption[];
}) {
  const names = subjects.map((id) => portfolios.find(({ value }) => value === id)?.label ?? id);
  return (
    <li className="flex flex-col gap-1 py-3 text-sm first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="bad">{code}</Badge>
        <span className="font-medium">{jobName(phase)}</span>
        <span className="text-muted">
          {count(subjects.length, "subject")}, first at {formatInstant(failedAt)}
        </span>
      </p>
      <p className="wrap-anywhere">{message}</p>
      {hint === null ? null : <p className="text-muted">{hint}</p>}
      <p className="text-xs wrap-anywhere text-muted">
        {names.slice(0, SHOWN).join(", ")}
        {names.length > SHOWN ? ` and ${names.length - SHOWN} more` : null}
      </p>
    </li>
  );
}
