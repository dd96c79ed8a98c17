/**
 * Reads generated inputs with everything that reads what others wrote: `npm run fuzz -- [--inputs 100000] [--seed S]
 * [--only NAME]`. Prints a table, and for a broken law the smallest input that breaks it; ends with 1 then.
 */
import { parseArgs } from "node:util";
import type { FuzzReport } from "./fuzz-parser.ts";
import { fuzzTable } from "./fuzz-table.ts";
import { openFuzzWorld } from "./http/fuzz-world.ts";
import { HTTP_PARSERS } from "./http/index.ts";
import { openOwnDatabase } from "./http/own-database.ts";
import { type Fuzzed, PARSERS } from "./parsers/index.ts";

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    only: { type: "string", default: "" },
  },
});
const options = { inputs: Number(values.inputs), seed: Number(values.seed) };
const wanted = (name: string): boolean => name.toLowerCase().includes(values.only.toLowerCase());

console.error(`seed ${options.seed}`);
const reports: FuzzReport[] = [];
for (const parser of PARSERS.filter(({ name }) => wanted(name))) await fuzz(parser);
for (const [name, parser] of Object.entries(HTTP_PARSERS)) {
  if (!wanted(name)) continue;
  // Each on a database of its own: what one stores is nothing to the next, and its sign-ins are fresh.
  const world = await openFuzzWorld(await openOwnDatabase());
  await fuzz(parser(world));
  await world.close();
}
console.log(fuzzTable(reports));
const { rss, heapUsed } = process.memoryUsage();
console.log(`\nMemory at the end: ${megabytes(heapUsed)} MB of heap, ${megabytes(rss)} MB in all.`);
for (const { name, broken } of reports) if (broken !== null) console.log(`\n## ${name}\n\n${broken}`);
process.exitCode = reports.some(({ broken }) => broken !== null) ? 1 : 0;

async function fuzz(parser: Fuzzed): Promise<void> {
  const start = performance.now();
  const report = await parser.fuzz(options);
  reports.push(report);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.error(`${report.name}: ${report.inputs} inputs in ${seconds} s`);
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
