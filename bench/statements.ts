/**
 * P8: statements of a unit, which must not grow with sessions, lots or portfolios: the test that counts and asserts them.
 * `node bench/statements.ts`.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { report } from "./report.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const TEST = "test/batch/query-counts.test.ts";

const { status, stdout } = spawnSync(
  process.execPath,
  [path.join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json", TEST],
  { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
  stdout.slice(stdout.indexOf("{")),
) as Readonly<Record<"numPassedTests" | "numFailedTests" | "numPendingTests", number>>;
report("statements", [
  {
    goal: "P8",
    what: `jobs whose statements grow with sessions, lots or portfolios, of ${numPassedTests + numFailedTests} counted${numPendingTests > 0 ? `, ${numPendingTests} skipped for want of their data` : ""}`,
    unit: "",
    values: [numFailedTests],
    atMost: 0,
  },
]);
process.exitCode = status ?? 1;
