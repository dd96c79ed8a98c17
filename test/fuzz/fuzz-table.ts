import type { FuzzReport } from "./fuzz-parser.ts";

const SHOWN_CODES = 6;

/** The reports as a table in Markdown. */
export function fuzzTable(reports: readonly FuzzReport[]): string {
  const rows = reports.map(({ name, inputs, accepted, refused, worstMs, usualMs, broken }) => [
    name,
    count(inputs),
    count(accepted),
    codes(refused),
    worstMs.toFixed(1),
    usualMs.toFixed(1),
    broken === null ? "none" : "BROKEN",
  ]);
  const header = [
    "parser",
    "inputs",
    "accepted",
    "refused, by code",
    "worst ms",
    "99.9 % within ms",
    "laws broken",
  ];
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function codes(refused: ReadonlyMap<string, number>): string {
  const sorted = [...refused].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const shown = sorted.slice(0, SHOWN_CODES).map(([code, inputs]) => `${code} ${count(inputs)}`);
  const more = sorted.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more codes`] : [])].join(", ");
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
