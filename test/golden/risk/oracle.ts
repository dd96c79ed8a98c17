import { readFileSync } from "node:fs";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { sharedPath } from "#test/support/shared-data.ts";

/** The oracle's rows stand for consecutive sessions from here on; which ones must not matter. */
export const ORACLE_FIRST_ORDINAL = 4_937;

/** Rows of an oracle CSV as records of text cells. */
export function oracleRows(...parts: readonly string[]): readonly Readonly<Record<string, string>>[] {
  const [header, ...lines] = oracleText(...parts)
    .trimEnd()
    .split("\n");
  const names = header!.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i]!]));
  });
}

export function oracleText(...parts: readonly string[]): string {
  return readFileSync(sharedPath("oracle", ...parts), "utf8");
}

/** `returns.csv` of a price set as a return matrix, and the ordinal of each of its dates. */
export function oracleReturns(set: string): {
  readonly returns: ReturnMatrix;
  readonly ordinalOf: ReadonlyMap<string, number>;
} {
  const rows = oracleRows(set, "returns.csv");
  const symbols = Object.keys(rows[0]!).filter((name) => name !== "date");
  const values = Float64Array.from(
    symbols.flatMap((symbol) => rows.map((row) => (row[symbol] === "" ? Number.NaN : Number(row[symbol])))),
  );
  return {
    returns: { symbols, firstOrdinal: ORACLE_FIRST_ORDINAL, sessionCount: rows.length, values },
    ordinalOf: new Map(rows.map((row, t) => [row.date!, ORACLE_FIRST_ORDINAL + t])),
  };
}
