import type { ImportIssue } from "#core/import/import-issue.ts";
import type { Cli } from "./cli.ts";
import { printTable } from "./output.ts";

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
