import { commandActor } from "#app/audit.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { hasFinishedRun } from "#db/stores/run-read-store.ts";
import { dateArgument, idArgument, jsonOption, userOption } from "../arguments.ts";
import type { CommandModule } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { followRun } from "../follow-run.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface RunOptions {
  readonly portfolio?: string;
  readonly from?: string;
  readonly to?: string;
  readonly force?: true;
  readonly reason?: string;
  readonly detach?: true;
  readonly json?: true;
  readonly user?: string;
}

export const runCommand: CommandModule = (command, cli, action) => {
  command
    .option("--portfolio <id>", "one portfolio (default: all of them)", idArgument)
    .option("--from <date>", "first session (default: the first entry)", dateArgument)
    .option("--to <date>", "last session (default: the last completed one)", dateArgument)
    .option("--force", "compute again what is there")
    .option("--reason <text>", "why; kept with the run and in the audit log")
    .option("--detach", "do not wait for the run and start no worker")
    .addOption(jsonOption())
    .addOption(userOption())
    .action(
      action((options: RunOptions) =>
        withPlatform(cli, { worker: !options.detach }, async (session) => {
          const { database, runs } = session.platform;
          const { db } = database.api;
          const user = await sessionUser(session, options);
          const portfolioId =
            options.portfolio === undefined ? null : await findPortfolioId(db, user.id, options.portfolio);
          if (portfolioId !== null) await requirePortfolio(db, user.id, portfolioId);
          const isFirst = portfolioId !== null && !(await hasFinishedRun(db, portfolioId));
          const trigger = isFirst ? "onboarding" : "admin";
          const { runId, created } = await runs.requestRun({
            trigger,
            triggeredBy: `${trigger}:${user.id}`,
            by: commandActor(user),
            force: options.force === true,
            ...(portfolioId === null ? {} : { portfolioId }),
            ...(options.from === undefined ? {} : { from: options.from }),
            ...(options.to === undefined ? {} : { to: options.to }),
            ...(options.reason === undefined ? {} : { reason: options.reason }),
          });
          if (!created) cli.stderr.write("A run of this scope is active; this is it\n");
          return await followRun(session, runId, options);
        }),
      ),
    );
};
