import { commandActor } from "#app/audit.ts";
import { changePortfolio, type PortfolioPatch, removePortfolio } from "#app/manage-portfolio.ts";
import { ensureOwnDemo } from "#app/own-demo.ts";
import { explainFinding } from "#core/errors/finding.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { ACCOUNT_TYPES } from "#core/import/validate-portfolio-fields.ts";
import { toFloat } from "#core/money/decimal.ts";
import { listPortfolioFindings } from "#db/stores/analytics-store.ts";
import { listPortfolioSummaries, type PortfolioSummaryRow } from "#db/stores/portfolio-store.ts";
import { idArgument, type JsonOption, reading, type UserOption, userOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { printRejection } from "../issues.ts";
import { money, percent, printJson, printLine, printTable } from "../output.ts";
import { shortId } from "../run-progress.ts";
import { runAdvice, shownStatus } from "../run-text.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

type Options = JsonOption & UserOption;

interface EditOptions extends UserOption {
  readonly name?: string;
  readonly account?: string;
  readonly accountType?: string;
  readonly equity?: string;
  readonly equityAsOf?: string;
  readonly description?: string;
}

export const portfoliosCommand: CommandModule = (portfolios, cli, action) => {
  reading(portfolios.command("list").description("the user's portfolios with their latest NAV")).action(
    action((options: Options) =>
      withPlatform(cli, { worker: false }, async (session) => {
        const { database, market } = session.platform;
        const user = await sessionUser(session, options);
        const rows = await listPortfolioSummaries(database.api.db, user.id);
        if (options.json) {
          printJson(cli, { portfolios: rows.map((row) => portfolioJson(row, market)) });
          return EXIT.ok;
        }
        printTable(
          cli,
          [
            { title: "portfolio" },
            { title: "name" },
            { title: "as of" },
            { title: "NAV, USD", right: true },
            { title: "day", right: true },
            { title: "lots", right: true },
            { title: "last run" },
          ],
          rows.map((row) => [
            shortId(row.id),
            row.name,
            row.resultsOutdated ? `${row.asOf}, outdated` : row.asOf,
            money(row.nav),
            percent(row.dailyReturn),
            row.positionsTotal,
            row.runStatus === null ? null : shownStatus(row.runStatus),
          ]),
        );
        return EXIT.ok;
      }),
    ),
  );

  reading(portfolios.command("show").description("one portfolio with its findings"))
    .argument("<id>", "id of the portfolio, or its beginning", idArgument)
    .action(
      action((prefix: string, options: Options) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { database, market } = session.platform;
          const { db } = database.api;
          const user = await sessionUser(session, options);
          const id = await findPortfolioId(db, user.id, prefix);
          const [row] = await listPortfolioSummaries(db, user.id, id);
          if (row === undefined) throw new SigmaSightError("NOT_FOUND", "there is no such portfolio");
          const findings = await listPortfolioFindings(db, id);
          if (options.json) {
            const explained = findings.map((finding) => ({ ...finding, ...explainFinding(finding.code) }));
            printJson(cli, { ...portfolioJson(row, market), findings: explained });
            return EXIT.ok;
          }
          printLine(cli, `${row.name} (${row.id})`);
          printLine(
            cli,
            `account ${row.accountName}, ${row.accountType}; equity ${money(toFloat(row.equityBalance))} USD`,
          );
          printLine(cli, row.nav === null ? "no results yet" : `NAV ${money(row.nav)} USD on ${row.asOf}`);
          if (row.resultsOutdated)
            printLine(cli, "the results do not contain the latest changes: sigmasight run");
          for (const { severity, code, subject, message } of findings)
            printLine(cli, `${severity} ${code} ${subject}: ${message}`);
          return EXIT.ok;
        }),
      ),
    );

  portfolios
    .command("demo")
    .description("give the user a demo portfolio, on the synthetic market; once")
    .addOption(userOption())
    .action(
      action((options: UserOption) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const user = await sessionUser(session, options);
          const { portfolio, created } = await ensureOwnDemo(session.platform, commandActor(user));
          printLine(cli, `Portfolio ${portfolio.id} is ${created ? "made" : "there already"}`);
          if (created) printLine(cli, runAdvice(portfolio.id));
          return EXIT.ok;
        }),
      ),
    );

  portfolios
    .command("edit")
    .description("change what was stated about a portfolio; what is not named stays")
    .argument("<id>", "id of the portfolio, or its beginning", idArgument)
    .option("--name <text>", "name of the portfolio")
    .option("--account <text>", "name of the account, unique for its owner")
    .option("--account-type <type>", ACCOUNT_TYPES.join(", "))
    .option("--equity <usd>", "NAV in USD, just before the first entries or at the close of --equity-as-of")
    .option("--equity-as-of <date>", 'session at whose close the equity is the NAV; "" takes it away')
    .option("--description <text>", 'a note; "" takes it away')
    .addOption(userOption())
    .action(
      action((prefix: string, options: EditOptions) => {
        const patch = portfolioPatch(options);
        if (Object.keys(patch).length === 0) throw new SigmaSightError("USAGE", "say what is to change");
        return withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const user = await sessionUser(session, options);
          const id = await findPortfolioId(platform.database.api.db, user.id, prefix);
          const errors = await changePortfolio(platform, commandActor(user), id, patch);
          if (errors.length > 0) return printRejection(cli, errors);
          printLine(cli, `Portfolio ${id} is changed`);
          if ("equity_balance" in patch || "equity_as_of" in patch) printLine(cli, runAdvice(id));
          return EXIT.ok;
        });
      }),
    );

  portfolios
    .command("delete")
    .description("delete a portfolio with its lots, results and runs; there is no way back")
    .argument("<id>", "id of the portfolio, or its beginning", idArgument)
    .option("--yes", "really")
    .addOption(userOption())
    .action(
      action(async (prefix: string, options: UserOption & { readonly yes?: true }) => {
        if (!options.yes) throw new SigmaSightError("USAGE", "--yes is needed to delete a portfolio");
        return await withPlatform(cli, { worker: false }, async (session) => {
          const { database } = session.platform;
          const user = await sessionUser(session, options);
          const id = await findPortfolioId(database.api.db, user.id, prefix);
          await removePortfolio({ database }, commandActor(user), id);
          printLine(cli, `Portfolio ${id} is deleted`);
          return EXIT.ok;
        });
      }),
    );
};

/** The given fields by the names of the import. */
function portfolioPatch(options: EditOptions): PortfolioPatch {
  const fields = {
    portfolio_name: options.name,
    account_name: options.account,
    account_type: options.accountType,
    equity_balance: options.equity,
    equity_as_of: options.equityAsOf,
    description: options.description,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A portfolio with the API's names. */
function portfolioJson(row: PortfolioSummaryRow, market: "real" | "synthetic"): object {
  const { nav, cash, runId, runStatus, runPercent, runRequestedAt, runFinishedAt, equityBalance, ...rest } =
    row;
  const lastRun =
    runId === null || runStatus === null
      ? null
      : {
          batchRunId: runId,
          status: shownStatus(runStatus),
          percentComplete: runPercent,
          requestedAt: runRequestedAt,
          finishedAt: runFinishedAt,
        };
  return {
    ...rest,
    equityBalance: toFloat(equityBalance),
    netAssetValue: nav,
    cashBalance: cash,
    lastRun,
    market,
  };
}
