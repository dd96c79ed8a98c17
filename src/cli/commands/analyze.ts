import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { analysisFiles } from "#app/analysis-files.ts";
import { type AnalyzeOutcome, analyzeFiles } from "#app/analyze.ts";
import { readConfig } from "#config";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { VOLATILITY_WIDTH, volatilityColumn } from "#core/risk/portfolio-volatility.ts";
import { dateArgument, jsonOption } from "../arguments.ts";
import { type Cli, type CommandModule, EXIT } from "../cli.ts";
import { printIssues } from "../issues.ts";
import { duration, money, percent, printJson, printTable } from "../output.ts";
import { PAIRS } from "../views/view.ts";

interface AnalyzeOptions {
  readonly positions: string;
  readonly prices: string;
  readonly equity: string;
  readonly equityAsOf?: string;
  readonly flows?: string;
  readonly dividends?: string;
  readonly from?: string;
  readonly asOf?: string;
  readonly out?: string;
  readonly json?: true;
}

export const analyzeCommand: CommandModule = (command, cli, action) => {
  command
    .requiredOption("--positions <file>", "positions file, CSV in the template's columns")
    .requiredOption("--prices <dir>", "folder of price files: one CSV a symbol, or long ones")
    .requiredOption(
      "--equity <usd>",
      "NAV in USD, just before the first entries or at the close of --equity-as-of",
    )
    .option("--equity-as-of <date>", "session at whose close --equity is the NAV", dateArgument)
    .option("--flows <file>", "external money, CSV date,amount in USD; positive in, negative out")
    .option("--dividends <file>", "dividends, CSV date,symbol,amount (default: those beside the prices)")
    .option("--from <date>", "first session written; nothing else depends on it", dateArgument)
    .option("--as-of <date>", "last session analysed (default: the last one with a price)", dateArgument)
    .option("--out <dir>", "folder to write the results to; made where it is missing")
    .addOption(jsonOption())
    .action(
      action(async (options: AnalyzeOptions) => {
        const startedAt = performance.now();
        const { clock } = readConfig(cli.environment);
        const result = await analyzeFiles({
          positionsFile: options.positions,
          pricesDir: options.prices,
          equity: options.equity,
          equityAsOf: options.equityAsOf ?? null,
          flowsFile: options.flows ?? null,
          dividendsFile: options.dividends ?? null,
          asOf: options.asOf ?? null,
          now: clock ?? new Date(),
          signal: cli.signal,
        });
        if (result.outcome === "rejected") {
          if (options.json) printJson(cli, { errors: result.errors });
          else printIssues(cli, result.errors);
          return EXIT.failed;
        }
        if (options.from !== undefined && options.from > result.asOf)
          throw new SigmaSightError(
            "USAGE",
            `--from ${options.from} lies after the last session ${result.asOf}`,
          );
        if (options.out !== undefined) {
          const files = analysisFiles({ ...result, from: options.from ?? null });
          await mkdir(options.out, { recursive: true });
          for (const [name, text] of files) await writeFile(path.join(options.out, name), text);
          cli.stderr.write(
            `wrote ${files.size} files to ${options.out} in ${duration(performance.now() - startedAt)}\n`,
          );
        }
        summarise(cli, result, options.json === true);
        return result.findings.some(({ severity }) => severity === "error") ? EXIT.partial : EXIT.ok;
      }),
    );
};

function summarise(
  cli: Cli,
  { analysis, asOf, calendar, findings }: Extract<AnalyzeOutcome, { readonly outcome: "analyzed" }>,
  json: boolean,
): void {
  const { valuation, volatility, concentration, stress } = analysis;
  const t = valuation.sessionCount - 1;
  const last = {
    asOf,
    from: calendar.session(valuation.firstOrdinal),
    sessions: valuation.sessionCount,
    nav: valuation.nav[t]!,
    cumulativeReturn: valuation.cumulativeReturn[t]!,
    realized252: volatility.values[t * VOLATILITY_WIDTH + volatilityColumn("realized_vol_252")]!,
    hhi: concentration[t]!.concentration.hhi,
  };
  const worst = stress.results.reduce<{ id: string; fraction: number } | null>(
    (lowest, { scenario, direct }) => {
      const isLower = !Number.isNaN(direct.pnl) && (lowest === null || direct.pnl < lowest.fraction);
      return isLower ? { id: scenario.id, fraction: direct.pnl } : lowest;
    },
    null,
  );
  if (json) {
    printJson(cli, { ...last, worstScenario: worst, findings });
    return;
  }
  printTable(cli, PAIRS, [
    ["sessions", `${last.sessions}, ${last.from} to ${asOf}`],
    ["NAV, USD", money(last.nav)],
    ["cumulative return", percent(last.cumulativeReturn)],
    ["volatility, 252 sessions", percent(last.realized252)],
    ["HHI", last.hhi.toFixed(4)],
    ["worst scenario", worst === null ? null : `${worst.id} ${percent(worst.fraction)}`],
    ["findings", findings.length],
  ]);
  for (const { severity, code, subject, message } of findings)
    cli.stderr.write(`${severity} ${code} ${subject}: ${message}\n`);
}
