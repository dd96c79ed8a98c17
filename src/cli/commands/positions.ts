import type { Command } from "commander";
import { readValuedPositions } from "#app/analytics-as-of.ts";
import { commandActor } from "#app/audit.ts";
import {
  addPosition,
  changePosition,
  type MarkChange,
  type PositionFields,
  type PositionResult,
  removePosition,
} from "#app/manage-positions.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { IMPORT_COLUMNS, type ImportField } from "#core/import/import-columns.ts";
import type { Decimal } from "#core/money/decimal.ts";
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
import { findPortfolioId, findPosition } from "../find-id.ts";
import { printIssues, printRejection } from "../issues.ts";
import { printJson, printLine } from "../output.ts";
import { positionJson, positionLine, printPositions } from "../position-text.ts";
import { runAdvice } from "../run-text.ts";
import { type Session, sessionUser, withPlatform } from "../with-platform.ts";

/** The lot's fields by the names of the options; all are text, checked by the rules of the import. */
type LotOptions = Readonly<Record<string, unknown>>;

interface ListOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly asOf?: string;
}

interface AddOptions extends LotOptions, UserOption {
  readonly portfolio: string;
}

interface EditOptions extends LotOptions, UserOption {
  readonly mark?: Decimal | null;
  readonly markDate?: PlainDate;
}

const ID = ["<id>", "id of the lot, or its beginning", idArgument] as const;
const PORTFOLIO = ["--portfolio <id>", "id of the portfolio, or its beginning", idArgument] as const;

export const positionsCommand: CommandModule = (positions, cli, action) => {
  reading(positions.command("list").description("lots with their latest price, value, weight and P&L"))
    .requiredOption(...PORTFOLIO)
    .option("--as-of <date>", "the last session up to this day (default: the latest)", dateArgument)
    .action(
      action((options: ListOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const user = await sessionUser(session, options);
          const id = await findPortfolioId(platform.database.api.db, user.id, options.portfolio);
          const rows = await readValuedPositions(platform, id, options.asOf ?? null);
          if (options.json) printJson(cli, { positions: rows.map(positionJson) });
          else printPositions(cli, rows);
          return EXIT.ok;
        }),
      ),
    );

  withLotOptions(positions.command("add").description("add a lot, under the rules of the import"))
    .requiredOption(...PORTFOLIO)
    .addOption(userOption())
    .action(
      action((options: AddOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const user = await sessionUser(session, options);
          const id = await findPortfolioId(platform.database.api.db, user.id, options.portfolio);
          const result = await addPosition(platform, commandActor(user), id, lotFields(options));
          return tellStored(session, user.id, result);
        }),
      ),
    );

  withLotOptions(
    positions.command("edit").description('change a lot; what is not named stays, "" takes a value away'),
  )
    .argument(...ID)
    .option("--mark <usd>", 'last known price per unit of a private holding; "" takes it away', markArgument)
    .option("--mark-date <date>", "day of the mark", dateArgument)
    .addOption(userOption())
    .action(
      action((prefix: string, options: EditOptions) => {
        const fields = lotFields(options);
        const mark = markChange(options);
        if (mark === null && Object.keys(fields).length === 0)
          throw new SigmaSightError("USAGE", "say what is to change");
        return withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const user = await sessionUser(session, options);
          const { id } = await findPosition(platform.database.api.db, user.id, prefix);
          const result = await changePosition(platform, commandActor(user), id, fields, mark);
          return tellStored(session, user.id, result);
        });
      }),
    );

  positions
    .command("remove")
    .description("take a lot out, as if it had never been held; a sale is `edit` with an exit")
    .argument(...ID)
    .addOption(userOption())
    .action(
      action((prefix: string, options: UserOption) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { database } = session.platform;
          const user = await sessionUser(session, options);
          const lot = await findPosition(database.api.db, user.id, prefix);
          await removePosition({ database }, commandActor(user), lot.id);
          printLine(cli, `Position ${lot.id} is removed: ${positionLine(lot)}`);
          printLine(cli, runAdvice(lot.portfolioId));
          return EXIT.ok;
        }),
      ),
    );
};

/** One option for each column of the template. */
function withLotOptions(command: Command): Command {
  for (const { field, column } of IMPORT_COLUMNS)
    command.option(`--${field.replaceAll("_", "-")} <value>`, `${column}, as in the template`);
  return command;
}

function lotFields(options: LotOptions): PositionFields {
  const given = IMPORT_COLUMNS.map(({ field }): [ImportField, unknown] => [field, options[camelCase(field)]]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function camelCase(field: ImportField): string {
  return field.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function markArgument(text: string): Decimal | null {
  return text === "" ? null : decimalArgument(text);
}

/** Null where the mark stays. Throws USAGE for half of one. */
function markChange({ mark, markDate }: EditOptions): MarkChange | null {
  if (mark === undefined && markDate === undefined) return null;
  if (mark === null && markDate === undefined) return { mark: null, markDate: null };
  if (typeof mark === "string" && markDate !== undefined) return { mark, markDate };
  throw new SigmaSightError("USAGE", "--mark and --mark-date go together");
}

/** The lot as it is stored now, with what is odd about it; or all that is wrong with it. */
async function tellStored(
  { cli, platform }: Session,
  userId: string,
  result: PositionResult,
): Promise<ExitCode> {
  if (result.outcome === "rejected") return printRejection(cli, result.errors);
  printIssues(cli, result.warnings);
  const lot = await findPosition(platform.database.api.db, userId, result.id);
  printLine(cli, `Position ${lot.id} is stored: ${positionLine(lot)}`);
  printLine(cli, runAdvice(lot.portfolioId));
  return EXIT.ok;
}
