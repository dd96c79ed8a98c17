import { Download, FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { download } from "@/lib/download.ts";
import { EditableRows, ROWS_STEP, type Scope } from "./editable-rows.tsx";
import { errorCsv } from "./error-csv.ts";
import { countErrors } from "./issue-groups.ts";
import { IssueList } from "./issue-list.tsx";
import { RepairButtons } from "./repair-buttons.tsx";
import { cellId } from "./rows-grid.tsx";
import type { Issue, PreviewAnswer } from "./upload-requests.ts";
import { useRepairs } from "./use-repairs.ts";
import type { Upload } from "./use-upload.ts";

interface RepairPanelProps {
  readonly upload: Upload;
  readonly preview: PreviewAnswer;
}

/** What is wrong, by repair and by cell; corrected here or in a file that is sent again. */
export function RepairPanel({ upload, preview: { header } }: RepairPanelProps) {
  const { errors, table, give } = upload;
  const repairs = useRepairs(upload, header);
  const [scope, setScope] = useState<Scope>("problems");
  const [limit, setLimit] = useState(ROWS_STEP);
  const input = useRef<HTMLInputElement>(null);

  const go = (issue: Issue) => {
    const { row } = issue;
    if (row === null) return;
    const rows = scope === "all" ? table.rows : repairs.wrongRows;
    setLimit(Math.max(limit, rows.findIndex(({ line }) => line === row) + 1));
    requestAnimationFrame(() => focusPlace(row, repairs.columnOf(issue)));
  };

  return (
    <Panel
      title={`To correct: ${countErrors(errors)}`}
      description={
        table.isWhole
          ? "Correct the cells below, or correct your file and send it again. Nothing is stored with an error."
          : "Correct your file and send it again. Nothing is stored with an error."
      }
      actions={
        <>
          <Button
            size="small"
            onClick={() => download("positions-errors.csv", errorCsv(errors), "text/csv;charset=utf-8")}
          >
            <Download aria-hidden />
            Errors as CSV
          </Button>
          <Button size="small" onClick={() => input.current?.click()}>
            <FileUp aria-hidden />
            Send the corrected file
          </Button>
          <input
            ref={input}
            type="file"
            accept=".csv,text/csv"
            aria-label="Corrected file"
            tabIndex={-1}
            className="sr-only"
            onChange={({ target }) => {
              const file = target.files?.[0];
              target.value = "";
              if (file !== undefined) void give(file);
            }}
          />
        </>
      }
    >
      <IssueList
        groups={repairs.groups}
        onGo={go}
        actions={(group) =>
          table.isWhole ? (
            <RepairButtons
              code={group.code}
              texts={repairs.textsOf(group)}
              onRepair={(repair) => repairs.apply(group, repair)}
            />
          ) : null
        }
      />
      {table.rows.length === 0 ? null : (
        <EditableRows
          header={header}
          table={table}
          repairs={repairs}
          scope={scope}
          onScope={setScope}
          limit={limit}
          onLimit={setLimit}
        />
      )}
    </Panel>
  );
}

/** Puts the focus on a wrong cell, ready to be overwritten, or on its line. */
function focusPlace(line: number, column: number): void {
  const target = document.getElementById(cellId(line, column)) ?? document.getElementById(`line-${line}`);
  target?.scrollIntoView({ block: "center" });
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}
