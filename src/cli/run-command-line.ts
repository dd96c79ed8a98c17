import { Command, CommanderError } from "commander";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type Cli, EXIT, type ExitCode } from "./cli.ts";
import { COMMANDS } from "./commands/index.ts";

/** Runs one command line and gives its exit code. Nothing is thrown: what went wrong is said on standard error. */
export async function runCommandLine(args: readonly string[], cli: Cli): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = new Command("sigmasight")
    .description(
      "A list of positions becomes a year of NAV, P&L, factor exposures, stress tests, correlations and volatility.",
    )
    .helpCommand(true)
    .configureHelp({ showGlobalOptions: false })
    // Subcommands inherit this: errors are thrown instead of ending the process, and all is written where the caller said.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.stdout.write(text),
      writeErr: (text) => cli.stderr.write(text),
      getOutHelpWidth: () => cli.stdout.columns ?? 100,
      getErrHelpWidth: () => cli.stderr.columns ?? 100,
    })
    .addHelpText(
      "after",
      "\nExit codes: 0 completed, 1 failed or cancelled, 2 wrong use, 3 partial or findings of severity error.\nMoney is in USD, dates are YYYY-MM-DD, ids may be shortened to a unique beginning.\nSettings come from the environment: `sigmasight config print`.",
    );
  const action =
    <Parameters extends unknown[]>(run: (...parameters: Parameters) => Promise<ExitCode>) =>
    async (...parameters: Parameters) => {
      exitCode = await run(...parameters);
    };
  const commands = COMMANDS.map((register) => register(program, cli, action));
  try {
    const words = asOption(args);
    // The program has no options of its own, so a command is the first word.
    await commands.find(({ name }) => name === words[0])?.load();
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (cli.signal.aborted) return EXIT.failed;
    cli.stderr.write(`${describe(error)}\n`);
    return error instanceof SigmaSightError && error.code === "USAGE" ? EXIT.usage : EXIT.failed;
  }
}

/** `help show` as `show --help`: only a command that is called knows its options. */
function asOption(args: readonly string[]): string[] {
  const [first, ...rest] = args;
  return first === "help" ? [...rest, "--help"] : [...args];
}

function describe(error: unknown): string {
  if (error instanceof SigmaSightError) return `${error.code}: ${error.message}\n${error.hint}`;
  return `INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
