import { InvalidArgumentError } from "commander";
import { SELF_TEST_SEED, type SelfTestReport, type SelfTestStep, selfTest } from "#app/self-test.ts";
import { type JsonOption, jsonOption } from "../arguments.ts";
import type { Cli, CommandModule } from "../cli.ts";
import { createProgress } from "../progress.ts";
import { printSelfTest } from "../self-test-report.ts";

interface SelftestOptions extends JsonOption {
  readonly seed: number;
}

export const selftestCommand: CommandModule = (command, cli, action) => {
  command
    .option("--seed <n>", "another made-up market of the same instruments", seedArgument, SELF_TEST_SEED)
    .addOption(jsonOption())
    .action(
      action(async ({ seed, ...options }: SelftestOptions) => {
        const startedAt = performance.now();
        const report = await testWithProgress(cli, seed);
        return printSelfTest(cli, report, performance.now() - startedAt, options);
      }),
    );
};

function seedArgument(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number from 0 to 999999999 is needed.");
}

const STEPS = {
  market: "Synthetic market",
  analysis: "Analysis",
  checks: "Checks",
} as const satisfies Record<SelfTestStep, string>;

/** A step is over when the next one begins. */
async function testWithProgress(cli: Cli, seed: number): Promise<SelfTestReport> {
  const progress = createProgress(cli);
  let current: SelfTestStep | null = null;
  const end = (state: "done" | "failed") => {
    if (current !== null) progress.set(current, { title: STEPS[current], state });
  };
  try {
    const report = await selfTest(seed, cli.signal, (step) => {
      end("done");
      current = step;
      progress.set(step, { title: STEPS[step], state: "running" });
    });
    end(report.ok ? "done" : "failed");
    return report;
  } catch (error) {
    end("failed");
    throw error;
  } finally {
    progress.close();
  }
}
