import { useMemo, useState } from "react";
import { cellKey, countEdits, type Edits, type FileRow, NO_EDITS, writeTable } from "./file-table.ts";
import { groupIssues, type IssueGroup, type IssuePlaces, placeIssues } from "./issue-groups.ts";
import type { Repair } from "./repairs.ts";
import type { Issue } from "./upload-requests.ts";
import type { Upload } from "./use-upload.ts";

export interface Repairs {
  readonly groups: readonly IssueGroup[];
  readonly places: IssuePlaces;
  /** Rows with an error. */
  readonly wrongRows: readonly FileRow[];
  readonly edits: Edits;
  /** How many changes wait to be checked. */
  readonly changes: number;
  /** The place of an issue's column in the header; -1 where it is about none. */
  readonly columnOf: (issue: Issue) => number;
  /** What stands in the cells of a group. */
  readonly textsOf: (group: IssueGroup) => readonly string[];
  readonly edit: (line: number, column: number, text: string) => void;
  /** Leaves a row out, or takes it back in. */
  readonly toggle: (line: number) => void;
  readonly leaveOutAll: () => void;
  /** Corrects whatever the repair fits in the columns of a group, also beyond the errors that are listed. */
  readonly apply: (group: IssueGroup, repair: Repair) => void;
  readonly undo: () => void;
  /** Sends the file with the changes. */
  readonly check: () => void;
}

/** The errors of a file, and the changes made to it here that wait to be checked. */
export function useRepairs({ errors, table, rewrite }: Upload, header: readonly string[]): Repairs {
  const [edits, setEdits] = useState<Edits>(NO_EDITS);
  const groups = useMemo(() => groupIssues(errors), [errors]);
  const places = useMemo(() => placeIssues(errors, header), [errors, header]);
  const rowOfLine = useMemo(() => new Map(table.rows.map((row) => [row.line, row])), [table]);
  const wrongRows = useMemo(() => {
    const lines = new Set(errors.map(({ row }) => row));
    return table.rows.filter(({ line }) => lines.has(line));
  }, [errors, table]);
  const changes = countEdits(edits);

  const columnOf = ({ column }: Issue) => (column === null ? -1 : header.indexOf(column));
  const textOf = (issue: Issue) => rowOfLine.get(issue.row ?? 0)?.cells[columnOf(issue)] ?? "";

  return {
    groups,
    places,
    wrongRows,
    edits,
    changes,
    columnOf,
    textsOf: ({ issues }) => issues.map(textOf),
    edit: (line, column, text) =>
      setEdits({ ...edits, cells: new Map(edits.cells).set(cellKey(line, column), text) }),
    toggle: (line) => setEdits({ ...edits, removed: toggled(edits.removed, line) }),
    leaveOutAll: () => setEdits({ ...NO_EDITS, removed: new Set(wrongRows.map(({ line }) => line)) }),
    apply: ({ issues }, repair) => {
      const cells = new Map(edits.cells);
      for (const column of new Set(issues.map(columnOf))) {
        for (const { line, cells: texts } of table.rows) {
          const text = repair.apply(texts[column] ?? "");
          if (text !== null) cells.set(cellKey(line, column), text);
        }
      }
      setEdits({ ...edits, cells });
    },
    undo: () => setEdits(NO_EDITS),
    check: () => {
      if (changes === 0) return;
      rewrite(writeTable(table, edits));
      setEdits(NO_EDITS);
    },
  };
}

function toggled(lines: ReadonlySet<number>, line: number): ReadonlySet<number> {
  const next = new Set(lines);
  if (!next.delete(line)) next.add(line);
  return next;
}
