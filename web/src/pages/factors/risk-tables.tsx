import { useMemo } from "react";
import { Percent, Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatNumber, formatPercent } from "@/lib/format.ts";
import { shortName } from "./factor-groups.ts";
import { type Decomposition, describeCollinearity } from "./risk-shares.ts";

interface RiskTableProps {
  readonly data: Decomposition;
  readonly asOf: string;
}

type FactorRow = Decomposition["factors"][number];
type PositionRow = Decomposition["positions"][number];

const FACTOR_COLUMNS: readonly Column<FactorRow>[] = [
  {
    id: "name",
    header: "Factor",
    value: ({ name }) => shortName(name),
    cell: ({ name }) => <span className="whitespace-nowrap">{shortName(name)}</span>,
  },
  numberColumn("exposure", "Exposure", 3),
  percentColumn("share", "Share of variance"),
  percentColumn("component", "Volatility brought"),
  percentColumn("marginal", "Per unit of exposure"),
  numberColumn("vif", "Variance inflation", 1),
];

/** The factors' parts in numbers, and whether they can be told apart. */
export function FactorRiskTable({ data, asOf }: RiskTableProps) {
  return (
    <div className="mt-4">
      <DataTable
        label="Risk by factor"
        columns={FACTOR_COLUMNS}
        rows={data.factors}
        rowId={({ name }) => name}
        fileName={`risk-by-factor-${asOf}-table`}
      />
      <p className="mt-2 text-sm text-muted">{describeCollinearity(data)}</p>
    </div>
  );
}

const POSITION_COLUMNS: readonly Column<PositionRow>[] = [
  { id: "symbol", header: "Symbol", value: ({ symbol }) => symbol },
  percentColumn("weight", "Weight"),
  percentColumn("volatility", "Volatility"),
  percentColumn("share", "Share of variance"),
  percentColumn("component", "Volatility brought"),
  percentColumn("marginal", "Per unit of weight"),
  percentColumn("component_cvar_95", "Part of ES 95 %"),
];

/** The holdings' parts in numbers. */
export function PositionRiskTable({ data, asOf }: RiskTableProps) {
  return (
    <div className="mt-4">
      <DataTable
        label="Risk by holding"
        columns={POSITION_COLUMNS}
        rows={data.positions}
        rowId={({ symbol }) => symbol}
        sort="-share"
        fileName={`risk-by-holding-${asOf}-table`}
      />
    </div>
  );
}

/** The same volatility by other estimators, for who doubts the model. */
export function SecondOpinion({ data }: { readonly data: Decomposition }) {
  const other = data.second_opinion;
  const rows = useMemo(
    () => [
      {
        name: "Factor model",
        value: data.volatility,
        shrinkage: null,
        reason: data.reasons.volatility,
      },
      {
        name: "Shrunk towards one correlation",
        value: other.constant_correlation_volatility,
        shrinkage: other.constant_correlation_shrinkage,
        reason: other.reasons.constant_correlation_volatility,
      },
      {
        name: "Shrunk towards independence",
        value: other.identity_volatility,
        shrinkage: other.identity_shrinkage,
        reason: other.reasons.identity_volatility,
      },
      {
        name: "Sample covariance",
        value: other.sample_volatility,
        shrinkage: null,
        reason: other.reasons.sample_volatility,
      },
    ],
    [data, other],
  );
  type Row = (typeof rows)[number];
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: "name", header: "Estimator", value: ({ name }) => name },
      {
        id: "value",
        header: "Volatility (a year)",
        numeric: true,
        value: ({ value }) => value,
        cell: ({ value, reason }) => <Percent value={value} reason={reason} />,
      },
      {
        id: "shrinkage",
        header: "Shrinkage",
        numeric: true,
        value: ({ shrinkage }) => shrinkage,
        cell: ({ shrinkage }) => <Percent value={shrinkage} digits={1} />,
      },
    ],
    [],
  );
  return (
    <Panel
      title="A second opinion"
      description={`The portfolio's volatility from the holdings' own returns, ${other.observations} sessions.`}
    >
      <DataTable label="Volatility by estimator" columns={columns} rows={rows} rowId={({ name }) => name} />
    </Panel>
  );
}

type Reasoned = FactorRow | PositionRow;

function numberColumn<Row extends Reasoned>(
  id: keyof Row & string,
  header: string,
  digits: number,
): Column<Row> {
  return valueColumn(id, header, (value) => formatNumber(value, digits));
}

function percentColumn<Row extends Reasoned>(id: keyof Row & string, header: string): Column<Row> {
  return valueColumn(id, header, (value) => formatPercent(value));
}

function valueColumn<Row extends Reasoned>(
  id: keyof Row & string,
  header: string,
  format: (value: number) => string,
): Column<Row> {
  const value = (row: Row) => row[id] as number | null;
  return {
    id,
    header,
    numeric: true,
    value,
    cell: (row) => <Value value={value(row)} reason={row.reasons[id]} format={format} />,
  };
}
