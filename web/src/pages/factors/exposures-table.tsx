import { useMemo } from "react";
import { Explain } from "@/components/explain/explain.tsx";
import { Missing, Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatNumber, formatPercent } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { HALF_WIDTH } from "./exposure-summary.ts";
import { explainKey, type Factor, type FactorGroup, shortName } from "./factor-groups.ts";

const NOT_ESTIMATED = { code: "NOT_ESTIMATED", message: "The provider gives it; it is not estimated here." };

type Row = Factor & { readonly group: string };

interface ExposuresTableProps {
  readonly groups: readonly FactorGroup[];
  readonly asOf: string;
}

/** Every exposure with its error, its dollars, and what it rests on. */
export function ExposuresTable({ groups, asOf }: ExposuresTableProps) {
  const { dollars } = useAmounts();
  const rows = useMemo(
    () => groups.flatMap(({ title, factors }) => factors.map((factor) => ({ ...factor, group: title }))),
    [groups],
  );
  const columns = useMemo(() => columnsOf(dollars), [dollars]);
  return (
    <Panel title="All exposures" description="What each rests on, and why one is missing.">
      <DataTable
        label="All exposures"
        columns={columns}
        rows={rows}
        rowId={({ name }) => name}
        fileName={`factor-exposures-${asOf}-table`}
      />
      <dl className="mt-4 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2">
        {groups.map(({ title, method }) => (
          <div key={title}>
            <dt className="font-medium">{title}</dt>
            <dd className="text-muted">{method}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function columnsOf(dollars: (value: number) => string): readonly Column<Row>[] {
  return [
    {
      id: "name",
      header: "Factor",
      value: ({ name }) => shortName(name),
      cell: (factor) => (
        <span className="flex items-center gap-1 whitespace-nowrap">
          {shortName(factor.name)}
          <Explain number={explainKey(factor)} label={`${factor.name} exposure`} />
        </span>
      ),
    },
    { id: "group", header: "Model", value: ({ group }) => group, secondary: true },
    {
      id: "beta",
      header: "Exposure",
      numeric: true,
      value: ({ beta }) => beta,
      cell: ({ beta, reason }) => <Value value={beta} reason={reason} format={(v) => formatNumber(v, 3)} />,
    },
    {
      id: "interval",
      header: "± 95 %",
      numeric: true,
      value: ({ std_error: error }) => (error === null ? null : HALF_WIDTH * error),
      cell: ({ std_error: error, std_error_reason: reason }) => (
        <Value
          value={error === null ? null : HALF_WIDTH * error}
          reason={reason}
          format={(v) => formatNumber(v, 3)}
        />
      ),
    },
    {
      id: "dollars",
      header: "Exposure (USD)",
      numeric: true,
      value: ({ exposure_dollar: amount }) => amount,
      cell: ({ exposure_dollar: amount, reason }) => (
        <Value value={amount} reason={reason} format={dollars} />
      ),
    },
    {
      id: "coverage",
      header: "Coverage",
      numeric: true,
      value: ({ coverage }) => coverage,
      cell: ({ coverage }) => <Value value={coverage} format={(v) => formatPercent(v, 0)} />,
    },
    {
      id: "observations",
      header: "Observations",
      numeric: true,
      value: ({ observations }) => observations,
      cell: ({ observations, window_sessions: window }) =>
        window === null ? (
          <Missing reason={NOT_ESTIMATED} />
        ) : observations === null ? (
          <Missing />
        ) : (
          `${observations} of ${window}`
        ),
    },
  ];
}
