import type { ImportField } from "./import-columns.ts";
import type { ImportIssue } from "./import-issue.ts";

/** One data row: its cells in the header's order, and the line of the file it starts on. */
export interface ImportRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A positions file after reading, before its cells are looked at. */
export interface PositionsFile {
  /** `sigmasight`: the template's columns; `mapped`: the user said which column is which field. */
  readonly format: "sigmasight" | "mapped";
  /** Column names as the file has them, without surrounding space. */
  readonly header: readonly string[];
  /** Where each field is found: an index into header and cells. */
  readonly columns: ReadonlyMap<ImportField, number>;
  readonly records: readonly ImportRecord[];
  /** What is wrong with the file itself; rows that could not be read are not among the records. */
  readonly errors: readonly ImportIssue[];
}
