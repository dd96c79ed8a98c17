import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { authorizedFetch } from "@/api/authorized-fetch.ts";
import { problemOf } from "@/api/problem.ts";
import type { LogLine } from "@/api/run-events.ts";
import { ActivityLog } from "@/components/run/activity-log.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorState, QueryState, Skeleton } from "@/components/ui/states.tsx";
import { download } from "@/lib/download.ts";

interface RunLogProps {
  readonly runId: string;
  /** Whether lines may still come. */
  readonly isActive: boolean;
}

const POLL_MS = 2_000;

/** The whole log of a run, whoever it is about. */
export function RunLog({ runId, isActive }: RunLogProps) {
  const query = useQuery({
    queryKey: ["/api/v1/admin/batch/history/{id}/logs", runId, isActive],
    queryFn: async () => (await (await readLog(runId, "json")).json()) as readonly LogLine[],
    refetchInterval: isActive ? POLL_MS : false,
    placeholderData: (before) => before,
  });
  return (
    <QueryState query={query} skeleton={<Skeleton className="h-96" />}>
      {(lines) => <ActivityLog lines={lines} />}
    </QueryState>
  );
}

/** Saves the log as text. */
export function RunLogDownload({ runId }: { readonly runId: string }) {
  const save = useMutation({
    mutationFn: async () => download(`run-${runId}.txt`, await (await readLog(runId, "txt")).blob()),
  });
  return (
    <>
      <Button disabled={save.isPending} onClick={() => save.mutate()}>
        <Download aria-hidden />
        Download log
      </Button>
      {save.error === null ? null : <ErrorState error={save.error} />}
    </>
  );
}

async function readLog(runId: string, format: "txt" | "json"): Promise<Response> {
  const response = await authorizedFetch(
    new Request(`/api/v1/admin/batch/history/${runId}/logs?format=${format}`),
  );
  if (!response.ok) throw await problemOf(response);
  return response;
}
