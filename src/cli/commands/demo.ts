import path from "node:path";
import { DEMO } from "#app/demo.ts";
import { hasEnded } from "#app/watch-run.ts";
import { type CommandModule, EXIT, type ExitCode } from "../cli.ts";
import { type DemoOutcome, portfolioLine, SYNTHETIC_MARK, showDemo } from "../demo-steps.ts";
import { duration, printLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import { runExitCode, shortId } from "../run-progress.ts";
import { type Session, withPlatform } from "../with-platform.ts";

interface DemoOptions {
  readonly portfolio?: string;
  readonly equity: string;
}

export const demoCommand: CommandModule = (command, cli, action) => {
  command
    .option("--portfolio <file>", "another positions file than the thirteen funds")
    .option("--equity <usd>", "NAV just before the first entries, USD", DEMO.equity)
    .action(
      action(async (options: DemoOptions) => {
        const startedAt = performance.now();
        const request = {
          file: options.portfolio === undefined ? DEMO.file : path.resolve(options.portfolio),
          equity: options.equity,
        };
        const progress = createProgress(cli);
        try {
          const settings = { providers: ["synthetic"], providersChosen: true, pricesDir: null };
          return await withPlatform(cli, { worker: true, progress, settings }, async (session) => {
            const outcome = await showDemo(session, progress, request);
            progress.close();
            return await summarise(session, outcome, performance.now() - startedAt);
          });
        } finally {
          progress.close();
        }
      }),
    );
};

async function summarise(
  session: Session,
  { portfolioId, run }: DemoOutcome,
  tookMs: number,
): Promise<ExitCode> {
  const { cli } = session;
  if (run !== null && !hasEnded(run)) {
    cli.stderr.write("Interrupted; the next `sigmasight demo` or `start` goes on from here\n");
    return EXIT.failed;
  }
  printLine(cli);
  printLine(
    cli,
    `  Demo portfolio  ${shortId(portfolioId)}: ${(await portfolioLine(session, portfolioId)) ?? "no results"}`,
  );
  printLine(cli, `  Market          ${SYNTHETIC_MARK}`);
  if (run?.startedAt && run.finishedAt) {
    const runMs = run.finishedAt.getTime() - run.requestedAt.getTime();
    printLine(
      cli,
      `  Run             ${run.status} in ${duration(runMs)}; all of the demo took ${duration(tookMs)}`,
    );
  } else printLine(cli, `  Run             nothing to compute; it took ${duration(tookMs)}`);
  if (run?.error) cli.stderr.write(`${run.error.code}: ${run.error.message}\n${run.error.hint ?? ""}\n`);
  printLine(cli, `  Look further    sigmasight show overview --portfolio ${shortId(portfolioId)}`);
  printLine(cli);
  return run === null ? EXIT.ok : runExitCode(run);
}
