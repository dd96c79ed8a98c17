import { markdownTable } from "#test/support/markdown-table.ts";
import type { Comparison } from "#test/support/worst-error.ts";
import { markdownRows } from "./markdown.ts";

/** What one golden test found: the largest difference over its comparisons. */
export interface ProofLine extends Comparison {
  /** null: not a number that JSON has, so as wrong as can be. */
  readonly worst: number | null;
  readonly count: number;
}

const PROOF_HEADER = ["quantity", "reference", "comparisons", "worst error", "tolerance", "kind"] as const;

/** The lines of `comparisons.jsonl`, one row for each quantity, reference, kind and tolerance, sorted. */
export function proofRows(lines: readonly ProofLine[]): readonly ProofLine[] {
  const rows = new Map<string, ProofLine>();
  for (const line of lines) {
    const key = [line.quantity.toLowerCase(), line.reference, line.kind, line.tolerance].join("\u0000");
    const row = rows.get(key);
    rows.set(key, {
      ...line,
      worst: Math.max(row?.worst ?? 0, line.worst ?? Number.POSITIVE_INFINITY),
      count: (row?.count ?? 0) + line.count,
    });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export function proofTable(rows: readonly ProofLine[]): string {
  return markdownRows(
    PROOF_HEADER,
    rows.map(({ quantity, reference, count, worst, tolerance, kind }) => [
      quantity,
      reference,
      String(count),
      shortNumber(worst ?? Number.POSITIVE_INFINITY),
      shortNumber(tolerance),
      kind,
    ]),
  );
}

/** The rows of a document that {@link proofTable} wrote. */
export function readProofTable(text: string): readonly ProofLine[] {
  return markdownTable(text, ...PROOF_HEADER).map((cells) => {
    const [quantity = "", reference = "", count, worst, tolerance, kind] = cells;
    if (kind !== "relative" && kind !== "absolute") throw new RangeError(`not a proof: ${cells.join(" | ")}`);
    return {
      quantity,
      reference,
      kind,
      count: Number(count),
      worst: Number(worst),
      tolerance: Number(tolerance),
    };
  });
}

/** Two digits say how far an error is from its tolerance, and do not change with the last bit of a sum. */
function shortNumber(value: number): string {
  return value === 0 ? "0" : value.toExponential(1).replace(".0e", "e");
}
