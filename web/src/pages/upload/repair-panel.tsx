import { Download, FileUp } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { download } from "@/lib/download.ts";
import { count } from "@/lib/format.ts";
import { errorCsv } from "./error-csv.ts";
import { cellKey, countEdits, type Edits, NO_EDITS, writeTable } from "./file-table.ts";
import { groupIssues, placeIssues } from "./issue-groups.ts";
import { IssueList } from "./issue-list.tsx";
import { cellId, RowsGrid } from "./rows-grid.tsx";
import type { Issue, PreviewAnswer } from "./upload-requests.ts";
import type { Upload } from "./use-upload.ts";

const PAGE = 200;

/** What is wrong, by repair and by cell; corrected here or in a file that is sent again. */
export function RepairPanel({
  upload,
  preview,
}: {
  readonly upload: Upload;
  readonly preview: PreviewAnswer;
}) {
  const { errors, table, give, rewrite } = upload;
  const groups = useMemo(() => groupIssues(errors), [errors]);
  const places = useMemo(() => placeIssues(errors, preview.header), [errors, preview.header]);
  const [edits, setEdits] = useState<Edits>(NO_EDITS);
  const [scope, setScope] = useState<"problems" | "all">("problems");
  const [limit, setLimit] = useState(PAGE);
  const input = useRef<HTMLInputElement>(null);
  const wrongLines = useMemo(() => new Set(errors.map(({ row }) => row)), [errors]);
  const rows = scope === "all" ? table.rows : table.rows.filter(({ line }) => wrongLines.has(line));
  const changes = countEdits(edits);

  const check = () => {
    if (changes === 0) return;
    rewrite(writeTable(table, edits));
    setEdits(NO_EDITS);
  };
  const go = ({ row, column }: Issue) => {
    if (row === null) return;
    setLimit(Math.max(limit, rows.findIndex(({ line }) => line === row) + 1));
    const index = column === null ? -1 : preview.header.indexOf(column);
    requestAnimationFrame(() => {
      const target = document.getElementById(cellId(row, index)) ?? document.getElementById(`line-${row}`);
      target?.scrollIntoView({ block: "center" });
      target?.focus();
      if (target instanceof HTMLInputElement) target.select();
    });
  };
  const saveErrors = () => download("positions-errors.csv", errorCsv(errors), "text/csv;charset=utf-8");

  return (
    <Panel
      title={`${count(errors.length, "error")} to correct`}
      description={
        table.isWhole
          ? "Correct the cells below, or correct your file and send it again. Nothing is stored with an error."
          : "Correct your file and send it again. Nothing is stored with an error."
      }
      actions={
        <>
          <Button size="small" onClick={saveErrors}>
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
      <IssueList groups={groups} onGo={go} />
      {table.rows.length === 0 ? null : (
        <div className="mt-4">
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <Segmented
              label="Rows"
              value={scope}
              options={[
                { value: "problems", label: "Rows with errors" },
                { value: "all", label: "All rows" },
              ]}
              onChange={setScope}
            />
            {changes === 0 ? null : (
              <p className="flex items-center gap-2 text-sm">
                {count(changes, "change")} not checked yet
                <Button variant="primary" size="small" onClick={check}>
                  Check again
                </Button>
              </p>
            )}
          </div>
          <RowsGrid
            header={preview.header}
            rows={rows.slice(0, limit)}
            places={places}
            edits={edits}
            isEditable={table.isWhole}
            onEdit={(line, column, text) =>
              setEdits({ ...edits, cells: new Map(edits.cells).set(cellKey(line, column), text) })
            }
            onRemove={(line) => setEdits({ ...edits, removed: toggled(edits.removed, line) })}
            onCheck={check}
          />
          {rows.length > limit ? (
            <Button size="small" className="mt-2" onClick={() => setLimit(limit + PAGE)}>
              Show {Math.min(PAGE, rows.length - limit)} more of {rows.length}
            </Button>
          ) : null}
        </div>
      )}
    </Panel>
  );
}

function toggled(lines: ReadonlySet<number>, line: number): ReadonlySet<number> {
  const next = new Set(lines);
  if (!next.delete(line)) next.add(line);
  return next;
}
