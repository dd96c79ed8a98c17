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
    .addHelpText(
      "after",
      "\nExit codes: 0 completed, 1 failed or cancelled, 2 wrong use, 3 partial or findings of severity error.\nMoney is in USD, dates are YYYY-MM-DD, ids may be shortened to a unique beginning.\nSettings come from the environment: `sigmasight config print`.",
    );
  const action =
    <Parameters extends unknown[]>(run: (...parameters: Parameters) => Promise<ExitCode>) =>
    async (...parameters: Parameters) => {
      exitCode = await run(...parameters);
    };
  for (const register of COMMANDS) register(program, cli, action);
  prepare(program, cli);
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (cli.signal.aborted) return EXIT.failed;
    cli.stderr.write(`${describe(error)}\n`);
    return error instanceof SigmaSightError && error.code === "USAGE" ? EXIT.usage : EXIT.failed;
  }
}

/** Errors are thrown instead of ending the process, and everything is written where the caller said, in every subcommand. */
function prepare(command: Command, cli: Cli): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => cli.stdout.write(text),
    writeErr: (text) => cli.stderr.write(text),
    getOutHelpWidth: () => cli.stdout.columns ?? 100,
    getErrHelpWidth: () => cli.stderr.columns ?? 100,
  });
  for (const child of command.commands) prepare(child, cli);
}

function describe(error: unknown): string {
  if (error instanceof SigmaSightError) return `${error.code}: ${error.message}\n${error.hint}`;
  return `INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
