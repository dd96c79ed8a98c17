import { setTimeout as sleep } from "node:timers/promises";
import { runStatus } from "#app/run-status.ts";
import { PHASES } from "#batch/phases/index.ts";
import { createDatabase } from "#db/pools.ts";
import type { AppDatabase } from "#db/types.ts";
import { testLog } from "#test/support/test-log.ts";
import { createJudge } from "./honesty.ts";
import type { Watched } from "./watched.ts";

/**
 * A program that watches every run of a database, in the tables and as people are told, until its input ends; then it prints what
 * it saw as JSON.
 */
const [url] = process.argv.slice(2);
if (url === undefined) throw new Error("usage: monitor.ts <url>");

const PAUSE_MS = 50;
/** Reports as people get them, each round: it would be half a machine's work to ask for all. */
const REPORTS_EACH_ROUND = 4;

/** Runs under way, those that were so a moment ago, and some that ended before. */
const LOOK = `
  select r.id as "runId", r.status, r.percent_complete as percent, r.finished_at is not null as finished,
    (select count(*)::int from batch_units u where u.run_id = r.id and u.status in ('planned', 'running'))
    + (select count(*)::int from batch_phases p where p.run_id = r.id and p.status in ('pending', 'running')) as open,
    (select coalesce(sum(p.units_done), 0)::int from batch_phases p where p.run_id = r.id) as done,
    r.portfolio_id is null or exists (
      select 1 from portfolio_snapshots s where s.portfolio_id = r.portfolio_id and s.as_of = r.to_session) as stored
  from batch_run_history r
  where r.finished_at is null or r.id = any($1::uuid[])`;

interface TableLook {
  readonly runId: string;
  readonly status: string;
  readonly percent: number;
  readonly finished: boolean;
  readonly open: number;
  readonly done: number;
  readonly stored: boolean;
}

let watching = true;
process.stdin.once("end", () => (watching = false)).resume();

const inTables = createJudge();
const asTold = createJudge();
let active = new Set<string>();
const ended: string[] = [];
let rounds = 0;
let roundsAway = 0;
let lastProgressAt = performance.now();
let longestStandStillMs = 0;
let progress = 0;

async function look(database: AppDatabase): Promise<void> {
  const again = [
    ...active,
    ...Array.from({ length: 5 }, () => someOf(ended)).filter((id) => id !== undefined),
  ];
  const { rows } = await database.api.query<TableLook>(LOOK, [again]);
  const seen = new Set(rows.map(({ runId }) => runId));
  for (const runId of again) if (!seen.has(runId)) inTables.lie(`run ${runId} was lost`);
  for (const row of rows) {
    inTables.look(row);
    if (row.status === "completed" && !row.stored)
      inTables.lie(`run ${row.runId} is completed and its last session is not stored`);
    if (row.finished && active.has(row.runId)) ended.push(row.runId);
  }
  const before = active;
  active = new Set(rows.filter(({ finished }) => !finished).map(({ runId }) => runId));
  noteProgress(rows, before.size > 0 && active.size > 0);
  const asked = new Set([
    ...[...before].filter((runId) => !active.has(runId)),
    ...Array.from({ length: REPORTS_EACH_ROUND }, () => someOf([...active])).filter((id) => id !== undefined),
  ]);
  for (const runId of asked) await lookAtReport(database, runId);
}

async function lookAtReport(database: AppDatabase, runId: string): Promise<void> {
  const report = await runStatus(database, PHASES, runId);
  if (report === null) {
    asTold.lie(`run ${runId} was lost`);
    return;
  }
  const { percentComplete, finishedAt, phases, cancelRequested } = report;
  const unfinished = phases.filter(({ status }) => status === "pending" || status === "running").length;
  asTold.look({
    runId,
    status: cancelRequested ? "cancelling" : report.status,
    percent: percentComplete,
    finished: finishedAt !== null,
    // Run and phases are read one after the other, so only what is over for good is counted.
    open: finishedAt === null ? null : unfinished,
    done: 0,
  });
}

function noteProgress(rows: readonly TableLook[], underWay: boolean): void {
  const sum = rows.reduce((total, { done, finished }) => total + done + (finished ? 1_000 : 0), 0);
  const now = performance.now();
  if (sum !== progress || !underWay) lastProgressAt = now;
  progress = sum;
  longestStandStillMs = Math.max(longestStandStillMs, now - lastProgressAt);
}

function someOf(ids: readonly string[]): string | undefined {
  return ids[Math.floor(Math.random() * ids.length)];
}

const database: AppDatabase = await createDatabase({
  url,
  apiPoolSize: 2,
  batchPoolSize: 3,
  applicationName: "monitor",
  log: testLog(),
});
console.log("watching");
let final = false;
for (;;) {
  rounds++;
  try {
    await look(database);
    if (final) break;
  } catch {
    roundsAway++; // the database is away
  }
  final = !watching; // one more look after the end
  await sleep(PAUSE_MS);
}
const result: Watched = {
  rounds,
  roundsAway,
  looks: inTables.looks + asTold.looks,
  longestStandStillMs,
  lies: [...inTables.lies, ...asTold.lies],
};
console.log(JSON.stringify(result));
await database.close();
