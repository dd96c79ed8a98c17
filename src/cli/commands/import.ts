import type { Command } from "commander";
import { commandActor } from "#app/audit.ts";
import { createPortfolio } from "#app/create-portfolio.ts";
import { previewImport } from "#app/preview-import.ts";
import { readUpload } from "#app/read-upload.ts";
import { readConfig } from "#config";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { ACCOUNT_TYPES } from "#core/import/validate-portfolio-fields.ts";
import { hasFinishedRun } from "#db/stores/run-read-store.ts";
import { dateArgument, jsonOption, userOption } from "../arguments.ts";
import { type Cli, type CommandModule, EXIT, type ExitCode } from "../cli.ts";
import { followRun } from "../follow-run.ts";
import { printIssues, printRejection } from "../issues.ts";
import { money, printJson, printLine } from "../output.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface ImportOptions {
  readonly name?: string;
  readonly account?: string;
  readonly accountType?: string;
  readonly equity?: string;
  readonly equityAsOf?: string;
  readonly description?: string;
  readonly dryRun?: true;
  readonly run: boolean;
  readonly detach?: true;
  readonly json?: true;
  readonly user?: string;
}

export const importCommand: CommandModule = (command, cli, action) => {
  command
    .argument("<file>", "positions file, CSV in the template's columns")
    .option("--name <text>", "name of the portfolio")
    .option("--account <text>", "name of the account, unique for its owner (default: the name)")
    .option("--account-type <type>", ACCOUNT_TYPES.join(", "))
    .option("--equity <usd>", "NAV in USD, just before the first entries or at the close of --equity-as-of")
    .option("--equity-as-of <date>", "session at whose close --equity is the NAV", dateArgument)
    .option("--description <text>", "a note")
    .option("--dry-run", "only check the file; needs no database and stores nothing")
    .option("--no-run", "store the portfolio, compute nothing")
    .option("--detach", "do not wait for the run and start no worker")
    .addOption(jsonOption())
    .addOption(userOption())
    .action(
      action((file: string, options: ImportOptions, command: Command) =>
        options.dryRun ? dryRun(cli, file, options) : importPortfolio(cli, file, options, command),
      ),
    );
};

async function dryRun(cli: Cli, file: string, options: ImportOptions): Promise<ExitCode> {
  const { clock } = readConfig(cli.environment);
  const context = { calendar: createTradingCalendar(), businessNow: () => clock ?? new Date() };
  const preview = previewImport(context, await readUpload(file), { mapping: undefined, historyFrom: null });
  const { errors, warnings, totals } = preview;
  const verdict = errors.length > 0 ? EXIT.failed : EXIT.ok;
  if (options.json) {
    printJson(cli, {
      format: preview.format,
      rowCount: preview.rowCount,
      rows: preview.positions,
      errors,
      warnings,
      totals: { ...totals, byClass: new Map(Object.entries(totals.byClass)) },
    });
    return verdict;
  }
  printIssues(cli, [...errors, ...warnings]);
  printLine(
    cli,
    `${preview.rowCount} rows, ${totals.positions} good, ${errors.length} errors, ${warnings.length} warnings`,
  );
  if (errors.length === 0)
    printLine(
      cli,
      `${totals.longPositions} long for ${money(Number(totals.longCost))} USD, ${totals.shortPositions} short for ${money(Number(totals.shortCost))} USD, ${totals.closedPositions} closed`,
    );
  return verdict;
}

async function importPortfolio(
  cli: Cli,
  file: string,
  options: ImportOptions,
  command: Command,
): Promise<ExitCode> {
  const missing = (["name", "accountType", "equity"] as const).filter(
    (field) => options[field] === undefined,
  );
  if (missing.length > 0) {
    const flags = missing.map((field) => (field === "accountType" ? "--account-type" : `--${field}`));
    throw new SigmaSightError("USAGE", `${flags.join(", ")}: needed to store a portfolio`, {
      hint: `Or check the file alone: sigmasight ${command.name()} FILE --dry-run`,
    });
  }
  const upload = await readUpload(file);
  return await withPlatform(cli, { worker: options.run && !options.detach }, async (session) => {
    const { platform } = session;
    const user = await sessionUser(session, options);
    const created = await createPortfolio(platform, {
      ownerId: user.id,
      by: commandActor(user),
      fields: {
        portfolio_name: options.name,
        account_name: options.account ?? options.name,
        account_type: options.accountType,
        equity_balance: options.equity,
        equity_as_of: options.equityAsOf,
        description: options.description,
      },
      mapping: undefined,
      file: upload,
    });
    if (created.outcome === "rejected") return printRejection(cli, created.errors, options);
    const { portfolio } = created;
    if (created.outcome === "created" && created.warnings.length > 0 && !options.json)
      printIssues(cli, created.warnings);
    const what = created.outcome === "created" ? "stored with" : "was stored before, unchanged, with";
    const line = `Portfolio ${portfolio.id} (${portfolio.name}) ${what} ${portfolio.positionsTotal} positions`;
    if (options.json) cli.stderr.write(`${line}\n`);
    else printLine(cli, line);
    if (!options.run) {
      if (options.json) printJson(cli, { portfolioId: portfolio.id, ...created });
      return EXIT.ok;
    }
    const finished = await hasFinishedRun(platform.database.api.db, portfolio.id);
    const trigger = finished ? "admin" : "onboarding";
    const { runId } = await platform.runs.requestRun({
      trigger,
      by: commandActor(user),
      portfolioId: portfolio.id,
      triggeredBy: `${trigger}:${user.id}`,
    });
    return await followRun(session, runId, options);
  });
}
