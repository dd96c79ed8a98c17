import { IMPORT_COLUMNS, type ImportField, normaliseColumn } from "#core/import/import-columns.ts";
import { TableFrame } from "@/components/table/table-frame.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { cn } from "@/lib/cn.ts";
import { type ColumnChoice, choiceOf, withColumn } from "./column-choice.ts";
import type { FileTable } from "./file-table.ts";
import type { PreviewAnswer } from "./upload-requests.ts";

const SAMPLES = 3;

interface MappingEditorProps {
  readonly preview: PreviewAnswer;
  readonly table: FileTable;
  /** The choice that was sent, where one was: it tells also what the file cannot satisfy. */
  readonly sentMapping: ColumnChoice | null;
  /** Null: by the file's own names again. */
  readonly onChange: (choice: ColumnChoice | null) => void;
}

/** Every column of the file: what it holds, and which field it is. */
export function MappingEditor({ preview, table, sentMapping, onChange }: MappingEditorProps) {
  const choice = sentMapping ?? fallback(preview);
  const fieldOf = new Map(Object.entries(choice).map(([column, field]) => [normaliseColumn(column), field]));
  const isUsed = (name: string) => fieldOf.has(normaliseColumn(name));
  const columns = preview.header.map((name, index) => ({ name, index })).filter(({ name }) => name !== "");
  return (
    <Panel
      title="Columns"
      description="Which column of your file is which field. Changes are checked at once."
      actions={
        sentMapping === null ? undefined : (
          <Button variant="ghost" size="small" onClick={() => onChange(null)}>
            Match by the template's names
          </Button>
        )
      }
    >
      <TableFrame label="Columns of the file" className="max-h-96">
        <thead className="sticky top-0 bg-surface-2 text-left">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Column of the file
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Values
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Field
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, index }) => (
            <tr key={index} className={cn("border-t", isUsed(name) || "text-muted")}>
              <th
                scope="row"
                className={cn("px-3 py-1 text-left", isUsed(name) ? "font-medium" : "font-normal")}
              >
                {name}
              </th>
              <td className="numeric max-w-56 truncate px-3 py-1 text-muted">{samplesOf(table, index)}</td>
              <td className="px-3 py-1">
                <select
                  aria-label={`Field of ${name}`}
                  value={fieldOf.get(normaliseColumn(name)) ?? ""}
                  onChange={({ target }) => onChange(withColumn(choice, name, fieldNamed(target.value)))}
                  className="h-8 w-full min-w-40 rounded-md border border-border-strong bg-surface px-2 text-sm"
                >
                  <option value="">Ignored</option>
                  {IMPORT_COLUMNS.map(({ field, column }) => (
                    <option key={field} value={field}>
                      {column}
                      {field === "symbol" || field === "quantity" ? " (needed)" : ""}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  );
}

/** Where the template's names count: those the server found, or where it refused the header those that are there. */
function fallback({ mapping, header }: PreviewAnswer): ColumnChoice {
  if (Object.keys(mapping).length > 0) return choiceOf(mapping);
  const names = new Map(header.map((name) => [normaliseColumn(name), name]));
  return Object.fromEntries(
    IMPORT_COLUMNS.flatMap(({ column, field }) => {
      const name = names.get(normaliseColumn(column));
      return name === undefined ? [] : [[name, field] as const];
    }),
  );
}

function fieldNamed(value: string): ImportField | null {
  return IMPORT_COLUMNS.find(({ field }) => field === value)?.field ?? null;
}

function samplesOf({ rows }: FileTable, column: number): string {
  const found: string[] = [];
  for (const { cells } of rows) {
    const cell = cells[column] ?? "";
    if (cell !== "" && !found.includes(cell)) found.push(cell);
    if (found.length === SAMPLES) break;
  }
  return found.length === 0 ? "blank" : found.join(", ");
}
