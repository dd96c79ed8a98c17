import { jsonValue } from "#app/json-value.ts";
import type { Cli } from "./cli.ts";

/** Control characters, which a terminal would obey: what others named or noted is shown, not done. */
const CONTROL = /[\p{Cc}--[\n\t]]/gv;

/** A line, or several, for people. */
export function printLine(cli: Cli, line = ""): void {
  cli.stdout.write(`${line.replaceAll(CONTROL, "\ufffd")}\n`);
}

/** JSON of plain values: names in snake_case as in the API, instants as ISO text, NaN and absent numbers as null. */
export function printJson(cli: Cli, value: unknown): void {
  cli.stdout.write(`${JSON.stringify(jsonValue(value), null, 2)}\n`);
}

export type Cell = string | number | null;

export interface Column {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly right?: true;
}

/** A table of text, its columns as wide as their longest cell; `–` where there is nothing. */
export function printTable(cli: Cli, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  const text = rows.map((row) => row.map((cell) => (cell === null || cell === "" ? "–" : String(cell))));
  const widths = columns.map(({ title }, i) =>
    Math.max(title.length, ...text.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ right }, i) => (right ? cells[i]!.padStart(widths[i]!) : cells[i]!.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  printLine(cli, line(columns.map(({ title }) => title)));
  for (const row of text) printLine(cli, line(row));
}

const MONEY = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** USD with two decimals. */
export function money(value: number | null): string | null {
  return value === null || Number.isNaN(value) ? null : MONEY.format(value);
}

/** A fraction as percent. */
export function percent(value: number | null): string | null {
  return value === null || Number.isNaN(value) ? null : `${(100 * value).toFixed(2)} %`;
}

export function decimals(value: number | null, digits = 4): string | null {
  return value === null || Number.isNaN(value) ? null : value.toFixed(digits);
}

/** A duration for people. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Minute of an instant, in UTC. */
export function minuteOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
