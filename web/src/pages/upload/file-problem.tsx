import type { ApiProblem } from "@/api/problem.ts";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { hintOf } from "./issue-groups.ts";

interface FileProblemProps {
  readonly problem: ApiProblem;
  readonly onRetry: () => void;
}

/** Why a file was not read at all, and what to do about it. */
export function FileProblem({ problem, onRetry }: FileProblemProps) {
  const { issues, message, hint, code } = problem;
  if (issues.length === 0) {
    return (
      <Notice
        kind="error"
        title={message}
        actions={
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        {hint === null ? null : <p>{hint}</p>}
        <p className="text-xs text-muted">{code}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="error" title="The file was not read. Nothing was stored.">
      <ul className="flex flex-col gap-1">
        {issues.map((issue) => (
          <li key={`${issue.code} ${issue.row} ${issue.message}`}>
            {issue.row === null ? "" : `Line ${issue.row}: `}
            {issue.message} {hintOf(issue.code)} <span className="text-xs text-muted">{issue.code}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
