import { type Command, InvalidArgumentError, Option } from "commander";
import { CORRELATION_ESTIMATORS, type CorrelationEstimator } from "#app/correlation-report.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import {
  dateArgument,
  idArgument,
  type JsonOption,
  reading,
  requireOrder,
  type UserOption,
} from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { printJson, printLine, printTable } from "../output.ts";
import { VIEWS } from "../views/index.ts";
import { reasonsIn, type ViewOptions } from "../views/view.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface ShowOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly asOf?: string;
  readonly from?: string;
  readonly scenario?: string;
  readonly estimator?: CorrelationEstimator;
}

/** How each option that only some views have is asked for. */
const VIEW_OPTIONS: Readonly<Record<keyof ViewOptions, (command: Command) => Command>> = {
  from: (command) => command.option("--from <date>", "the first session shown", dateArgument),
  scenario: (command) =>
    command.option("--scenario <id>", "one scenario in full: by factor, symbol and option", scenarioArgument),
  estimator: (command) =>
    command.addOption(
      new Option("--estimator <name>", "each pair by itself, or Ledoit–Wolf of all at once")
        .choices(CORRELATION_ESTIMATORS)
        .default("pearson"),
    ),
};

/** One subcommand for each view of a portfolio's stored results. */
export const showCommand: CommandModule = (show, cli, action) => {
  for (const view of VIEWS) {
    const command = reading(show.command(view.name).description(view.about))
      .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
      .option("--as-of <date>", "the last session up to this day (default: the latest)", dateArgument);
    for (const option of view.accepts ?? []) VIEW_OPTIONS[option](command);
    command.action(
      action((options: ShowOptions) => {
        const { asOf = null, from = null, scenario = null, estimator = "pearson" } = options;
        if (from !== null && asOf !== null) requireOrder({ from, to: asOf }, "--as-of");
        return withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const { market } = platform;
          const user = await sessionUser(session, options);
          const portfolioId = await findPortfolioId(platform.database.api.db, user.id, options.portfolio);
          const found = await view.load(platform, portfolioId, asOf, { from, scenario, estimator });
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
          for (const { code, message } of reasonsIn(found.data)) printLine(cli, `${code}: ${message}`);
          return EXIT.ok;
        });
      }),
    );
  }
};

function scenarioArgument(text: string): string {
  const active = SCENARIOS.filter((scenario) => scenario.active).map(({ id }) => id);
  if (active.includes(text)) return text;
  throw new InvalidArgumentError(`One of these is needed: ${active.join(", ")}.`);
}
