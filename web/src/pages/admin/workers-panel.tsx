import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { count, formatDuration, formatInstant } from "@/lib/format.ts";
import type { Health } from "./system-verdict.ts";

type Worker = Health["workers"][number];

/** As the server counts workers: silent for longer, one is away. Seconds. */
const SILENCE_SECONDS = 10;

const COLUMNS: readonly Column<Worker>[] = [
  {
    id: "state",
    header: "State",
    value: (worker) => (isAlive(worker) ? "alive" : "away"),
    cell: (worker) => (
      <Badge tone={isAlive(worker) ? "good" : "neutral"}>{isAlive(worker) ? "Alive" : "Away"}</Badge>
    ),
  },
  { id: "host", header: "Host", value: ({ host, pid }) => `${host} (${pid})` },
  {
    id: "heartbeat",
    header: "Heard of",
    value: (worker) => worker.heartbeat_age_seconds,
    cell: (worker) => <span className="numeric">{formatDuration(worker.heartbeat_age_seconds)} ago</span>,
  },
  {
    id: "started",
    header: "Started",
    value: (worker) => worker.started_at,
    cell: (worker) => <span className="numeric">{formatInstant(worker.started_at)}</span>,
    secondary: true,
  },
];

interface WorkersPanelProps {
  readonly workers: readonly Worker[];
  readonly alive: number;
}

/** Who computes, and when each was last heard of. */
export function WorkersPanel({ workers, alive }: WorkersPanelProps) {
  return (
    <Panel title="Workers" description={`${count(alive, "worker")} alive of ${workers.length} known.`}>
      <DataTable
        label="Workers"
        columns={COLUMNS}
        rows={workers}
        rowId={(worker) => worker.id}
        sort="heartbeat"
        empty="No worker has been started yet."
      />
    </Panel>
  );
}

function isAlive({ heartbeat_age_seconds: age }: Worker): boolean {
  return age < SILENCE_SECONDS;
}
