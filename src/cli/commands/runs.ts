import { Option } from "commander";
import { commandActor } from "#app/audit.ts";
import { moveReport } from "#app/move-report.ts";
import { compareRuns } from "#app/risk-change.ts";
import type { RetryScope } from "#app/run-control.ts";
import { hasEnded, watchRun } from "#app/watch-run.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { RunState } from "#db/stores/portfolio-run-state-store.ts";
import { listEventsAfter, listRunFailures, listRuns, type RunEventRow } from "#db/stores/run-read-store.ts";
import type { Queryable } from "#db/types.ts";
import {
  countArgument,
  dateArgument,
  idArgument,
  type JsonOption,
  jsonOption,
  type UserOption,
  userOption,
} from "../arguments.ts";
import { type CommandModule, EXIT, type ExitCode } from "../cli.ts";
import { findPortfolioId, findRunId } from "../find-id.ts";
import { endStaleRuns, followRun, watchToEnd } from "../follow-run.ts";
import { duration, minuteOf, printJson, printLine, printTable } from "../output.ts";
import { type MatrixOptions, showMatrix } from "../run-matrix.ts";
import { tellPreview } from "../run-preview.ts";
import { shortId } from "../run-progress.ts";
import { historyJson, logText, runJson, shownStatus } from "../run-text.ts";
import { type Session, sessionUser, withPlatform } from "../with-platform.ts";
import { printMove } from "./change.ts";

const MS_PER_DAY = 86_400_000;
const ID = ["<id>", "id of the run, or its beginning", idArgument] as const;

export const runsCommand: CommandModule = (runs, cli, action) => {
  const onRun = <Options>(
    worker: boolean,
    work: (session: Session, runId: string, options: Options) => Promise<ExitCode>,
  ) =>
    action((prefix: string, options: Options) =>
      withPlatform(cli, { worker }, async (session) =>
        work(session, await findRunId(session.platform.database.api.db, prefix), options),
      ),
    );

  runs
    .command("list")
    .description("runs, the newest first")
    .option("--days <n>", "requested in so many days", countArgument, 30)
    .option("--limit <n>", "at most so many", countArgument, 20)
    .addOption(
      new Option("--status <status>", "only these").choices([
        "queued",
        "running",
        "completed",
        "partial",
        "failed",
        "cancelled",
      ]),
    )
    .addOption(new Option("--trigger <what>", "only these").choices(["onboarding", "nightly", "admin"]))
    .addOption(jsonOption())
    .action(
      action((options: ListOptions) =>
        withPlatform(cli, { worker: false }, (session) => list(session, options)),
      ),
    );
  runs
    .command("show")
    .description("one run with its phases and failures")
    .argument(...ID)
    .addOption(jsonOption())
    .action(onRun(false, show));
  runs
    .command("watch")
    .description("progress of a run until it ends; starts a worker where none is alive")
    .argument(...ID)
    .addOption(jsonOption())
    .action(onRun<JsonOption>(true, watchToEnd));
  runs
    .command("logs")
    .description("the whole log of a run")
    .argument(...ID)
    .addOption(jsonOption())
    .action(onRun(false, logs));
  runs
    .command("cancel")
    .description("stop an active run; what it has stored stays")
    .argument(...ID)
    .option("--reason <text>", "kept with the run")
    .addOption(userOption())
    .action(onRun(false, cancel));
  runs
    .command("retry")
    .description("a new run that does what an ended one did not")
    .argument(...ID)
    .addOption(
      new Option("--only <what>", "the units that failed, all that is missing by now, or everything")
        .choices(["failed", "missing", "all"])
        .default("failed"),
    )
    .option("--preview", "only tell what it would do, as things stand")
    .option("--reason <text>", "why; kept with the run and in the audit log")
    .option("--detach", "do not wait for the run and start no worker")
    .addOption(jsonOption())
    .addOption(userOption())
    .action(onRun(true, retry));
  runs
    .command("compare")
    .description("what moved in a portfolio between two runs, and why")
    .argument(...ID)
    .argument("<other>", "id of the other run, or its beginning", idArgument)
    .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
    .addOption(jsonOption())
    .addOption(userOption())
    .action(
      action((prefix: string, other: string, options: CompareOptions) =>
        withPlatform(cli, { worker: false }, (session) => compare(session, [prefix, other], options)),
      ),
    );
  runs
    .command("matrix")
    .description("which sessions of which portfolio each phase has completed")
    .option("--from <date>", "first day (default: 30 days before the last)", dateArgument)
    .option("--to <date>", "last day (default: the last completed session)", dateArgument)
    .addOption(jsonOption())
    .action(
      action((options: MatrixOptions) =>
        withPlatform(cli, { worker: false }, (session) => showMatrix(session, options)),
      ),
    );
};

interface ListOptions extends JsonOption {
  readonly days: number;
  readonly limit: number;
  readonly status?: string;
  readonly trigger?: string;
}

interface CompareOptions extends JsonOption, UserOption {
  readonly portfolio: string;
}

async function compare(
  session: Session,
  prefixes: readonly [string, string],
  options: CompareOptions,
): Promise<ExitCode> {
  const { cli, platform } = session;
  const { db } = platform.database.api;
  const user = await sessionUser(session, options);
  const portfolioId = await findPortfolioId(db, user.id, options.portfolio);
  const runIds = [await findRunId(db, prefixes[0]), await findRunId(db, prefixes[1])] as const;
  const { runs, ...move } = await compareRuns(platform, portfolioId, runIds);
  const report = await moveReport(platform, portfolioId, move);
  if (options.json) printJson(cli, { portfolioId, ...report, runs: runs.map(stateJson) });
  else printMove(cli, report);
  return EXIT.ok;
}

/** Symbols are data, not names of fields. */
function stateJson({ priceRevisions, es95, ...state }: RunState): object {
  return { ...state, cvar95: es95, priceRevisions: new Map(Object.entries(priceRevisions)) };
}

async function list({ cli, platform }: Session, options: ListOptions): Promise<ExitCode> {
  const { days, limit, json, status = null, trigger = null } = options;
  const since = new Date(Date.now() - days * MS_PER_DAY);
  const rows = await listRuns(platform.database.api.db, { since, status, trigger, limit, after: null });
  if (json) {
    printJson(cli, { runs: rows.map(historyJson) });
    return EXIT.ok;
  }
  printTable(
    cli,
    [
      { title: "run" },
      { title: "status" },
      { title: "%", right: true },
      { title: "trigger" },
      { title: "portfolio" },
      { title: "up to" },
      { title: "requested" },
      { title: "took", right: true },
    ],
    rows.map((run) => [
      shortId(run.id),
      shownStatus(run.status),
      Math.floor(run.percentComplete),
      run.trigger,
      run.portfolioId === null ? "all" : shortId(run.portfolioId),
      run.toSession,
      minuteOf(run.requestedAt),
      run.startedAt === null || run.finishedAt === null
        ? null
        : duration(run.finishedAt.getTime() - run.startedAt.getTime()),
    ]),
  );
  return EXIT.ok;
}

async function show({ cli, platform }: Session, runId: string, { json }: JsonOption): Promise<ExitCode> {
  const run = await platform.runs.runStatus(runId);
  if (run === null) throw new SigmaSightError("NOT_FOUND", "there is no such run");
  const failures = await listRunFailures(platform.database.api.db, runId);
  if (json) {
    printJson(cli, { ...runJson(run), failures });
    return EXIT.ok;
  }
  printLine(cli, `Run ${run.runId}: ${run.status}, ${Math.floor(run.percentComplete)} %`);
  printLine(cli, `requested ${run.requestedAt.toISOString()} by ${run.triggeredBy}`);
  if (run.note !== null) printLine(cli, run.note);
  if (run.error !== null) printLine(cli, `${run.error.code}: ${run.error.message}`);
  printLine(cli);
  printTable(
    cli,
    [
      { title: "phase" },
      { title: "status" },
      { title: "done", right: true },
      { title: "of", right: true },
      { title: "unit" },
    ],
    run.phases.map(({ title, status, done, total, unit }) => [title, status, done, total, unit]),
  );
  for (const { job, subject, code, message } of failures)
    printLine(cli, `${job} ${subject}: ${code}: ${message}`);
  return EXIT.ok;
}

async function logs({ cli, platform }: Session, runId: string, { json }: JsonOption): Promise<ExitCode> {
  const events: RunEventRow[] = [];
  for await (const event of allEvents(platform.database.api.db, runId)) {
    if (json) events.push(event);
    else printLine(cli, logText(event));
  }
  if (json)
    printJson(
      cli,
      events.map(({ at, ...event }) => ({ ...event, timestamp: at })),
    );
  return EXIT.ok;
}

const PAGE = 1000;

async function* allEvents(db: Queryable, runId: string): AsyncGenerator<RunEventRow> {
  for (let seq = 0; ; ) {
    const page = await listEventsAfter(db, runId, seq, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    seq = page.at(-1)?.seq ?? seq;
  }
}

/** A worker notices within a second; longer waits are not this command's. */
const CANCEL_WAIT_MS = 15_000;

async function cancel(
  session: Session,
  runId: string,
  options: { readonly reason?: string; readonly user?: string },
): Promise<ExitCode> {
  const user = await sessionUser(session, options);
  const { cli, platform } = session;
  await platform.runs.cancelRun(runId, { reason: options.reason ?? null, by: commandActor(user) });
  endStaleRuns(session);
  const signal = AbortSignal.any([cli.signal, AbortSignal.timeout(CANCEL_WAIT_MS)]);
  const report = await watchRun(platform.runs, runId, { signal, onReport: () => {} });
  printLine(cli, `Run ${shortId(runId)} is ${hasEnded(report) ? report.status : "being cancelled"}`);
  return EXIT.ok;
}

async function retry(
  session: Session,
  runId: string,
  options: {
    readonly only: RetryScope;
    readonly preview?: true;
    readonly reason?: string;
    readonly detach?: true;
    readonly json?: true;
    readonly user?: string;
  },
): Promise<ExitCode> {
  const { only, reason = null } = options;
  if (options.preview) {
    tellPreview(session.cli, await session.platform.runs.previewRetry(runId, { only }), options);
    return EXIT.ok;
  }
  const by = commandActor(await sessionUser(session, options));
  const started = await session.platform.runs.retryRun(runId, { only, by, reason });
  return await followRun(session, started.runId, options);
}
