import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { hasSharedData } from "#test/support/shared-data.ts";
import { methodsDocument } from "./methods-document.ts";
import { type ProofLine, proofRows } from "./proof-table.ts";

/** Runs every test that compares with independent answers and writes what they found to `docs/methods/README.md`. */
const ROOT = path.resolve(import.meta.dirname, "..");
const DOCUMENT = "docs/methods/README.md";

if (!hasSharedData)
  fail("the reference data in ../shared are not there, so the table would lack what they prove");

const proofDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-proof-"));
try {
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "unit", ...comparingTests()], {
    cwd: ROOT,
    env: { ...process.env, SIGMASIGHT_PROOF_DIR: proofDir },
    stdio: "inherit",
  });
  if (status !== 0) fail("a test failed");
  const file = path.join(proofDir, "comparisons.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  const rows = proofRows(lines.map((line) => JSON.parse(line) as ProofLine));
  writeFileSync(path.join(ROOT, DOCUMENT), methodsDocument(rows));
  console.log(`wrote ${DOCUMENT}: ${rows.length} rows from ${lines.length} comparisons`);
} finally {
  rmSync(proofDir, { recursive: true, force: true });
}

/** Test files that gather worst errors. */
function comparingTests(): readonly string[] {
  return ["src", "test/golden"]
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true }).map((name) =>
        path.join(folder, String(name)),
      ),
    )
    .filter((name) => name.endsWith(".test.ts"))
    .filter((name) => readFileSync(path.join(ROOT, name), "utf8").includes("support/worst-error.ts"))
    .sort();
}

function fail(reason: string): never {
  console.error(`${DOCUMENT} was not written: ${reason}.`);
  process.exit(1);
}
