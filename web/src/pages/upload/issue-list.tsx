import { count } from "@/lib/format.ts";
import type { IssueGroup } from "./issue-groups.ts";
import type { Issue } from "./upload-requests.ts";

const LINES_SHOWN = 12;

interface IssueListProps {
  readonly groups: readonly IssueGroup[];
  /** Goes to the cell; without it, lines are told only. */
  readonly onGo?: (issue: Issue) => void;
}

/** Issues by what repairs them: how many, what to do, and where. */
export function IssueList({ groups, onGo }: IssueListProps) {
  return (
    <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
      {groups.map((group) => (
        <li key={group.code}>
          <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <span className="font-medium">{group.title}</span>
            <span className="text-xs text-muted">
              {count(group.issues.length, "place")} · {group.code}
            </span>
          </p>
          {group.hint === null ? null : <p className="text-sm text-muted">{group.hint}</p>}
          <Lines issues={group.issues} {...(onGo === undefined ? {} : { onGo })} />
        </li>
      ))}
    </ul>
  );
}

function Lines({
  issues,
  onGo,
}: {
  readonly issues: readonly Issue[];
  readonly onGo?: (issue: Issue) => void;
}) {
  const shown = issues.slice(0, LINES_SHOWN);
  return (
    <ul className="mt-1.5 flex flex-wrap gap-1.5">
      {shown.map((issue) => (
        <li key={`${issue.row} ${issue.column} ${issue.message}`}>
          {issue.row === null || onGo === undefined ? (
            <span className="rounded border px-1.5 py-0.5 text-xs">{placeOf(issue)}</span>
          ) : (
            <button
              type="button"
              title={issue.message}
              onClick={() => onGo(issue)}
              className="rounded border border-border-strong/60 bg-surface px-1.5 py-0.5 text-xs hover:bg-surface-2"
            >
              {placeOf(issue)}
            </button>
          )}
        </li>
      ))}
      {issues.length > LINES_SHOWN ? (
        <li className="py-0.5 text-xs text-muted">and {issues.length - LINES_SHOWN} more</li>
      ) : null}
    </ul>
  );
}

function placeOf({ row, column, found, message }: Issue): string {
  if (row === null) return message;
  const value = found === null ? "" : ` “${found.length > 24 ? `${found.slice(0, 24)}…` : found}”`;
  return `Line ${row}${column === null ? "" : `, ${column}`}${value}`;
}
