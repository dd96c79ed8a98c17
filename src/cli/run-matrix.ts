import { businessDay } from "#app/business-day.ts";
import { jobSessions } from "#app/missing-sessions.ts";
import { addDays, type PlainDate } from "#core/dates/plain-date.ts";
import { type CompletionRow, listCompletion } from "#db/stores/run-read-store.ts";
import type { Queryable } from "#db/types.ts";
import { type JsonOption, requireOrder } from "./arguments.ts";
import { EXIT, type ExitCode } from "./cli.ts";
import { printJson, printLine, printTable } from "./output.ts";
import { shortId } from "./run-progress.ts";
import type { Session } from "./with-platform.ts";

export interface MatrixOptions extends JsonOption {
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

const DEFAULT_DAYS = 30;
const PAGE = 500;

/** Portfolio × phase × session of all portfolios, from the completion records: what each phase has not done. */
export async function showMatrix({ cli, platform }: Session, options: MatrixOptions): Promise<ExitCode> {
  const to = options.to ?? businessDay(platform).lastSession;
  const from = options.from ?? addDays(to, -DEFAULT_DAYS);
  requireOrder({ from, to });
  const sessions = platform.calendar.range(from, to);
  const rows = await allCompletion(platform.database.api.db, { from, until: addDays(to, 1) });
  const phases = rows.map((row) => {
    const { portfolioId, portfolioName, job } = row;
    return { portfolioId, portfolioName, phase: job, ...jobSessions(sessions, row) };
  });
  if (options.json) {
    const portfolios = Array.from(
      Map.groupBy(phases, ({ portfolioId }) => portfolioId),
      ([portfolioId, own]) => ({
        portfolioId,
        portfolioName: own[0]!.portfolioName,
        phases: own.map(({ phase, completed, done, missing }) => ({ phase, completed, done, missing })),
      }),
    );
    printJson(cli, { from, to, sessions, portfolios });
    return EXIT.ok;
  }
  printLine(cli, `${sessions.length} sessions from ${from} to ${to}`);
  printTable(
    cli,
    [
      { title: "portfolio" },
      { title: "name" },
      { title: "phase" },
      { title: "completed", right: true },
      { title: "missing", right: true },
      { title: "first missing" },
      { title: "last missing" },
    ],
    phases.map(({ portfolioId, portfolioName, phase, completed, missing }) => [
      shortId(portfolioId),
      portfolioName,
      phase,
      completed,
      missing.length,
      missing[0] ?? null,
      missing.at(-1) ?? null,
    ]),
  );
  return EXIT.ok;
}

async function allCompletion(
  db: Queryable,
  range: Parameters<typeof listCompletion>[1],
): Promise<readonly CompletionRow[]> {
  const all: CompletionRow[] = [];
  for (;;) {
    const page = await listCompletion(db, range, { afterId: all.at(-1)?.portfolioId ?? null, limit: PAGE });
    if (page.length === 0) return all;
    all.push(...page);
  }
}
