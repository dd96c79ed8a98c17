import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";

/** Sessions of other programs on a database, for people: what they are and do. */
export async function openSessions(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ session: string }>(
      `select concat_ws(' | ', application_name, state, left(query, 80)) as session from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    return rows.map(({ session }) => session);
  } finally {
    await client.end();
  }
}

/** Programs that run with this text among their arguments. Empty where the system does not tell. */
export function programsNaming(text: string): readonly string[] {
  return processIds().flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
    return command.includes(text) ? [`${pid}: ${command}`] : [];
  });
}

function processIds(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Null where the file, or the process it tells of, has gone. */
function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
