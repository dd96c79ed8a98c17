import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { count } from "@/lib/format.ts";
import type { FileTable } from "./file-table.ts";
import { RowsGrid } from "./rows-grid.tsx";
import type { Repairs } from "./use-repairs.ts";

export type Scope = "problems" | "all";

/** Rows shown at first, and with each step more. */
export const ROWS_STEP = 200;

interface EditableRowsProps {
  readonly header: readonly string[];
  readonly table: FileTable;
  readonly repairs: Repairs;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
}

/** The rows of the file to correct in place, and the changes that wait to be checked. */
export function EditableRows({ header, table, repairs, scope, onScope, limit, onLimit }: EditableRowsProps) {
  const { wrongRows, changes } = repairs;
  const rows = scope === "all" ? table.rows : wrongRows;
  return (
    <div className="mt-4">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label="Rows"
          value={scope}
          options={[
            { value: "problems", label: "Rows with errors" },
            { value: "all", label: "All rows" },
          ]}
          onChange={onScope}
        />
        {changes > 0 ? (
          <p className="flex flex-wrap items-center gap-2 text-sm">
            {count(changes, "change")} not checked yet
            <Button size="small" onClick={repairs.undo}>
              Undo
            </Button>
            <Button variant="primary" size="small" onClick={repairs.check}>
              Check again
            </Button>
          </p>
        ) : table.isWhole && wrongRows.length > 1 ? (
          <Button size="small" variant="ghost" onClick={repairs.leaveOutAll}>
            <Trash2 aria-hidden />
            Leave out {count(wrongRows.length, "row")} with errors
          </Button>
        ) : null}
      </div>
      <RowsGrid
        header={header}
        rows={rows.slice(0, limit)}
        places={repairs.places}
        edits={repairs.edits}
        isEditable={table.isWhole}
        onEdit={repairs.edit}
        onRemove={repairs.toggle}
        onCheck={repairs.check}
      />
      {rows.length > limit ? (
        <Button size="small" className="mt-2" onClick={() => onLimit(limit + ROWS_STEP)}>
          Show {Math.min(ROWS_STEP, rows.length - limit)} more of {rows.length}
        </Button>
      ) : null}
    </div>
  );
}
