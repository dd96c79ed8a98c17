import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Explain } from "@/components/explain/explain.tsx";
import { Percent, Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatNumber, formatPercent, signed } from "@/lib/format.ts";
import type { Sector, SectorExposure } from "./composition-types.ts";
import { sectorOption } from "./sector-option.ts";
import { sectorSentence, sortSectors } from "./sector-rows.ts";

const signedPoints = (value: number) => signed(value * 100, (size) => formatNumber(size, 1));
const inPercent = (fraction: number | null) => (fraction === null ? null : fraction * 100);

/** Sectors of the book against those of its benchmark. */
export function SectorPanels({ exposure }: { readonly exposure: SectorExposure }) {
  const palette = usePalette();
  const { benchmark, benchmark_reason: reason } = exposure;
  const sectors = useMemo(() => sortSectors(exposure), [exposure]);
  const option = useMemo(
    () => sectorOption(palette, sectors, reason === null ? benchmark : null),
    [palette, sectors, reason, benchmark],
  );
  const columns = useMemo(() => columnsOf(benchmark, reason), [benchmark, reason]);
  const cell = (value: number | null) =>
    value === null ? null : { value: value * 100, text: formatPercent(value, 1) };
  return (
    <>
      {reason === null ? null : (
        <Notice title={`What ${benchmark} holds by sector is not known`}>{reason.message}</Notice>
      )}
      <div className="grid gap-5 xl:grid-cols-2">
        <ChartPanel
          title={reason === null ? `Sectors against ${benchmark}` : "Sectors"}
          description={
            reason === null ? "Active weight: share of NAV less the benchmark's." : "Share of NAV, netted."
          }
          summary={sectorSentence(exposure)}
          option={option}
          table={{
            columns: ["Sector", "Book (% of NAV)", `${benchmark} (%)`, "Active (points)"],
            rows: sectors.map((row) => [
              row.sector,
              cell(row.weight),
              cell(row.benchmark_weight),
              row.active_weight === null
                ? null
                : { value: row.active_weight * 100, text: signedPoints(row.active_weight) },
            ]),
          }}
          fileName="sectors"
          chartClassName="h-[29rem]"
        />
        <Panel
          title="Sector weights"
          description="Share of NAV. Funds count by what they hold; what is not known of them is Fund."
        >
          <DataTable
            label="Sector weights"
            columns={columns}
            rows={sectors}
            rowId={({ sector }) => sector}
            fileName="sector-weights"
          />
        </Panel>
      </div>
    </>
  );
}

function columnsOf(benchmark: string, reason: SectorExposure["benchmark_reason"]): readonly Column<Sector>[] {
  return [
    {
      id: "sector",
      header: "Sector",
      value: ({ sector }) => sector,
      cell: ({ sector }) => <span className="font-medium">{sector}</span>,
    },
    {
      id: "weight",
      header: "Book (%)",
      numeric: true,
      value: ({ weight }) => inPercent(weight),
      cell: ({ sector, weight, reason: missing }) =>
        weight === null ? (
          <Percent value={null} reason={missing} />
        ) : (
          <Explain
            number={`concentration/sector/${encodeURIComponent(sector)}`}
            label={`weight of ${sector}`}
          >
            <Percent value={weight} digits={1} />
          </Explain>
        ),
    },
    {
      id: "benchmark",
      header: `${benchmark} (%)`,
      secondary: true,
      numeric: true,
      value: ({ benchmark_weight: weight }) => inPercent(weight),
      cell: ({ benchmark_weight: weight }) => <Percent value={weight} reason={reason} digits={1} />,
    },
    {
      id: "active",
      header: "Active (points)",
      numeric: true,
      value: ({ active_weight: weight }) => inPercent(weight),
      cell: ({ active_weight: weight }) => <Value value={weight} reason={reason} format={signedPoints} />,
    },
  ];
}
