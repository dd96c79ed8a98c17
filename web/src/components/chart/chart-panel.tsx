import type { EChartsCoreOption } from "echarts/core";
import { Download, Image, Table2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { type CsvCell, toCsv } from "@/lib/csv.ts";
import { download } from "@/lib/download.ts";
import { TableFrame } from "../table/table-frame.tsx";
import { Button } from "../ui/button.tsx";
import { Panel, PanelPart } from "../ui/panel.tsx";
import { Chart, type ChartHandle } from "./chart.tsx";
import { usePalette } from "./palette.ts";

/** The chart's numbers as rows: the table twin shows `text`, the CSV has `value`. */
export interface ChartTable {
  /** Headers with units: `NAV (USD)`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ChartCell[])[];
}

/** A text, or a number with how it is shown. Null: unknown. */
export type ChartCell = string | null | { readonly value: number; readonly text: string };

interface ChartPanelProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** One sentence, computed from the data, that says what the picture shows. */
  readonly summary: string;
  readonly option: EChartsCoreOption;
  readonly table: ChartTable;
  /** Name of downloads, without ending. */
  readonly fileName: string;
  /** Class of the picture's height. */
  readonly chartClassName?: string;
  /** More buttons. */
  readonly actions?: ReactNode;
  readonly onSelect?: (index: number) => void;
  readonly className?: string;
  /** What belongs above the picture. */
  readonly before?: ReactNode;
  /** Whether the picture has a least width of its own and scrolls sideways inside the panel. */
  readonly scrolls?: boolean;
  /** What belongs below the picture. */
  readonly children?: ReactNode;
}

/** A chart with its sentence, its table twin and its downloads: no number is in the picture alone. */
export function ChartPanel(props: ChartPanelProps) {
  const {
    title,
    description,
    summary,
    option,
    table,
    fileName,
    chartClassName,
    actions,
    onSelect,
    className,
    before,
    scrolls = false,
    children,
  } = props;
  const [asTable, setAsTable] = useState(false);
  const chart = useRef<ChartHandle>(null);
  const palette = usePalette();

  const savePicture = async () => {
    if (chart.current !== null) download(`${fileName}.png`, await chart.current.png(palette.surface));
  };
  const saveTable = () => {
    download(
      `${fileName}.csv`,
      toCsv(
        table.columns,
        table.rows.map((row) => row.map(csvCell)),
      ),
      "text/csv;charset=utf-8",
    );
  };

  const picture = (
    <Chart
      ref={chart}
      option={option}
      label={`${title}. ${summary}`}
      {...(chartClassName === undefined ? {} : { className: chartClassName })}
      {...(onSelect === undefined ? {} : { onSelect })}
    />
  );

  return (
    <Panel
      title={title}
      description={description}
      {...(className === undefined ? {} : { className })}
      actions={
        <>
          {actions}
          <div className="flex max-sm:-ml-2.5">
            <Button variant="ghost" size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              <Table2 aria-hidden />
              {asTable ? "Chart" : "Table"}
              <span className="sr-only">: {title}</span>
            </Button>
            {asTable ? null : (
              <Button variant="ghost" size="small" onClick={() => void savePicture()}>
                <Image aria-hidden />
                PNG<span className="sr-only">: {title}</span>
              </Button>
            )}
            <Button variant="ghost" size="small" onClick={saveTable}>
              <Download aria-hidden />
              CSV<span className="sr-only">: {title}</span>
            </Button>
          </div>
        </>
      }
    >
      {before}
      <p className="mb-2 text-sm">{summary}</p>
      {asTable ? <TwinTable title={title} table={table} /> : scrolls ? scrolling(picture, title) : picture}
      <PanelPart>{children}</PanelPart>
    </Panel>
  );
}

function scrolling(picture: ReactNode, title: string) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
    <section className="overflow-x-auto" tabIndex={0} aria-label={`${title}, picture`}>
      {picture}
    </section>
  );
}

function TwinTable({ title, table }: { readonly title: string; readonly table: ChartTable }) {
  const isNumber = table.columns.map((_, index) =>
    table.rows.some((row) => typeof row[index] === "object" && row[index] !== null),
  );
  const align = (index: number) => (isNumber[index] === true ? "text-right" : "text-left");
  return (
    <TableFrame label={`${title}, as a table`} className="max-h-96">
      <thead className="sticky top-0 bg-surface-2">
        <tr>
          {table.columns.map((column, index) => (
            <th key={column} scope="col" className={`px-3 py-1.5 font-medium ${align(index)}`}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, rowIndex) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <tr key={rowIndex} className="border-t">
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={index} className={`numeric px-3 py-1 ${align(index)}`}>
                {cell === null ? "n/a" : typeof cell === "string" ? cell : cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function csvCell(cell: ChartCell): CsvCell {
  return typeof cell === "object" && cell !== null ? cell.value : cell;
}
