import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import type { Comparison } from "./compare.ts";
import { FAULT_KINDS, FAULTS, type FaultKind } from "./faults.ts";
import type { Fleet } from "./fleet.ts";
import type { ChaosOptions } from "./options.ts";
import type { Watched } from "./watched.ts";

/** What the run tables say at the end. */
export interface RunFigures {
  readonly runs: number;
  readonly runsByStatus: Readonly<Record<string, number>>;
  readonly stillActive: number;
  readonly units: number;
  /** Units that were taken up more than once, and how often in all beyond the first time. */
  readonly unitsTakenUpAgain: number;
  readonly takeOvers: number;
  readonly errors: number;
  readonly unitsFailed: number;
  /** Units neither ended nor of a run under way; phases whose count is not that of their units. */
  readonly loose: number;
}

export interface ChaosFigures {
  readonly options: ChaosOptions;
  readonly seconds: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly runs: RunFigures;
  readonly fleet: Pick<Fleet, "started" | "crashes" | "unclean">;
  readonly watched: Watched;
  readonly compared: Comparison;
  /** Sessions of the fleet that were still open after all of it had ended. */
  readonly sessionsLeft: number;
}

const COUNT = "count(*)::int as count";

export async function readRunFigures(query: (text: string) => Promise<pg.QueryResult>): Promise<RunFigures> {
  const { rows: statuses } = await query(`select status, ${COUNT} from batch_run_history group by status`);
  const { rows: units } = await query(
    `select ${COUNT}, count(*) filter (where attempts > 1)::int as again, coalesce(sum(attempts - 1) filter (where attempts > 1), 0)::int as over,
       coalesce(sum(errors), 0)::int as errors, count(*) filter (where status = 'failed')::int as failed from batch_units`,
  );
  const { rows: loose } = await query(
    `select (select ${COUNT.split(" as ")[0]} from batch_units u join batch_run_history r on r.id = u.run_id
               where r.finished_at is not null and u.status in ('planned', 'running'))
          + (select ${COUNT.split(" as ")[0]} from batch_phases p join batch_run_history r on r.id = p.run_id
               where r.status = 'completed' and (p.units_done <> p.units_total or p.units_total <>
                 (select count(*) from batch_units u where u.run_id = p.run_id and u.phase = p.phase and u.status <> 'split'))) as count`,
  );
  const runsByStatus = Object.fromEntries(
    (statuses as { status: string; count: number }[]).map(({ status, count }) => [status, count]),
  );
  const active = ["queued", "running", "cancelling"];
  const [unit] = units as { count: number; again: number; over: number; errors: number; failed: number }[];
  return {
    runs: Object.values(runsByStatus).reduce((sum, count) => sum + count, 0),
    runsByStatus,
    stillActive: active.reduce((sum, status) => sum + (runsByStatus[status] ?? 0), 0),
    units: unit!.count,
    unitsTakenUpAgain: unit!.again,
    takeOvers: unit!.over,
    errors: unit!.errors,
    unitsFailed: unit!.failed,
    loose: (loose[0] as { count: number }).count,
  };
}

/** What must not be, in words; empty where all is well. */
export function problemsOf(figures: ChaosFigures): readonly string[] {
  const { runs, fleet, watched, compared, sessionsLeft } = figures;
  const unexpected = Object.keys(runs.runsByStatus).filter(
    (status) => status !== "completed" && status !== "cancelled",
  );
  return [
    ...(compared.differences > 0 ? [`${compared.differences} rows differ`] : []),
    ...(watched.lies.length > 0 ? [`${watched.lies.length} false statuses`] : []),
    ...unexpected.map((status) => `${runs.runsByStatus[status]} runs are ${status}`),
    ...(runs.loose > 0 ? [`${runs.loose} units or phases do not agree with their run`] : []),
    ...(fleet.crashes.length > 0 ? [`${fleet.crashes.length} workers ended by themselves`] : []),
    ...(fleet.unclean.length > 0 ? [`${fleet.unclean.length} workers did not end cleanly on SIGTERM`] : []),
    ...(sessionsLeft > 0 ? [`${sessionsLeft} database sessions were left`] : []),
  ];
}

/** Prints the figures as a table, and keeps them in `bench/results` as JSON and Markdown. */
export function report(figures: ChaosFigures): void {
  const { options, runs, fleet, watched, compared } = figures;
  const problems = problemsOf(figures);
  const shown = FAULT_KINDS.map((kind) => [FAULTS[kind].what, figures.faults[kind] ?? 0] as const);
  const rows: readonly (readonly [string, string | number])[] = [
    ["seconds, the wait for the last runs included", Math.round(figures.seconds)],
    [
      "onboardings at once · worker processes · seed",
      `${options.portfolios} · ${options.workers} · ${options.seed}`,
    ],
    ["faults", shown.reduce((sum, [, count]) => sum + count, 0)],
    ...shown.map(([what, count]) => [`– ${what}`, count] as const),
    ["workers started", fleet.started],
    [
      "runs",
      Object.entries(runs.runsByStatus)
        .map(([status, count]) => `${count} ${status}`)
        .join(", "),
    ],
    ["units", runs.units],
    ["units taken up again · times in all", `${runs.unitsTakenUpAgain} · ${runs.takeOvers}`],
    ["errors counted against units · units failed", `${runs.errors} · ${runs.unitsFailed}`],
    [
      "looks at runs · rounds with the database away",
      `${watched.looks} · ${watched.roundsAway} of ${watched.rounds}`,
    ],
    ["longest stand-still, seconds", (watched.longestStandStillMs / 1000).toFixed(1)],
    ["portfolios compared · rows", `${compared.portfoliosCompared} · ${compared.rowsCompared}`],
    ["differing rows", compared.differences],
    ["false statuses", watched.lies.length],
    ["verdict", problems.length === 0 ? "no difference" : problems.join("; ")],
  ];
  const text = [
    "| what | figure |",
    "| --- | --- |",
    ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
  ];
  console.log(`\n${text.join("\n")}\n`);
  const evidence = [...compared.shown, ...watched.lies.slice(0, 10), ...fleet.crashes, ...fleet.unclean];
  for (const line of evidence) console.log(line);
  const folder = path.resolve(import.meta.dirname, "../../bench/results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "chaos.json"), `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(path.join(folder, "chaos.md"), `${text.join("\n")}\n`);
}
