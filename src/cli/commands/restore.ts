import { createReadStream } from "node:fs";
import { access, constants } from "node:fs/promises";
import { type Restored, restoreArchive } from "#app/archive/restore-archive.ts";
import { OPERATOR } from "#app/audit.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type JsonOption, jsonOption } from "../arguments.ts";
import { type Cli, type CommandModule, EXIT } from "../cli.ts";
import { printJson, printLine } from "../output.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface RestoreCommandOptions extends JsonOption {
  readonly replace?: true;
  readonly dryRun?: true;
  readonly user?: string;
}

export const restoreCommand: CommandModule = (command, cli, action) => {
  command
    .argument("<file>", "what `export` wrote")
    .option("--user <email>", "give every portfolio to this user, whoever had it")
    .option("--replace", "put the export in place of other facts of the same portfolios")
    .option("--dry-run", "check everything and tell what would be stored; store nothing")
    .addOption(jsonOption())
    .action(
      action(async (file: string, options: RestoreCommandOptions) => {
        await access(file, constants.R_OK).catch(() => {
          throw new SigmaSightError("USAGE", `${file} cannot be read`);
        });
        return await withPlatform(cli, { worker: false }, async (session) => {
          const owner = options.user === undefined ? null : await sessionUser(session, options);
          const dryRun = options.dryRun === true;
          const restored = await restoreArchive(
            session.platform,
            createReadStream(file),
            { replace: options.replace === true, ownerEmail: owner?.email ?? null, dryRun },
            OPERATOR,
          );
          if (options.json) printJson(cli, { dryRun, ...restored });
          else printRestored(cli, restored, dryRun);
          return EXIT.ok;
        });
      }),
    );
};

function printRestored(cli: Cli, restored: Restored, dryRun: boolean): void {
  const { portfolios, positions, flows, tags, accounts } = restored;
  printLine(cli, `Export of ${restored.exportedAt}: ${restored.records} records, all as they were written`);
  printLine(
    cli,
    `${portfolios.added} portfolios added, ${portfolios.replaced} replaced, ${portfolios.unchanged} were the same`,
  );
  printLine(cli, `${positions} lots, ${flows} changes of equity, ${tags} tags stored`);
  if (accounts.length > 0) printLine(cli, `Accounts made, without a password yet: ${accounts.join(", ")}`);
  if (dryRun) printLine(cli, "A trial: nothing was stored");
  else if (portfolios.added + portfolios.replaced > 0)
    printLine(cli, "Results are computed anew from these facts, to the same bits: sigmasight run");
}
