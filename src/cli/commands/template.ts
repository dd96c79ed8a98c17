import { writeFile } from "node:fs/promises";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { templateCsv } from "#core/import/template.ts";
import { type CommandModule, EXIT } from "../cli.ts";

export const templateCommand: CommandModule = (command, cli, action) => {
  command.option("--out <file>", "a new file to write it to (default: standard output)").action(
    action(async ({ out }: { readonly out?: string }) => {
      if (out === undefined) cli.stdout.write(templateCsv());
      else await writeNewFile(out, templateCsv());
      return EXIT.ok;
    }),
  );
};

/** Nothing is written over: a file of that name may be somebody's positions. Throws VALIDATION. */
async function writeNewFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new SigmaSightError("VALIDATION", `${file} cannot be written: ${problem}`, {
      cause: error,
      hint: "Name a file that does not exist yet, in a folder that does.",
    });
  }
}
