import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { dateArgument, idArgument, type JsonOption, reading, type UserOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { printJson, printLine, printTable } from "../output.ts";
import { VIEWS } from "../views/index.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface ShowOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly asOf?: string;
}

/** One subcommand for each view of a portfolio's stored results. */
export const showCommand: CommandModule = (show, cli, action) => {
  for (const view of VIEWS) {
    reading(show.command(view.name).description(view.about))
      .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
      .option("--as-of <date>", "the last session up to this day (default: the latest)", dateArgument)
      .action(
        action((options: ShowOptions) =>
          withPlatform(cli, { worker: false }, async (session) => {
            const { platform } = session;
            const { market } = platform;
            const user = await sessionUser(session, options);
            const portfolioId = await findPortfolioId(platform.database.api.db, user.id, options.portfolio);
            const found = await view.load(platform, portfolioId, options.asOf ?? null);
            if (found === null)
              throw new SigmaSightError("NOT_FOUND", "nothing is stored for this portfolio and session", {
                hint: "Compute it with `sigmasight run`, or ask for a later session.",
              });
            if (options.json) {
              printJson(cli, { portfolioId, market, asOf: found.asOf, data: found.data });
              return EXIT.ok;
            }
            printLine(
              cli,
              `as of ${found.asOf}${market === "synthetic" ? ", synthetic market – no real prices" : ""}`,
            );
            printTable(cli, found.columns, found.rows);
            if (found.note !== undefined) printLine(cli, found.note);
            return EXIT.ok;
          }),
        ),
      );
  }
};
