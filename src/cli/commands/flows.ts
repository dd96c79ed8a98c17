import type { Command } from "commander";
import { commandActor } from "#app/audit.ts";
import { addFlow, removeFlow } from "#app/manage-flows.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { type Decimal, toFloat } from "#core/money/decimal.ts";
import type { UserRow } from "#db/stores/account-store.ts";
import { type FlowRow, listFlows } from "#db/stores/flow-store.ts";
import {
  dateArgument,
  decimalArgument,
  idArgument,
  type JsonOption,
  reading,
  type UserOption,
  userOption,
} from "../arguments.ts";
import { type CommandModule, EXIT, type ExitCode } from "../cli.ts";
import { findFlow, findPortfolioId } from "../find-id.ts";
import { money, printJson, printLine, printTable } from "../output.ts";
import { shortId } from "../run-progress.ts";
import { runAdvice } from "../run-text.ts";
import { type Session, sessionUser, withPlatform } from "../with-platform.ts";

interface FlowsOptions extends UserOption {
  readonly portfolio: string;
}

interface AddOptions extends FlowsOptions {
  readonly amount: Decimal;
  readonly date: PlainDate;
  readonly note?: string;
}

/** Whose flows: the user, the portfolio. */
interface Owned {
  readonly user: UserRow;
  readonly portfolioId: string;
}

export const flowsCommand: CommandModule = (flows, cli, action) => {
  const ofPortfolio = (command: Command) =>
    command.requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument);
  const owned = async (session: Session, options: FlowsOptions): Promise<Owned> => {
    const user = await sessionUser(session, options);
    const { db } = session.platform.database.api;
    return { user, portfolioId: await findPortfolioId(db, user.id, options.portfolio) };
  };

  reading(ofPortfolio(flows.command("list").description("contributions and withdrawals"))).action(
    action((options: FlowsOptions & JsonOption) =>
      withPlatform(cli, { worker: false }, async (session) => {
        const { portfolioId } = await owned(session, options);
        const rows = await listFlows(session.platform.database.api.db, portfolioId);
        if (options.json) {
          printJson(cli, { equityChanges: rows.map((row) => ({ ...row, amount: toFloat(row.amount) })) });
          return EXIT.ok;
        }
        printTable(
          cli,
          [{ title: "flow" }, { title: "date" }, { title: "amount, USD", right: true }, { title: "note" }],
          rows.map((row) => [shortId(row.id), row.date, money(toFloat(row.amount)), row.note]),
        );
        return EXIT.ok;
      }),
    ),
  );

  ofPortfolio(flows.command("add").description("a contribution, or a withdrawal"))
    .requiredOption("--amount <usd>", "USD: positive in, negative out", decimalArgument)
    .requiredOption(
      "--date <date>",
      "it counts from the start of this day's session, or the next one",
      dateArgument,
    )
    .option("--note <text>", "kept with it")
    .addOption(userOption())
    .action(
      action((options: AddOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { user, portfolioId } = await owned(session, options);
          const { date, amount, note = null } = options;
          const flow = await addFlow(session.platform, commandActor(user), portfolioId, {
            date,
            amount,
            note,
          });
          return tell(session, portfolioId, flow, "stored");
        }),
      ),
    );

  ofPortfolio(flows.command("remove").description("take back a contribution or withdrawal"))
    .argument("<id>", "id of the flow, or its beginning", idArgument)
    .addOption(userOption())
    .action(
      action((prefix: string, options: FlowsOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { user, portfolioId } = await owned(session, options);
          const { database } = session.platform;
          const flow = await findFlow(database.api.db, portfolioId, prefix);
          await removeFlow({ database }, commandActor(user), portfolioId, flow.id);
          return tell(session, portfolioId, flow, "removed");
        }),
      ),
    );
};

/** What was done to a flow; enough to undo it. */
function tell({ cli }: Session, portfolioId: string, { id, date, amount }: FlowRow, done: string): ExitCode {
  printLine(cli, `Flow ${id} is ${done}: ${money(toFloat(amount))} USD on ${date}`);
  printLine(cli, runAdvice(portfolioId));
  return EXIT.ok;
}
