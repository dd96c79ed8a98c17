import { readFileSync } from "node:fs";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { sharedPath } from "#test/support/shared-data.ts";

export type OracleRow = Readonly<Record<string, string>>;

/** Rows of an oracle CSV (plain: no quotes), by header. */
export function readOracle(...parts: readonly string[]): readonly OracleRow[] {
  const [header, ...lines] = readFileSync(sharedPath("oracle", ...parts), "utf8")
    .trimEnd()
    .split("\n");
  const names = header!.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

export interface OracleMarket {
  readonly returns: ReturnMatrix;
  readonly ordinalOf: ReadonlyMap<string, number>;
}

/**
 * The oracle's return table as a matrix whose first row is the session `firstOrdinal`. Its dates need not be sessions
 * of an exchange; a row is a session, and where the anchors fall among them is the caller's choice. `rename` gives
 * a series another symbol, such as that of a proxy.
 */
export function oracleMarket(
  set: "synthetic" | "eustock",
  firstOrdinal: number,
  rename: Readonly<Record<string, string>> = {},
): OracleMarket {
  const rows = readOracle(set, "returns.csv");
  const columns = Object.keys(rows[0]!).filter((name) => name !== "date");
  const values = new Float64Array(columns.length * rows.length);
  for (const [i, column] of columns.entries())
    for (const [t, row] of rows.entries())
      values[i * rows.length + t] = row[column] === "" ? Number.NaN : Number(row[column]);
  return {
    returns: {
      symbols: columns.map((column) => rename[column] ?? column),
      firstOrdinal,
      sessionCount: rows.length,
      values,
    },
    ordinalOf: new Map(rows.map(({ date }, t) => [date!, firstOrdinal + t])),
  };
}
