import { type DoctorCheck, fail, ok } from "#app/doctor/doctor-check.ts";
import { examine } from "#app/doctor.ts";
import { programVersion } from "#app/program-version.ts";
import { readConfig } from "#config";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { createLog } from "#log";
import { type JsonOption, jsonOption } from "../arguments.ts";
import { type Cli, type CommandModule, EXIT, type ExitCode } from "../cli.ts";
import { printJson, printLine } from "../output.ts";

interface DoctorOptions extends JsonOption {
  readonly offline?: true;
}

export const doctorCommand: CommandModule = (command, cli, action) => {
  command
    .option("--offline", "ask no market data provider whether it answers")
    .addOption(jsonOption())
    .addHelpText("after", "\nExit codes: 0 all is well, 3 with warnings, 1 something has failed.")
    .action(
      action(async (options: DoctorOptions) => {
        const checks = await checkAll(cli, options.offline === true);
        if (options.json) printJson(cli, { version: programVersion(), checks });
        else printChecks(cli, checks);
        return exitOf(checks);
      }),
    );
};

/** Settings that are wrong leave nothing else to look at. */
async function checkAll(cli: Cli, offline: boolean): Promise<readonly DoctorCheck[]> {
  try {
    const settings = readConfig(cli.environment);
    const log = createLog({ level: "error", pretty: cli.stderr.isTTY === true });
    return [ok("settings", "all are right"), ...(await examine(settings, { log, offline }))];
  } catch (error) {
    if (!isSigmaSightError(error, "CONFIG_INVALID")) throw error;
    return [fail("settings", error.message, error.hint)];
  }
}

function exitOf(checks: readonly DoctorCheck[]): ExitCode {
  if (checks.some(({ status }) => status === "fail")) return EXIT.failed;
  return checks.some(({ status }) => status === "warn") ? EXIT.partial : EXIT.ok;
}

function printChecks(cli: Cli, checks: readonly DoctorCheck[]): void {
  const width = Math.max(...checks.map(({ name }) => name.length));
  for (const { name, status, found, fix } of checks) {
    const [first = "", ...more] = found.split("\n");
    printLine(cli, `${status.padEnd(7)}  ${name.padEnd(width)}  ${first}`);
    for (const line of more) printLine(cli, `${" ".repeat(11 + width)}${line}`);
    if (fix !== null) printLine(cli, `${" ".repeat(11 + width)}→ ${fix}`);
  }
  const count = (wanted: DoctorCheck["status"]) => checks.filter(({ status }) => status === wanted).length;
  printLine(cli);
  printLine(cli, `${count("fail")} failed, ${count("warn")} warnings, ${count("ok")} well`);
}
