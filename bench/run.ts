/**
 * `npm run bench [-- section …]`: the sections one after the other, each in a process of its own, and one table of what came
 * of them, `bench/results/table.md`. A section that fails does not keep the others from running.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { RESULTS, type SectionResult, table } from "./report.ts";

const SECTIONS = [
  "kernels",
  "analytics",
  "onboarding",
  "statements",
  "backfill",
  "nightly",
  "growth",
  "hosts",
  "web",
] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !SECTIONS.includes(name as (typeof SECTIONS)[number]));
if (unknown.length > 0) {
  console.error(
    `npm run bench [-- section …]\nSections: ${SECTIONS.join(", ")}; all of them where none is named.`,
  );
  process.exit(asked.includes("--help") ? 0 : 2);
}

const failed: string[] = [];
for (const name of asked.length > 0 ? asked : SECTIONS) {
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, `${name}.ts`)], {
    stdio: "inherit",
  });
  if (status !== 0) failed.push(name);
}

const results = SECTIONS.map((name) => path.join(RESULTS, `${name}.json`))
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, "utf8")) as SectionResult);
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}`;
const parts = results.map(
  ({ section, at, measured }) => `## ${section}, ${at.slice(0, 16)}\n\n${table(measured)}`,
);
const text = `# Bench\n\n${machine}. Times are medians; a ratio within one run travels further than seconds.\n\n${parts.join("\n\n")}\n`;
writeFileSync(path.join(RESULTS, "table.md"), text);
console.log(`\n${text}`);
if (failed.length > 0) {
  console.error(`These sections failed: ${failed.join(", ")}.`);
  process.exitCode = 1;
}
