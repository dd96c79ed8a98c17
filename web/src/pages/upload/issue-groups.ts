import { FINDING_CODES } from "#core/errors/finding.ts";
import { IMPORT_CODES } from "#core/import/import-codes.ts";
import { normaliseColumn } from "#core/import/import-columns.ts";
import { count } from "@/lib/format.ts";
import { cellKey } from "./file-table.ts";
import type { Issue } from "./upload-requests.ts";

/** Issues with one and the same repair. */
export interface IssueGroup {
  readonly code: string;
  readonly title: string;
  /** What to do about each of them; null where the code is not in a catalogue. */
  readonly hint: string | null;
  /** In the order of the file. */
  readonly issues: readonly Issue[];
}

/** Issues by code, those of the file first, then the most frequent. */
export function groupIssues(issues: readonly Issue[]): readonly IssueGroup[] {
  const byCode = Map.groupBy(issues, ({ code }) => code);
  return [...byCode]
    .map(([code, members]) => ({ code, ...explain(code, members[0]?.message ?? code), issues: members }))
    .sort((a, b) => Number(isOfFile(b)) - Number(isOfFile(a)) || b.issues.length - a.issues.length);
}

/** How many errors there are; the server tells no more than a thousand. */
export function countErrors(errors: readonly Issue[]): string {
  const told = errors.filter(({ code }) => code !== "ERR_CSV_009").length;
  return told < errors.length ? `more than ${count(told, "error")}` : count(told, "error");
}

/** The column that all issues of a group are in; null where there is none. */
export function columnOfGroup({ issues }: IssueGroup): string | null {
  const columns = new Set(issues.map(({ column }) => column));
  const [column] = columns;
  return columns.size === 1 && column !== undefined ? column : null;
}

/** What to do about an issue. */
export function hintOf(code: string): string | null {
  return explain(code, code).hint;
}

function explain(code: string, message: string): { readonly title: string; readonly hint: string | null } {
  if (isKey(code, IMPORT_CODES)) return IMPORT_CODES[code];
  if (!isKey(code, FINDING_CODES)) return { title: message, hint: null };
  const { meaning, remedy } = FINDING_CODES[code];
  return { title: meaning.replace(/\.$/, ""), hint: remedy };
}

function isKey<Table extends object>(key: string, table: Table): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}

function isOfFile({ code }: IssueGroup): boolean {
  return code.startsWith("ERR_CSV_");
}

/** Where issues are in the file's table. */
export interface IssuePlaces {
  /** By `line:column`, the column as its place in the header. */
  readonly cells: ReadonlyMap<string, Issue>;
  /** Those about a row as a whole, or a column that the file lacks, by line. */
  readonly rows: ReadonlyMap<number, readonly Issue[]>;
}

export function placeIssues(issues: readonly Issue[], header: readonly string[]): IssuePlaces {
  const columns = new Map(header.map((name, index) => [normaliseColumn(name), index]));
  const cells = new Map<string, Issue>();
  const rows = new Map<number, Issue[]>();
  for (const issue of issues) {
    if (issue.row === null) continue;
    const column = issue.column === null ? undefined : columns.get(normaliseColumn(issue.column));
    const key = column === undefined ? null : cellKey(issue.row, column);
    if (key !== null && !cells.has(key)) cells.set(key, issue);
    else rows.set(issue.row, [...(rows.get(issue.row) ?? []), issue]);
  }
  return { cells, rows };
}
