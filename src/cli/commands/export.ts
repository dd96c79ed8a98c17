import { open, rename, rm } from "node:fs/promises";
import { type ArchiveScope, writeArchive } from "#app/archive/write-archive.ts";
import { OPERATOR } from "#app/audit.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { idArgument } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { printLine } from "../output.ts";
import { type Session, sessionUser, withPlatform } from "../with-platform.ts";

interface ExportOptions {
  readonly out: string;
  readonly portfolio?: string;
  readonly user?: string;
  readonly force?: true;
}

export const exportCommand: CommandModule = (command, cli, action) => {
  command
    .requiredOption("--out <file>", "file to write, readable by its owner alone; - for standard output")
    .option("--portfolio <id>", "only this portfolio of the user", idArgument)
    .option("--user <email>", "only what this user owns")
    .option("--force", "write over a file that is there")
    .action(
      action((options: ExportOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const scope = await scopeOf(session, options);
          if (options.out === "-") {
            await writeArchive(session.platform, scope, OPERATOR, (text) => void cli.stdout.write(text));
            return EXIT.ok;
          }
          const records = await writeFile(session, scope, options);
          printLine(cli, `${records} records are in ${options.out}`);
          return EXIT.ok;
        }),
      ),
    );
};

async function scopeOf(session: Session, options: ExportOptions): Promise<ArchiveScope> {
  const { portfolio, user } = options;
  if (portfolio === undefined && user === undefined) return { kind: "installation" };
  const { id: userId } = await sessionUser(session, options);
  if (portfolio === undefined) return { kind: "user", userId };
  const { db } = session.platform.database.api;
  return { kind: "portfolio", portfolioId: await findPortfolioId(db, userId, portfolio) };
}

/** Writes beside the name and renames at the end, so that the name never stands for half an export. */
async function writeFile(
  { platform }: Session,
  scope: ArchiveScope,
  options: ExportOptions,
): Promise<number> {
  const partial = `${options.out}.partial`;
  if (!options.force) await refuseExisting(options.out);
  const file = await open(partial, "w", 0o600);
  try {
    const records = await writeArchive(platform, scope, OPERATOR, async (text) => {
      await file.write(text);
    });
    await file.sync();
    await file.close();
    await rename(partial, options.out);
    return records;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function refuseExisting(out: string): Promise<void> {
  const there = await open(out, "r").catch(() => null);
  if (there === null) return;
  await there.close();
  throw new SigmaSightError("USAGE", `${out} is there already`, { hint: "Say --force to write over it." });
}
