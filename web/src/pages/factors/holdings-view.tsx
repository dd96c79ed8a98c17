import { useMemo, useState } from "react";
import type { Answer } from "@/api/api-query.ts";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Percent } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { shortName } from "./factor-groups.ts";
import { LoadingCell } from "./loading-cell.tsx";
import { factorsOfModel, type LoadingModel, loadingOf } from "./loadings.ts";

type Loadings = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/positions/factor-exposures">["data"]
>["positions"];
type Row = Loadings[number];

const MODELS: readonly { readonly value: LoadingModel; readonly label: string }[] = [
  { value: "joint", label: "Joint" },
  { value: "market", label: "Market and rates" },
  { value: "spread", label: "Spreads" },
  { value: "ridge", label: "Style ridge" },
];

/** The loadings behind the exposures: what each holding moves with. */
export function HoldingsView() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/positions/factor-exposures");
  return (
    <AnalyticContent query={query} skeleton={<Skeleton className="h-160" />}>
      {({ positions }, asOf) => <LoadingsPanel positions={positions} asOf={asOf} />}
    </AnalyticContent>
  );
}

function LoadingsPanel({ positions, asOf }: { readonly positions: Loadings; readonly asOf: string }) {
  const [model, setModel] = useSearchChoice("model", ["joint", "market", "spread", "ridge"]);
  const [search, setSearch] = useState("");
  const columns = useMemo(() => columnsOf(positions, model), [positions, model]);
  return (
    <Panel
      title="Loadings by holding"
      description="Return of the holding per unit of factor return, ± its 95 % interval. Loadings whose interval includes zero are set in italics."
    >
      <DataTable
        key={model}
        label="Loadings by holding"
        columns={columns}
        rows={positions}
        rowId={({ symbol }) => symbol}
        sort="-weight"
        search={search}
        fileName={`loadings-${model}-${asOf}`}
        empty="No holding matches."
        toolbar={
          <div className="flex flex-wrap items-end gap-3">
            <TextField
              label="Find a holding"
              type="search"
              value={search}
              onChange={({ target }) => setSearch(target.value)}
              className="w-48"
            />
            <Segmented label="Model" value={model} options={MODELS} onChange={setModel} />
          </div>
        }
      />
    </Panel>
  );
}

function columnsOf(positions: Loadings, model: LoadingModel): readonly Column<Row>[] {
  const names = factorsOfModel(Object.keys(positions[0]?.factors ?? {}), model);
  return [
    { id: "symbol", header: "Symbol", value: ({ symbol }) => symbol },
    {
      id: "weight",
      header: "Weight",
      numeric: true,
      value: ({ weight }) => weight,
      cell: ({ weight, reasons }) => <Percent value={weight} reason={reasons.weight} />,
    },
    ...names.map(
      (name): Column<Row> => ({
        id: name,
        header: shortName(name),
        numeric: true,
        value: ({ factors }) => factors[name] ?? null,
        cell: (row) => <LoadingCell loading={loadingOf(row, name)} />,
      }),
    ),
    ...fitColumns(positions, names, model),
  ];
}

/** How much of a holding's moves is explained: by all factors of a joint estimate, else by each alone. */
function fitColumns(
  positions: Loadings,
  names: readonly string[],
  model: LoadingModel,
): readonly Column<Row>[] {
  const isJoint = model === "joint" || model === "ridge";
  const fitted = names.filter((name) => positions.some((row) => loadingOf(row, name).rSquared !== null));
  return (isJoint ? fitted.slice(0, 1) : fitted).map(
    (name): Column<Row> => ({
      id: `r_squared/${name}`,
      header: isJoint ? "R²" : `R² ${shortName(name)}`,
      numeric: true,
      value: (row) => loadingOf(row, name).rSquared,
      cell: (row) => {
        const { rSquared, reason } = loadingOf(row, name);
        return <Percent value={rSquared} reason={reason} digits={0} />;
      },
    }),
  );
}
