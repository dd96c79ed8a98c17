import { Trash2 } from "lucide-react";
import { TableFrame } from "@/components/table/table-frame.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/lib/cn.ts";
import { cellKey, type Edits, type FileRow } from "./file-table.ts";
import type { IssuePlaces } from "./issue-groups.ts";
import type { Issue } from "./upload-requests.ts";

interface RowsGridProps {
  readonly header: readonly string[];
  readonly rows: readonly FileRow[];
  readonly places: IssuePlaces;
  readonly edits: Edits;
  /** Whether cells can be changed here. */
  readonly isEditable: boolean;
  readonly onEdit: (line: number, column: number, text: string) => void;
  readonly onRemove: (line: number) => void;
  /** Checks the changes. */
  readonly onCheck: () => void;
}

/** The file's rows as they are, with what is wrong on its cell; wrong cells can be corrected in place. */
export function RowsGrid(props: RowsGridProps) {
  const { header, rows, places } = props;
  return (
    <TableFrame label="Rows of the file" className="max-h-[34rem]">
      <thead className="sticky top-0 z-10 bg-surface-2 text-left">
        <tr>
          <th scope="col" className="px-3 py-1.5 text-right font-medium">
            Line
          </th>
          {header.map((name, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
            <th key={column} scope="col" className="px-2 py-1.5 font-medium whitespace-nowrap">
              {name}
            </th>
          ))}
          {props.isEditable ? (
            <th scope="col" className="px-2 py-1.5">
              <span className="sr-only">Remove</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <GridRow key={row.line} {...props} row={row} rowIssues={places.rows.get(row.line) ?? []} />
        ))}
      </tbody>
    </TableFrame>
  );
}

interface GridRowProps extends RowsGridProps {
  readonly row: FileRow;
  readonly rowIssues: readonly Issue[];
}

function GridRow({
  row,
  rowIssues,
  header,
  places,
  edits,
  isEditable,
  onEdit,
  onRemove,
  onCheck,
}: GridRowProps) {
  const { line, cells } = row;
  const isRemoved = edits.removed.has(line);
  return (
    <tr className={cn("border-t align-top", isRemoved && "line-through opacity-60")}>
      <th
        scope="row"
        id={`line-${line}`}
        tabIndex={-1}
        className="numeric px-3 py-1.5 text-right font-normal text-muted"
      >
        {line}
        {rowIssues.map(({ message }) => (
          <span
            key={message}
            className="mt-0.5 block w-48 text-left text-xs wrap-break-word whitespace-normal text-danger"
          >
            {message}
          </span>
        ))}
      </th>
      {header.map((name, column) => {
        const key = cellKey(line, column);
        const issue = places.cells.get(key);
        const text = edits.cells.get(key) ?? cells[column] ?? "";
        return (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
            key={column}
            className={cn(
              "px-2 py-1.5 whitespace-nowrap",
              issue !== undefined && (edits.cells.has(key) ? "bg-accent-soft" : "bg-danger-soft"),
            )}
          >
            {issue === undefined ? (
              <span className={text === "" ? "text-muted" : ""}>{text}</span>
            ) : (
              <WrongCell
                line={line}
                column={column}
                name={name}
                text={text}
                issue={issue}
                isEditable={isEditable && !isRemoved}
                isChanged={edits.cells.has(key)}
                onEdit={(next) => onEdit(line, column, next)}
                onCheck={onCheck}
              />
            )}
          </td>
        );
      })}
      {isEditable ? (
        <td className="px-2 py-1">
          <Button
            variant="ghost"
            size="small"
            aria-label={isRemoved ? `Keep line ${line}` : `Remove line ${line}`}
            onClick={() => onRemove(line)}
          >
            {isRemoved ? "Keep" : <Trash2 aria-hidden />}
          </Button>
        </td>
      ) : null}
    </tr>
  );
}

interface WrongCellProps {
  readonly line: number;
  readonly column: number;
  readonly name: string;
  readonly text: string;
  readonly issue: Issue;
  readonly isEditable: boolean;
  readonly isChanged: boolean;
  readonly onEdit: (text: string) => void;
  readonly onCheck: () => void;
}

function WrongCell({
  line,
  column,
  name,
  text,
  issue,
  isEditable,
  isChanged,
  onEdit,
  onCheck,
}: WrongCellProps) {
  const id = cellId(line, column);
  return (
    <div className="flex min-w-48 flex-col gap-0.5">
      <input
        id={id}
        value={text}
        readOnly={!isEditable}
        aria-label={`${name}, line ${line}`}
        aria-invalid={!isChanged}
        aria-describedby={`${id}-error`}
        placeholder="blank"
        onChange={({ target }) => onEdit(target.value)}
        onKeyDown={({ key }) => {
          if (key === "Enter") onCheck();
        }}
        className={cn(
          "h-7 w-full rounded border bg-surface px-1.5 text-sm placeholder:text-muted placeholder:italic",
          isChanged ? "border-accent" : "border-danger",
        )}
      />
      <span
        id={`${id}-error`}
        className={cn("max-w-64 text-xs whitespace-normal", isChanged ? "text-text" : "text-danger")}
      >
        {isChanged ? "Changed, not checked yet." : `Expected ${issue.expected}.`}
        <span className="sr-only"> {issue.message}</span>
      </span>
    </div>
  );
}

/** The id of a wrong cell's input. */
export function cellId(line: number, column: number): string {
  return `cell-${line}-${column}`;
}
