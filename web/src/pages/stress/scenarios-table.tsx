import { useMemo } from "react";
import { Delta, Missing, MoneyDelta, Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { cn } from "@/lib/cn.ts";
import { formatNumber, formatPercentage } from "@/lib/format.ts";
import { sentenceCase } from "@/lib/sentence-case.ts";
import { describePlausibility } from "./plausibility.ts";
import { CATEGORIES, type Scenario } from "./scenario-list.ts";

interface ScenariosTableProps {
  readonly scenarios: readonly Scenario[];
  readonly asOf: string;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** All scenarios in numbers; their names choose them. */
export function ScenariosTable({ scenarios, asOf, chosen, onChoose }: ScenariosTableProps) {
  const columns = useMemo(() => columnsOf(chosen, onChoose), [chosen, onChoose]);
  return (
    <Panel title="All scenarios" description="In percent of NAV. Choose one to see what drives it.">
      <DataTable
        label="All scenarios"
        columns={columns}
        rows={scenarios}
        rowId={({ id }) => id}
        sort="correlated"
        fileName={`stress-${asOf}-table`}
      />
    </Panel>
  );
}

function columnsOf(chosen: string, onChoose: (id: string) => void): readonly Column<Scenario>[] {
  return [
    {
      id: "name",
      header: "Scenario",
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <button
          type="button"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
          className={cn(
            "text-left whitespace-nowrap underline decoration-border-strong underline-offset-4 hover:decoration-current",
            id === chosen && "font-medium text-accent",
          )}
        >
          {name}
        </button>
      ),
    },
    {
      id: "category",
      header: "Category",
      value: categoryOf,
      secondary: true,
    },
    {
      id: "severity",
      header: "Severity",
      value: ({ severity }) => severity,
      cell: ({ severity }) => <Badge>{sentenceCase(severity)}</Badge>,
      secondary: true,
    },
    impactColumn("correlated", "Correlated (%)"),
    impactColumn("direct", "Direct (%)"),
    {
      id: "dollars",
      header: "Impact (USD)",
      numeric: true,
      value: ({ impact }) => impact?.dollar_impact ?? null,
      cell: ({ impact, reason }) => <MoneyDelta value={impact?.dollar_impact} reason={reason} />,
    },
    {
      id: "distance",
      header: "Distance (s.d.)",
      numeric: true,
      value: ({ plausibility }) => plausibility.distance,
      cell: ({ plausibility: { distance, reason } }) => (
        <Value value={distance} reason={reason} format={(value) => formatNumber(value, 1)} />
      ),
    },
    {
      id: "plausibility",
      header: "Plausibility",
      value: ({ plausibility }) => describePlausibility(plausibility)?.word ?? null,
      cell: ({ plausibility }) => {
        const words = describePlausibility(plausibility);
        if (words === null) return <Missing reason={plausibility.reason} />;
        return <Badge tone={plausibility.implausible === true ? "warning" : "neutral"}>{words.word}</Badge>;
      },
    },
  ];
}

/** The category; of an episode, also which of its moves are not those that happened. */
function categoryOf({ category, source, table_factors: filled }: Scenario): string {
  const title = CATEGORIES.find(({ id }) => id === category)?.title ?? category;
  if (category !== "historical") return title;
  if (source === "table") return `${title}, by the table`;
  return filled.length === 0 ? title : `${title}; by the table: ${filled.join(", ")}`;
}

function impactColumn(reading: "correlated" | "direct", header: string): Column<Scenario> {
  return {
    id: reading,
    header,
    numeric: true,
    value: (scenario) => scenario[reading]?.percentage_impact ?? null,
    cell: (scenario) => (
      <Delta
        value={scenario[reading]?.percentage_impact}
        reason={reading === "correlated" ? (scenario.correlated_reason ?? scenario.reason) : scenario.reason}
        format={(value) => formatPercentage(value)}
      />
    ),
  };
}
