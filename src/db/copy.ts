import pg from "pg";
import type { CopyColumn } from "./copy/copy-columns.ts";
import { CopyInQuery } from "./copy/copy-in-query.ts";

export interface CopyRows {
  readonly columns: readonly CopyColumn[];
  readonly rows: number;
}

/** Appends rows by binary COPY; a row that violates a key fails the whole statement. Returns the number of rows. */
export async function copyInto(client: pg.ClientBase, table: string, source: CopyRows): Promise<number> {
  if (source.rows === 0) return 0;
  const names = source.columns.map((column) => pg.escapeIdentifier(column.name)).join(", ");
  const text = `copy ${quoteTable(table)} (${names}) from stdin (format binary)`;
  return new Promise((resolve, reject) => {
    client.query(
      new CopyInQuery(text, source.columns, source.rows, (error, copied) => {
        if (error === undefined) resolve(copied);
        else reject(error);
      }),
    );
  });
}

const stagingCounters = new WeakMap<pg.ClientBase, number>();

/**
 * Copies rows into a new temporary table that has the named columns of `table` without its constraints and goes with the
 * transaction. Returns the temporary table's name, for a statement of the caller's own. Must run inside a transaction.
 */
export async function copyToStaging(client: pg.ClientBase, table: string, source: CopyRows): Promise<string> {
  const number = (stagingCounters.get(client) ?? 0) + 1;
  stagingCounters.set(client, number);
  const staging = `staging_${number}`;
  const names = source.columns.map((column) => pg.escapeIdentifier(column.name)).join(", ");
  await client.query(
    `create temporary table ${staging} on commit drop as select ${names} from ${quoteTable(table)} with no data`,
  );
  await copyInto(client, staging, source);
  return staging;
}

function quoteTable(table: string): string {
  return table.split(".").map(pg.escapeIdentifier).join(".");
}
