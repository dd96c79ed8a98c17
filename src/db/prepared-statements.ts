import pg from "pg";

/** Texts that are given a name; each costs a connection some tens of kilobytes. A program has fewer, an endless list more. */
const MOST_NAMES = 300;

const names = new Map<string, string>();

/**
 * The name under which every connection of this process prepares a statement; undefined once there are too many: those
 * are planned each time, as any statement without a name.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === MOST_NAMES) return known;
  const name = `statement ${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * Whether a prepared statement is not what this process takes it for: its tables have changed since, or an error came
 * between the server and what pg has noted of it. Nothing of the statement has run then.
 */
export function isOutdatedStatement(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  const isUnknownOrKnown = error.code === "26000" || error.code === "42P05";
  return isUnknownOrKnown || (error.code === "0A000" && error.routine === "RevalidateCachedQuery");
}

/** Makes server and client forget what a connection has prepared. */
export async function forgetStatements(client: pg.PoolClient): Promise<void> {
  await client.query("deallocate all");
  const { connection } = client as unknown as {
    readonly connection: { parsedStatements: object; submittedNamedStatements: object };
  };
  connection.parsedStatements = {};
  connection.submittedNamedStatements = {};
}
