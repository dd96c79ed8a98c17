import type { ApiProblem } from "@/api/problem.ts";
import { Notice } from "@/components/ui/notice.tsx";
import { hintOf } from "./issue-groups.ts";

/** Why a file was not read at all, and what to do about it. */
export function FileProblem({ problem }: { readonly problem: ApiProblem }) {
  const { issues, message, hint, code } = problem;
  if (issues.length === 0) {
    return (
      <Notice kind="error" title={message}>
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
