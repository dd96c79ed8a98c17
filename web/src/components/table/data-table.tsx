import {
  type ColumnDef,
  columnFilteringFeature,
  createExpandedRowModel,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  type Row,
  type RowData,
  rowExpandingFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronRight, ChevronsUpDown, Download } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { cn } from "@/lib/cn.ts";
import { type CsvCell, toCsv } from "@/lib/csv.ts";
import { download } from "@/lib/download.ts";
import { Button } from "../ui/button.tsx";
import { PanelAction } from "../ui/panel.tsx";
import { TableFrame } from "./table-frame.tsx";

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowExpandingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  expandedRowModel: createExpandedRowModel(),
});

export interface Column<Data extends RowData> {
  readonly id: string;
  /** With its unit: `Market value (USD)`. */
  readonly header: string;
  /** What is sorted, searched and written to CSV; null: unknown, sorted last. */
  readonly value: (row: Data) => string | number | null;
  /** What is shown; without it, the value as it is. */
  readonly cell?: (row: Data) => ReactNode;
  /** Numbers are right-aligned. */
  readonly numeric?: boolean;
  /** Hidden on narrow screens. */
  readonly secondary?: boolean;
  readonly sortable?: boolean;
}

interface DataTableProps<Data extends RowData> {
  /** Names the table for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Data>[];
  readonly rows: readonly Data[];
  readonly rowId: (row: Data) => string;
  /** Rows below a row, shown when it is opened. */
  readonly subRows?: (row: Data) => readonly Data[] | undefined;
  /** Column it is sorted by at first; `-` before it: descending. */
  readonly sort?: string;
  /** Only rows of which some value contains this are shown. */
  readonly search?: string;
  /** Name of the CSV of what is shown; without one, there is no button. */
  readonly fileName?: string;
  /** What stands where no row is. */
  readonly empty?: ReactNode;
  readonly toolbar?: ReactNode;
  /** A row below the others that adds them up; neither sorted nor searched. */
  readonly totals?: Data;
}

/** A table that sorts, searches, opens rows and writes what it shows as CSV. Keep `columns` and `rows` stable. */
export function DataTable<Data extends RowData>(props: DataTableProps<Data>) {
  const {
    label,
    columns,
    rows,
    rowId,
    subRows,
    sort,
    search = "",
    fileName,
    empty = "Nothing to show.",
    toolbar,
    totals,
  } = props;
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowId,
    ...(subRows === undefined ? {} : { getSubRows: (row: Data) => subRows(row)?.slice() }),
    initialState: {
      sorting: sort === undefined ? [] : [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }],
    },
    state: { globalFilter: search },
    globalFilterFn: contains,
    sortDescFirst: false,
  });
  const shown = table.getRowModel().rows;

  const save = () => {
    const header = columns.map(({ header: text }) => text);
    const rowsShown = [...shown.map(({ original }) => original), ...(totals === undefined ? [] : [totals])];
    const lines = rowsShown.map((row) => columns.map(({ value }): CsvCell => value(row)));
    download(`${fileName}.csv`, toCsv(header, lines), "text/csv;charset=utf-8");
  };

  const saveButton =
    fileName === undefined ? null : (
      <Button variant="ghost" size="small" onClick={save}>
        <Download aria-hidden />
        CSV<span className="sr-only">: {label}</span>
      </Button>
    );

  return (
    <div>
      {toolbar === undefined ? (
        saveButton === null ? null : (
          <PanelAction>{saveButton}</PanelAction>
        )
      ) : (
        <div data-print="hide" className="mb-2 flex flex-wrap items-center justify-between gap-2">
          <div className="flex flex-wrap items-center gap-2">{toolbar}</div>
          {saveButton}
        </div>
      )}
      <TableFrame label={label}>
        <thead className="bg-surface-2">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id) as Column<Data>;
                const direction = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={
                      direction === false ? "none" : direction === "asc" ? "ascending" : "descending"
                    }
                    className={cellClass(column, "align-bottom font-medium whitespace-normal!")}
                  >
                    {column.sortable === false ? (
                      column.header
                    ) : (
                      <button
                        type="button"
                        onClick={header.column.getToggleSortingHandler()}
                        className={column.numeric ? "text-right" : "text-left"}
                      >
                        <SortableHeader column={column} direction={direction} />
                      </button>
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr
              key={row.id}
              className={cn("border-t hover:bg-surface-2/60", row.depth > 0 && "bg-surface-2/40")}
            >
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  className={cellClass(column, index === 0 && subRows !== undefined && "whitespace-nowrap")}
                >
                  {index === 0 ? <Opener row={row} name={String(column.value(row.original) ?? "")} /> : null}
                  {column.cell === undefined
                    ? (column.value(row.original) ?? "–")
                    : column.cell(row.original)}
                </td>
              ))}
            </tr>
          ))}
          {shown.length > 0 ? null : (
            <tr className="border-t">
              <td colSpan={columns.length} className="px-3 py-6 text-center text-muted">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
        {totals === undefined ? null : (
          <tfoot>
            <tr className="border-t-2 bg-surface-2/60 font-medium">
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell === undefined ? column.value(totals) : column.cell(totals)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </TableFrame>
    </div>
  );
}

function definitionOf<Data extends RowData>(column: Column<Data>): ColumnDef<typeof features, Data> {
  return {
    id: column.id,
    header: column.header,
    // Undefined is sorted last, whichever way; null is not.
    accessorFn: (row: Data) => column.value(row) ?? undefined,
    sortUndefined: "last",
    enableSorting: column.sortable !== false,
    sortFn: compare,
  } as ColumnDef<typeof features, Data>;
}

interface Valued {
  readonly getValue: (id: string) => unknown;
}

function compare(a: Valued, b: Valued, id: string): number {
  const [left, right] = [a.getValue(id), b.getValue(id)];
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).localeCompare(String(right), "en", { numeric: true });
}

function contains(row: Valued, id: string, wanted: unknown): boolean {
  const value = row.getValue(id) as string | number | undefined;
  return String(value ?? "")
    .toLowerCase()
    .includes(String(wanted).toLowerCase());
}

function cellClass<Data extends RowData>(
  { numeric, secondary }: Column<Data>,
  more: string | false = "",
): string {
  return cn("px-3 py-1.5", numeric ? "numeric text-right" : "text-left", secondary && "max-md:hidden", more);
}

type SortDirection = false | "asc" | "desc";

interface SortableHeaderProps {
  readonly column: { readonly header: string; readonly numeric?: boolean };
  readonly direction: SortDirection;
}

/** A header with the glyph of its order, which stands in the space between columns and takes no width. */
function SortableHeader({ column: { header, numeric = false }, direction }: SortableHeaderProps) {
  const words = header.split(" ");
  if (numeric) {
    const [first, ...rest] = words;
    return (
      <>
        <span className="relative">
          <SortGlyph direction={direction} className="-left-3.5" />
          {first}
        </span>
        {rest.map((word) => ` ${word}`)}
      </>
    );
  }
  return (
    <>
      {words.slice(0, -1).map((word) => `${word} `)}
      <span className="relative">
        {words.at(-1)}
        <SortGlyph direction={direction} className="-right-3" />
      </span>
    </>
  );
}

interface SortGlyphProps {
  readonly direction: SortDirection;
  readonly className: string;
}

function SortGlyph({ direction, className }: SortGlyphProps) {
  const Icon = direction === false ? ChevronsUpDown : direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <Icon
      aria-hidden
      className={cn(
        "absolute top-1/2 size-3 -translate-y-1/2",
        direction === false && "text-muted",
        className,
      )}
    />
  );
}

interface OpenerProps<Data extends RowData> {
  readonly row: Row<typeof features, Data>;
  /** What the row is about. */
  readonly name: string;
}

function Opener<Data extends RowData>({ row, name }: OpenerProps<Data>) {
  if (row.depth > 0) return <span className="inline-block w-6" />;
  if (!row.getCanExpand()) return null;
  const isOpen = row.getIsExpanded();
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={`${isOpen ? "Close" : "Open"} ${name}`}
      onClick={row.getToggleExpandedHandler()}
      className="mr-1 inline-flex rounded p-0.5 align-text-bottom hover:bg-surface-2"
    >
      <ChevronRight aria-hidden className={cn("size-4 transition-transform", isOpen && "rotate-90")} />
    </button>
  );
}
