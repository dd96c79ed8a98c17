import type { RetryPreview } from "#app/run-control.ts";
import type { JsonOption } from "./arguments.ts";
import type { Cli } from "./cli.ts";
import { printJson, printLine, printTable } from "./output.ts";
import { shortId } from "./run-progress.ts";

const SUBJECTS_SHOWN = 6;

/** What a retry would do. */
export function tellPreview(cli: Cli, preview: RetryPreview, { json }: JsonOption): void {
  const { jobs, from, to, force, portfolioId } = preview;
  if (json) {
    printJson(cli, { portfolioId, startDate: from, endDate: to, force, jobs });
    return;
  }
  const scope = portfolioId === null ? "all portfolios" : `portfolio ${shortId(portfolioId)}`;
  const range = `${from ?? "the first entry"} to ${to}`;
  printLine(cli, `${scope}, ${range}${force ? ", everything anew" : ""}; nothing was started`);
  if (jobs.length === 0) printLine(cli, "Nothing is missing.");
  else
    printTable(
      cli,
      [
        { title: "job" },
        { title: "units", right: true },
        { title: "to do", right: true },
        { title: "of" },
        { title: "from" },
        { title: "to" },
        { title: "which" },
      ],
      jobs.map((job) => [
        job.job,
        job.units,
        job.items,
        job.itemUnit,
        job.from,
        job.to,
        named(job.subjects.map((subject) => (job.grain === "portfolio" ? shortId(subject) : subject))),
      ]),
    );
}

function named(subjects: readonly string[]): string {
  const shown = subjects.slice(0, SUBJECTS_SHOWN).join(", ");
  const more = subjects.length - SUBJECTS_SHOWN;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
