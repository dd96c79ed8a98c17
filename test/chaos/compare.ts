import { createHash } from "node:crypto";
import pg from "pg";
import { dumpTables, RESULT_TABLES, type TableDump } from "#test/support/table-dump.ts";

const WAVE = /(book \d+), wave \d+/g;
/** Differences shown in full; the others are counted. */
const SHOWN = 10;

/** How a database's tables after the faults differ from undisturbed ones: per onboarding, and in what all share. */
export interface Comparison {
  readonly portfoliosCompared: number;
  readonly rowsCompared: number;
  readonly differences: number;
  readonly shown: readonly string[];
}

/** Holds every onboarding's rows against those of the same book in an undisturbed database; each row as often. */
export async function compareWithUndisturbed(
  url: string,
  undisturbedUrl: string,
  accounts: readonly string[],
): Promise<Comparison> {
  const undisturbed = rowsOf(await dumpTables(undisturbedUrl), await completions(undisturbedUrl));
  const disturbed = rowsOf(await dumpTables(url), await completions(url));
  const shown: string[] = [];
  let differences = 0;
  let rowsCompared = 0;
  const hold = (what: string, found: Rows | undefined, wanted: Rows | undefined) => {
    for (const [row, times] of wanted ?? []) {
      rowsCompared += times;
      note(what, row, found?.get(row) ?? 0, times);
    }
    for (const [row, times] of found ?? []) if (wanted?.has(row) !== true) note(what, row, times, 0);
  };
  const note = (what: string, row: string, found: number, wanted: number) => {
    if (found === wanted) return;
    differences += Math.abs(found - wanted);
    if (shown.length < SHOWN) shown.push(`${what}: ${found} instead of ${wanted} × ${row}`);
  };
  hold("shared", disturbed.get(""), undisturbed.get(""));
  for (const account of accounts)
    hold(account, disturbed.get(account), undisturbed.get(account.replace(WAVE, "$1")));
  return { portfoliosCompared: accounts.length, rowsCompared, differences, shown };
}

/** Rows without the name of the wave, with how often each is there. */
type Rows = Map<string, number>;

/** Rows by the account they belong to; those of no account under "". */
function rowsOf(dump: TableDump, completed: readonly string[]): ReadonlyMap<string, Rows> {
  const byAccount = new Map<string, Rows>();
  const tables: readonly (readonly [string, readonly string[]])[] = [
    ...RESULT_TABLES.map((table) => [table, dump[table]] as const),
    ["completion_records", completed],
  ];
  for (const [table, rows] of tables) {
    for (const row of rows) {
      const account = /book \d+(?:, wave \d+)?/.exec(row)?.[0] ?? "";
      const known = byAccount.get(account) ?? new Map<string, number>();
      byAccount.set(account, known);
      const text = shortened(`${table} ${row.replaceAll(WAVE, "$1")}`);
      known.set(text, (known.get(text) ?? 0) + 1);
    }
  }
  return byAccount;
}

/** The beginning for people, the rest as a digest: a quarter of a million rows are kept at once. */
function shortened(row: string): string {
  return `${row.slice(0, 120)} … ${createHash("sha256").update(row).digest("base64url")}`;
}

/** What is recorded as done, by job and subject. */
async function completions(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ row: string }>(
      `select concat_ws(' | ', c.job, coalesce(p.account_name, c.subject), c.sessions::text) as row
       from completion_records c left join portfolios p on p.id::text = c.subject`,
    );
    return rows.map(({ row }) => row);
  } finally {
    await client.end();
  }
}
