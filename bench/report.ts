import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";

/** One measured case: seconds of each repeat, in order. */
export interface Case {
  readonly name: string;
  /** The goal in words, null where none is set. */
  readonly goal: string | null;
  readonly prepare: () => Promise<unknown>;
  readonly seconds: number[];
}

/** Prints median, min and max of each case and keeps them in `bench/results`. */
export function report(section: string, cases: readonly Omit<Case, "prepare">[]): void {
  const rows = cases.map(({ name, goal, seconds }) => ({ name, goal, ...summary(seconds) }));
  console.log(`\n## ${section} (${cpus().length} cores, Node ${process.versions.node})\n`);
  console.log("| case | median | min | max | goal |\n| --- | --- | --- | --- | --- |");
  for (const { name, median, min, max, goal } of rows) {
    console.log(`| ${name} | ${shown(median)} | ${shown(min)} | ${shown(max)} | ${goal ?? "–"} |`);
  }
  keep(section, rows);
}

/** Seconds of a case's repeats, summed up. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly repeats: number;
}

export function summary(seconds: readonly number[]): Summary {
  const sorted = seconds.toSorted((a, b) => a - b);
  return { median: median(sorted), min: sorted[0]!, max: sorted.at(-1)!, repeats: sorted.length };
}

/** Writes a section's rows into `bench/results`. */
export function keep(section: string, rows: unknown): void {
  const folder = path.join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${section}.json`), `${JSON.stringify(rows, null, 2)}\n`);
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function shown(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}
