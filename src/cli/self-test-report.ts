import type { CheckResult, SelfTestReport } from "#app/self-test.ts";
import { type Cli, EXIT, type ExitCode } from "./cli.ts";
import { type Cell, type Column, duration, printJson, printLine, printTable } from "./output.ts";

const COLUMNS: readonly Column[] = [
  { title: "check" },
  { title: "compared with" },
  { title: "cases", right: true },
  { title: "worst", right: true },
  { title: "limit", right: true },
  { title: "within 2 s.e.", right: true },
  { title: "mean square", right: true },
  { title: "ok" },
];

/** Tells what the self-test checked, for programs or for people, and whether all of it agreed. */
export function printSelfTest(
  cli: Cli,
  report: SelfTestReport,
  tookMs: number,
  options: { readonly json?: true },
): ExitCode {
  if (options.json) printJson(cli, report);
  else {
    printTable(cli, COLUMNS, report.checks.map(rowOf));
    printLine(cli);
    printLine(cli, summaryOf(report, tookMs));
  }
  return report.ok ? EXIT.ok : EXIT.failed;
}

/** Estimates in standard errors, with how those are spread; all else in units of what is compared. */
function rowOf({ name, compared, cases, unit, worst, limit, sampling, ok }: CheckResult): readonly Cell[] {
  const verdict = ok ? "yes" : "NO";
  if (sampling === null)
    return [name, compared, cases, amount(worst, unit), amount(limit, unit), null, null, verdict];
  const { withinTwo, meanSquare, meanSquareFrom, meanSquareTo } = sampling;
  return [
    name,
    compared,
    cases,
    `${worst.toFixed(2)} s.e.`,
    `${limit} s.e.`,
    `${withinTwo} (${((100 * withinTwo) / cases).toFixed(0)} %)`,
    `${meanSquare.toFixed(2)} in ${meanSquareFrom}–${meanSquareTo}`,
    verdict,
  ];
}

function amount(value: number, unit: CheckResult["unit"]): string {
  return unit === "USD" ? `${value.toExponential(1)} USD` : value.toExponential(1);
}

function summaryOf({ checks, symbols, sessions, from, to, seed }: SelfTestReport, tookMs: number): string {
  const failed = checks.filter(({ ok }) => !ok).length;
  const outcome =
    failed === 0 ? `All ${checks.length} checks passed` : `${failed} of ${checks.length} checks failed`;
  return `${outcome} in ${duration(tookMs)}: ${symbols} symbols, ${sessions} sessions from ${from} to ${to}, seed ${seed}`;
}
