import type { ReactNode } from "react";
import { count } from "@/lib/format.ts";
import { columnOfGroup, type IssueGroup } from "./issue-groups.ts";
import type { Issue } from "./upload-requests.ts";

const PLACES_SHOWN = 12;
const TEXT_SHOWN = 24;

interface IssueListProps {
  readonly groups: readonly IssueGroup[];
  /** Goes to the cell; without it, places are told only. */
  readonly onGo?: (issue: Issue) => void;
  /** What can be done about a group at once. */
  readonly actions?: (group: IssueGroup) => ReactNode;
}

/** Issues by what repairs them: how many, what to do, and where. */
export function IssueList({ groups, onGo, actions }: IssueListProps) {
  return (
    <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
      {groups.map((group) => (
        <li key={group.code} className="min-w-0">
          <p className="text-sm font-medium">{group.title}</p>
          <p className="text-xs text-muted">
            {[
              ...(columnOfGroup(group) === null ? [] : [columnOfGroup(group)]),
              ...(group.issues.length === 1 ? [] : [count(group.issues.length, "place")]),
              group.code,
            ].join(" · ")}
          </p>
          {group.hint === null ? null : <p className="mt-0.5 text-sm">{group.hint}</p>}
          <Places group={group} {...(onGo === undefined ? {} : { onGo })} />
          <div className="flex flex-wrap gap-1.5 not-empty:mt-2">{actions?.(group)}</div>
        </li>
      ))}
    </ul>
  );
}

interface PlacesProps {
  readonly group: IssueGroup;
  readonly onGo?: (issue: Issue) => void;
}

function Places({ group, onGo }: PlacesProps) {
  const { issues } = group;
  const isColumnTold = columnOfGroup(group) !== null;
  return (
    <ul className="mt-1.5 flex flex-wrap gap-1.5 text-xs">
      {issues.slice(0, PLACES_SHOWN).map((issue) => (
        <li key={`${issue.row} ${issue.column} ${issue.message}`} className="min-w-0">
          {issue.row === null || onGo === undefined ? (
            <span className="inline-block rounded border px-1.5 py-0.5">{placeOf(issue, isColumnTold)}</span>
          ) : (
            <button
              type="button"
              title={issue.message}
              onClick={() => onGo(issue)}
              className="min-h-6 rounded border border-border-strong/60 bg-surface px-1.5 py-0.5 hover:bg-surface-2"
            >
              {placeOf(issue, isColumnTold)}
            </button>
          )}
        </li>
      ))}
      {issues.length > PLACES_SHOWN ? (
        <li className="py-0.5 text-muted">and {issues.length - PLACES_SHOWN} more</li>
      ) : null}
    </ul>
  );
}

function placeOf({ row, column, found, message }: Issue, isColumnTold: boolean): string {
  if (row === null) return message;
  const where = column === null || isColumnTold ? `Line ${row}` : `Line ${row}, ${column}`;
  if (found === null) return where;
  return `${where}: ${found.length > TEXT_SHOWN ? `${found.slice(0, TEXT_SHOWN)}…` : found}`;
}
