import { ArrowRight } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { count } from "@/lib/format.ts";
import { countErrors, groupIssues } from "./issue-groups.ts";
import { IssueList } from "./issue-list.tsx";
import { MappingEditor } from "./mapping-editor.tsx";
import { PositionsTable } from "./positions-table.tsx";
import { RepairPanel } from "./repair-panel.tsx";
import { TotalsStrip } from "./totals-strip.tsx";
import type { Issue, PreviewAnswer } from "./upload-requests.ts";
import type { Upload } from "./use-upload.ts";

/** The second step: what the file was understood to say, and what is wrong with it. */
export function ReviewStep({ upload }: { readonly upload: Upload }) {
  const { preview, sent } = upload;
  if (preview.data === undefined || sent === null) return <Skeleton className="h-96" />;
  return <Review upload={upload} preview={preview.data} fileName={sent.file.name} size={sent.file.size} />;
}

interface ReviewProps {
  readonly upload: Upload;
  readonly preview: PreviewAnswer;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
}

function Review({ upload, preview, fileName, size }: ReviewProps) {
  const { errors, table, sent, isGuess, goTo, choose } = upload;
  const isFine = errors.length === 0;
  const editor = (
    <MappingEditor preview={preview} table={table} sentMapping={sent?.mapping ?? null} onChange={choose} />
  );
  const columnsMatter = isGuess || errors.some(({ code }) => /^ERR_CSV_00[457]$/.test(code));
  return (
    <div className="flex flex-col gap-5" aria-busy={upload.preview.isFetching}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate font-medium">{fileName}</p>
          <p className="numeric text-sm text-muted" role="status">
            {sizeText(size)} · {formatText(preview.format, isGuess)} ·{" "}
            {upload.preview.isFetching
              ? "checking…"
              : isFine
                ? "no errors"
                : `${countErrors(errors)} to correct`}
          </p>
        </div>
        <div className="flex gap-2">
          <Button onClick={() => goTo("positions")}>Another file</Button>
          {isFine ? (
            <Button variant="primary" onClick={() => goTo("account")}>
              Continue
              <ArrowRight aria-hidden />
            </Button>
          ) : null}
        </div>
      </div>
      {isGuess ? (
        <Notice title="The columns were matched by their names">
          This is not our template. Check below which column is which field, above all price and date.
        </Notice>
      ) : null}
      {columnsMatter ? editor : null}
      {isFine ? null : <RepairPanel upload={upload} preview={preview} />}
      <TotalsStrip preview={preview} />
      <Warnings warnings={preview.warnings} />
      {isFine ? (
        <Panel title="Positions" description="As they will be stored.">
          <PositionsTable rows={preview.rows} />
        </Panel>
      ) : null}
      {columnsMatter ? null : (
        <details className="group">
          <summary className="mb-3 text-sm font-medium">Columns of the file</summary>
          {editor}
        </details>
      )}
    </div>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly Issue[] }) {
  if (warnings.length === 0) return null;
  return (
    <details className="rounded-xl border border-warning/40 bg-warning-soft px-4 py-3 sm:px-5">
      <summary className="text-sm font-medium">
        {count(warnings.length, "warning")}: accepted, and kept with the portfolio
      </summary>
      <div className="mt-3">
        <IssueList groups={groupIssues(warnings)} />
      </div>
    </details>
  );
}

function formatText(format: PreviewAnswer["format"], isGuess: boolean): string {
  if (format === "sigmasight") return "SigmaSight template";
  return isGuess ? "columns matched by their names" : "columns matched by you";
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return count(bytes, "byte");
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
