import { type MoveReport, moveReport } from "#app/move-report.ts";
import { readRiskChange } from "#app/risk-change.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  dateArgument,
  idArgument,
  type JsonOption,
  reading,
  requireOrder,
  type UserOption,
} from "../arguments.ts";
import { type Cli, type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { type Cell, decimals, money, percent, printJson, printLine, printTable } from "../output.ts";
import { reasonsIn } from "../views/view.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface ChangeOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly from: string;
  readonly to?: string;
}

/** Later than any session. */
const LATEST = "9999-12-31";

export const changeCommand: CommandModule = (change, cli, action) => {
  reading(change)
    .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
    .requiredOption("--from <date>", "the earlier session", dateArgument)
    .option("--to <date>", "the later one (default: the latest)", dateArgument)
    .action(
      action((options: ChangeOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const to = options.to ?? LATEST;
          requireOrder({ from: options.from, to });
          const user = await sessionUser(session, options);
          const portfolioId = await findPortfolioId(platform.database.api.db, user.id, options.portfolio);
          const move = await readRiskChange(platform, portfolioId, options.from, to);
          if (move === null)
            throw new SigmaSightError(
              "NOT_FOUND",
              "nothing is stored for this portfolio and these sessions",
              {
                hint: "Compute it with `sigmasight run`, or ask for later sessions.",
              },
            );
          const report = await moveReport(platform, portfolioId, move);
          if (options.json) printJson(cli, { portfolioId, ...report });
          else printMove(cli, report);
          return EXIT.ok;
        }),
      ),
    );
};

/** From one state to the other, step by step. */
export function printMove(cli: Cli, { from, to, steps, notes }: MoveReport): void {
  const row = (what: string, state: MoveReport["from"]["state"]): readonly Cell[] => [
    what,
    money(state.nav),
    decimals(state.marketBeta),
    percent(state.volatility),
    percent(state.var95),
    percent(state.cvar95),
  ];
  printTable(
    cli,
    [
      { title: "" },
      { title: "NAV, USD", right: true },
      { title: "market beta", right: true },
      { title: "volatility", right: true },
      { title: "VaR 95", right: true },
      { title: "ES 95", right: true },
    ],
    [
      row(from.asOf, from.state),
      ...steps.map(({ cause, change }) => row(`  ${cause.replaceAll("_", " ")}`, change)),
      row(to.asOf, to.state),
    ],
  );
  for (const note of notes) printLine(cli, note);
  for (const { code, message } of reasonsIn([from, to])) printLine(cli, `${code}: ${message}`);
}
