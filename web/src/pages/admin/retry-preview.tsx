import { useQuery } from "@tanstack/react-query";
import { type Answer, apiQuery } from "@/api/api-query.ts";
import { TableFrame } from "@/components/table/table-frame.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count, formatDate, formatQuantity } from "@/lib/format.ts";
import { jobName } from "./job-names.ts";

type Job = Answer<"/api/v1/admin/batch/runs/{id}/retry">["jobs"][number];
export type RetryScope = "failed" | "missing" | "all";

interface RetryPreviewProps {
  readonly runId: string;
  readonly only: RetryScope;
}

/** What a retry would do as things stand, by job. Nothing is started by looking. */
export function RetryPreview({ runId, only }: RetryPreviewProps) {
  const query = useQuery({
    ...apiQuery("/api/v1/admin/batch/runs/{id}/retry", { path: { id: runId }, query: { only } }),
    staleTime: 0,
  });
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-32" />}>
      {({ jobs }) =>
        jobs.length === 0 ? (
          <p className="rounded-md bg-surface-2 px-3 py-2.5 text-sm">
            Nothing is missing: a run of this kind would end at once.
          </p>
        ) : (
          <TableFrame label="What it would do" className="max-h-64">
            <thead className="bg-surface-2 text-left">
              <tr>
                <th scope="col" className="px-3 py-1.5 font-medium">
                  Job
                </th>
                <th scope="col" className="px-3 py-1.5 text-right font-medium">
                  To do
                </th>
                <th scope="col" className="px-3 py-1.5 font-medium">
                  Sessions
                </th>
              </tr>
            </thead>
            <tbody>
              {jobs.map((job) => (
                <JobRow key={`${job.phase} ${job.job}`} job={job} />
              ))}
            </tbody>
          </TableFrame>
        )
      }
    </QueryState>
  );
}

function JobRow({ job }: { readonly job: Job }) {
  const { title, job: name, phase, items, item_unit: unit, start_date: from, end_date: to } = job;
  const subjects = job.grain === "symbol" ? "symbol" : "portfolio";
  return (
    <tr className="border-t align-top">
      <td className="px-3 py-1.5">
        {title}
        {name === phase ? null : <span className="block text-xs text-muted">{jobName(name)}</span>}
      </td>
      <td className="numeric px-3 py-1.5 text-right">
        {formatQuantity(items)} {items === 1 ? unit.replace(/s$/, "") : unit}
        <span className="block text-xs text-muted">of {count(job.subjects_total, subjects)}</span>
      </td>
      <td className="numeric px-3 py-1.5">
        {from === to ? formatDate(to) : `${formatDate(from)} – ${formatDate(to)}`}
      </td>
    </tr>
  );
}
