import { removePortfolio } from "#app/manage-portfolio.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { toFloat } from "#core/money/decimal.ts";
import { listPortfolioFindings } from "#db/stores/analytics-store.ts";
import { listPortfolioSummaries, type PortfolioSummaryRow } from "#db/stores/portfolio-store.ts";
import { idArgument, type JsonOption, reading, type UserOption, userOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { money, percent, printJson, printLine, printTable } from "../output.ts";
import { shortId } from "../run-progress.ts";
import { shownStatus } from "../run-text.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

type Options = JsonOption & UserOption;

export const portfoliosCommand: CommandModule = (program, cli, action) => {
  const portfolios = program.command("portfolios").description("portfolios: list, show, delete");

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
            row.asOf,
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
            printJson(cli, { ...portfolioJson(row, market), findings });
            return EXIT.ok;
          }
          printLine(cli, `${row.name} (${row.id})`);
          printLine(
            cli,
            `account ${row.accountName}, ${row.accountType}; equity ${money(toFloat(row.equityBalance))} USD`,
          );
          printLine(cli, row.nav === null ? "no results yet" : `NAV ${money(row.nav)} USD on ${row.asOf}`);
          for (const { severity, code, subject, message } of findings)
            printLine(cli, `${severity} ${code} ${subject}: ${message}`);
          return EXIT.ok;
        }),
      ),
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
          await removePortfolio({ database }, user.id, id);
          printLine(cli, `Portfolio ${id} is deleted`);
          return EXIT.ok;
        });
      }),
    );
};

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
