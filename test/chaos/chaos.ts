/**
 * Onboards portfolios for some minutes while whatever can go wrong goes wrong at random, watched from a second process;
 * then every run must have ended, and every table be as after undisturbed onboardings. See `docs/batch.md`.
 */

import { readChaosOptions } from "./options.ts";
import { problemsOf, report } from "./report.ts";
import { runChaos } from "./run-chaos.ts";

const figures = await runChaos(readChaosOptions(process.argv.slice(2)), (line) => console.error(line));
report(figures);
process.exitCode = problemsOf(figures).length === 0 ? 0 : 1;
