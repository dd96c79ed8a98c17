/**
 * P8: statements of a unit, which must not grow with sessions, lots or portfolios: the test that counts and asserts them.
 * `node bench/statements.ts`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { report } from "./report.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const TEST = "test/batch/query-counts.test.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sigmasight-bench-"));
const answer = path.join(folder, "tests.json");
const { status } = spawnSync(
  process.execPath,
  [
    path.join(ROOT, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=json",
    `--outputFile=${answer}`,
    TEST,
  ],
  { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] },
);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
  readFileSync(answer, "utf8"),
) as Readonly<Record<"numPassedTests" | "numFailedTests" | "numPendingTests", number>>;
rmSync(folder, { recursive: true });
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
