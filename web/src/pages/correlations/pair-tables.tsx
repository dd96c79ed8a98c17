import { useMemo } from "react";
import { Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatNumber } from "@/lib/format.ts";
import { type CorrelationPair, type Correlations, rankPairs } from "./correlation-pairs.ts";

const SHOWN = 10;

const COLUMNS: readonly Column<CorrelationPair>[] = [
  { id: "one", header: "Holding", value: ({ one }) => one },
  { id: "other", header: "And", value: ({ other }) => other },
  {
    id: "correlation",
    header: "Correlation",
    numeric: true,
    value: ({ correlation }) => correlation,
    cell: ({ correlation }) => formatNumber(correlation, 2),
  },
  {
    id: "observations",
    header: "Sessions",
    numeric: true,
    secondary: true,
    value: ({ observations }) => observations,
    cell: ({ observations }) => <Value value={observations} format={String} />,
  },
];

/** The pairs that move most alike, and those that do so least. */
export function PairTables({ data, asOf }: { readonly data: Correlations; readonly asOf: string }) {
  const pairs = useMemo(() => rankPairs(data), [data]);
  // No pair is at both ends.
  const shown = Math.min(SHOWN, Math.ceil(pairs.length / 2));
  const closest = useMemo(() => pairs.slice(0, shown), [pairs, shown]);
  const furthest = useMemo(() => pairs.toReversed().slice(0, shown), [pairs, shown]);
  if (pairs.length === 0) return null;
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Panel title="Move most alike" description={describeHigh(data.high_pairs.length, pairs.length)}>
        <DataTable
          label="Most correlated pairs"
          columns={COLUMNS}
          rows={closest}
          rowId={({ one, other }) => `${one}/${other}`}
          fileName={`most-correlated-${asOf}`}
        />
      </Panel>
      <Panel title="Move least alike" description="The pairs that diversify most.">
        <DataTable
          label="Least correlated pairs"
          columns={COLUMNS}
          rows={furthest}
          rowId={({ one, other }) => `${one}/${other}`}
          fileName={`least-correlated-${asOf}`}
        />
      </Panel>
    </div>
  );
}

function describeHigh(high: number, all: number): string {
  return high === 0 ? "No pair is above 0.7." : `${high} of ${all} pairs are above 0.7.`;
}
