import pg from "pg";
import type { AtPoint, EnginePoint } from "#engine/engine-points.ts";

/** Something that a worker process does to itself when it comes to a named point of the engine. */
export interface PlannedFault {
  readonly point: EnginePoint;
  /** Any phase where absent. */
  readonly phase?: string;
  /** How often the point is passed unharmed before. */
  readonly after?: number;
  /** Whether it happens each time from then on, not once. */
  readonly always?: boolean;
  /** `kill` as power loss would, `freeze` until SIGCONT, `fail` with an error, `cut` its connections to the database. */
  readonly act: "kill" | "freeze" | "fail" | "cut";
}

/** A hook that carries out these faults on a database that no other program uses; `announce` is called before each. */
export function faultsAt(
  faults: readonly PlannedFault[],
  url: string,
  announce: (fault: PlannedFault) => void,
): AtPoint {
  const passed = faults.map(() => 0);
  return async (point, phase) => {
    for (const [index, fault] of faults.entries()) {
      if (fault.point !== point || (fault.phase ?? phase) !== phase) continue;
      const times = passed[index]!++ - (fault.after ?? 0);
      if (times < 0 || (times > 0 && fault.always !== true)) continue;
      announce(fault);
      await act(fault, url);
    }
  };
}

async function act({ act: kind, point }: PlannedFault, url: string): Promise<void> {
  if (kind === "kill") process.kill(process.pid, "SIGKILL");
  if (kind === "freeze") process.kill(process.pid, "SIGSTOP");
  if (kind === "cut") await cutConnections(url);
  if (kind === "fail") throw new Error(`made to fail at the point "${point}"`);
}

/** Ends the sessions of batch and queue, as an administrator would; those that serve requests stay. */
async function cutConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name in ('sigmasight batch', 'sigmasight-queue')`,
    );
  } finally {
    await client.end();
  }
}
