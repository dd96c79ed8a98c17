import { explainStoredNumber } from "#app/explain/explain-stored-number.ts";
import { listExplainable } from "#app/explain/list-explainable.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { dateArgument, idArgument, type JsonOption, reading, type UserOption } from "../arguments.ts";
import { type CommandModule, EXIT, type ExitCode } from "../cli.ts";
import { numberText, printExplanation } from "../explanation-text.ts";
import { findPortfolioId } from "../find-id.ts";
import { printJson, printLine, printTable } from "../output.ts";
import { type Session, sessionUser, withPlatform } from "../with-platform.ts";

interface ExplainOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly asOf?: string;
  readonly family?: string;
}

/** Where one number comes from; without one, the keys of all. */
export const explainCommand: CommandModule = (explain, cli, action) => {
  reading(explain.argument("[number]", "key of the number, such as snapshots/nav (default: list all)"))
    .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
    .option("--as-of <date>", "the last session up to this day (default: the latest)", dateArgument)
    .option("--family <name>", "list the numbers of one family only, such as factors")
    .action(
      action((number: string | undefined, options: ExplainOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const user = await sessionUser(session, options);
          const { db } = session.platform.database.api;
          const portfolioId = await findPortfolioId(db, user.id, options.portfolio);
          return number === undefined
            ? await listAll(session, portfolioId, options)
            : await explainOne(session, portfolioId, number, options);
        }),
      ),
    );
};

async function explainOne(
  { cli, platform }: Session,
  portfolioId: string,
  number: string,
  { asOf = null, json }: { readonly asOf?: string | null; readonly json?: true },
): Promise<ExitCode> {
  const found = await explainStoredNumber(platform, portfolioId, number, asOf);
  if (found === null) throw nothingStored();
  if ("nearest" in found)
    throw new SigmaSightError("UNKNOWN_NUMBER", `there is no number ${number} on ${found.asOf}`, {
      hint: `The nearest keys: ${found.nearest.join(", ")}. Without a number all are listed.`,
    });
  if (json) printJson(cli, { portfolioId, market: platform.market, ...found });
  else printExplanation(cli, found);
  return EXIT.ok;
}

async function listAll(
  { cli, platform }: Session,
  portfolioId: string,
  {
    asOf = null,
    family = null,
    json,
  }: { readonly asOf?: string | null; readonly family?: string | null; readonly json?: true },
): Promise<ExitCode> {
  const page = { family, offset: 0, limit: Number.POSITIVE_INFINITY };
  const found = await listExplainable(platform, portfolioId, asOf, page);
  if (found === null) throw nothingStored();
  const { families } = found;
  if (family !== null && !families.some(({ name }) => name === family))
    throw new SigmaSightError("USAGE", `there is no family ${family}`, {
      hint: `Families: ${families.map(({ name }) => name).join(", ")}.`,
    });
  if (json) {
    printJson(cli, { portfolioId, market: platform.market, ...found });
    return EXIT.ok;
  }
  printLine(cli, `as of ${found.asOf}: ${found.total} numbers`);
  printTable(
    cli,
    [{ title: "number" }, { title: "what" }, { title: "value", right: true }, { title: "unit" }],
    found.numbers.map(({ key, title, value, unit }) => [key, title, numberText(value), unit]),
  );
  return EXIT.ok;
}

function nothingStored(): SigmaSightError {
  return new SigmaSightError("NOT_FOUND", "nothing is stored for this portfolio and session", {
    hint: "Compute it with `sigmasight run`, or ask for a later session.",
  });
}
