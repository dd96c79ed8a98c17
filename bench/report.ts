import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Figures of the last run of each section, and the table of all of them. */
export const RESULTS = path.join(import.meta.dirname, "results");

/** Something measured, once or more often. */
export interface Measured {
  /** The goal it is about, P1 to P9; null for what none is set for. */
  readonly goal: string | null;
  readonly what: string;
  readonly unit: "s" | "ms" | "µs" | "MB" | "kB" | "×" | "/s" | "";
  /** Of each repeat, in order. */
  readonly values: readonly number[];
  readonly atMost?: number;
  readonly atLeast?: number;
  /** What stands beside it: a peer or a floor measured in the same run. */
  readonly beside?: string;
}

/** What a section keeps in `bench/results`. */
export interface SectionResult {
  readonly section: string;
  readonly at: string;
  readonly measured: readonly Measured[];
  readonly details?: unknown;
}

/** Prints what a section measured and keeps it. A section that goes on for long reports more than once, each time all of it. */
export function report(section: string, measured: readonly Measured[], details?: unknown): void {
  console.log(`\n## ${section}\n\n${table(measured)}`);
  const result: SectionResult = { section, at: new Date().toISOString(), measured, details };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(path.join(RESULTS, `${section}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

export function table(measured: readonly Measured[]): string {
  const rows = measured.map((row) => {
    const { median, min, max } = summary(row.values);
    const [middle, least, most] = [median, min, max].map((value) => shown(value, row.unit));
    const spread = row.values.length > 1 ? `${least}–${most}` : "once";
    return `| ${row.goal ?? ""} | ${row.what} | ${middle} | ${spread} | ${limit(row)} | ${verdict(row, median)} | ${row.beside ?? ""} |`;
  });
  return [
    "| goal | what | median | min–max | limit | | beside it |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function limit({ atMost, atLeast, unit }: Measured): string {
  if (atMost !== undefined) return `≤ ${shown(atMost, unit)}`;
  return atLeast === undefined ? "" : `≥ ${shown(atLeast, unit)}`;
}

function verdict({ atMost, atLeast }: Measured, median: number): string {
  if (atMost !== undefined)
    return median <= atMost ? "met" : `**missed** by ${(median / atMost).toFixed(2)} ×`;
  if (atLeast === undefined) return "";
  return median >= atLeast ? "met" : `**missed** by ${(atLeast / median).toFixed(2)} ×`;
}

function shown(value: number, unit: Measured["unit"]): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}

/** Values of a case's repeats, summed up. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly repeats: number;
}

export function summary(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: median(sorted), min: sorted[0]!, max: sorted.at(-1)!, repeats: sorted.length };
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
