import { countErrors, type ImportIssue } from "#core/import/import-issue.ts";
import { type Cli, EXIT, type ExitCode } from "./cli.ts";
import { printJson, printTable } from "./output.ts";

/** What is wrong or odd in a file, one line for each cell. */
export function printIssues(cli: Cli, issues: readonly ImportIssue[]): void {
  if (issues.length === 0) return;
  printTable(
    cli,
    [
      { title: "line", right: true },
      { title: "column" },
      { title: "code" },
      { title: "severity" },
      { title: "message" },
      { title: "expected" },
    ],
    issues.map(({ row, column, field, code, severity, message, expected }) => [
      row,
      column ?? field,
      code,
      severity,
      message,
      expected,
    ]),
  );
}

/** Says all that is wrong with what was given, and that it was not stored. */
export function printRejection(
  cli: Cli,
  errors: readonly ImportIssue[],
  options: { readonly json?: true } = {},
): ExitCode {
  if (options.json) printJson(cli, { errors });
  else printIssues(cli, errors);
  cli.stderr.write(`${countErrors(errors)} errors; nothing was stored\n`);
  return EXIT.failed;
}
