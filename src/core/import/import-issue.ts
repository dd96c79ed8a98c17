import type { ErrorCode } from "#core/errors/error-codes.ts";
import { FINDING_CODES, type FindingCode } from "#core/errors/finding.ts";
import { IMPORT_CODES, type ImportCode } from "./import-codes.ts";

/** One thing wrong (an error) or odd but accepted (a warning), on the cell or field it belongs to. */
export interface ImportIssue {
  /** Line number in the file that was sent; null for what is not about a line. */
  readonly row: number | null;
  /** The column's name as the file has it; as the template has it where the file lacks it. */
  readonly column: string | null;
  /** Our name of the column, or the portfolio field. */
  readonly field: string | null;
  readonly code: ImportCode | FindingCode | ErrorCode;
  readonly severity: "error" | "warning";
  /** The text that was found, shortened; null where nothing was. */
  readonly found: string | null;
  readonly expected: string;
  readonly message: string;
}

export interface IssuePlace {
  readonly row?: number | null;
  readonly column?: string | null;
  readonly field?: string | null;
  readonly found?: string | null;
  /** In place of the code's own text, where more can be said. */
  readonly expected?: string;
  /** Added to the code's title: what exactly is wrong. */
  readonly detail?: string;
}

const FOUND_LENGTH = 200;

/** An error with a code of the import catalogue. */
export function importError(code: ImportCode, place: IssuePlace = {}): ImportIssue {
  const { title, expected } = IMPORT_CODES[code];
  return issue(code, "error", title, place.expected ?? expected, place);
}

/** A warning: the row is accepted, and the finding is stored with the portfolio. */
export function importWarning(
  code: FindingCode,
  place: IssuePlace & { readonly expected: string },
): ImportIssue {
  return issue(code, "warning", FINDING_CODES[code].meaning.replace(/\.$/, ""), place.expected, place);
}

/** Errors of one file that are told; nobody corrects more at once. */
const MAX_TOLD = 1000;

/** The first errors, and where there are more one that says how many. */
export function tellErrors(errors: readonly ImportIssue[]): readonly ImportIssue[] {
  if (errors.length <= MAX_TOLD) return errors;
  const more = `and ${errors.length - MAX_TOLD} more`;
  return [...errors.slice(0, MAX_TOLD), importError("ERR_CSV_009", { detail: more })];
}

/** How many errors there are, for a sentence. */
export function countErrors(errors: readonly ImportIssue[]): string {
  const told = errors.filter(({ code }) => code !== "ERR_CSV_009").length;
  return told < errors.length ? `more than ${told}` : String(told);
}

function issue(
  code: ImportCode | FindingCode,
  severity: ImportIssue["severity"],
  title: string,
  expected: string,
  { row = null, column = null, field = null, found = null, detail }: IssuePlace,
): ImportIssue {
  const shown = found === null || found === "" ? null : shorten(found);
  const message = `${title}${detail === undefined ? "" : ` (${detail})`}${shown === null ? "" : `: "${shown}"`}.`;
  return { row, column, field, code, severity, found: shown, expected, message };
}

function shorten(text: string): string {
  return text.length > FOUND_LENGTH ? `${text.slice(0, FOUND_LENGTH)}…` : text;
}
