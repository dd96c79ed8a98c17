import { TriangleAlert } from "lucide-react";
import { Value } from "@/components/numbers.tsx";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatNumber, formatPercent } from "@/lib/format.ts";
import { type BetaDiagnostic, type BetaDiagnostics, doubtsOf, summarizeDoubts } from "./beta-doubts.ts";

const two = (value: number) => formatNumber(value, 2);

const COLUMNS: readonly Column<BetaDiagnostic>[] = [
  { id: "symbol", header: "Symbol", value: ({ symbol }) => symbol },
  {
    id: "doubts",
    header: "To be read with care",
    value: (beta) => doubtsOf(beta).join("; "),
    cell: (beta) => <Doubts doubts={doubtsOf(beta)} />,
  },
  column("market_beta", "Beta", two),
  column("std_error", "Error", two),
  column("newey_west_std_error", "Newey–West", two),
  column("r_squared", "R²", (value) => formatPercent(value, 0)),
  column("durbin_watson", "Durbin–Watson", two),
  column("vasicek_beta", "Vasicek beta", two),
  column("dimson_beta", "Dimson beta", two),
  { id: "observations", header: "Observations", numeric: true, value: ({ observations }) => observations },
];

/** What speaks against each estimated beta, and what other estimators make of it. */
export function BetaDiagnosticsPanel({
  data,
  asOf,
}: {
  readonly data: BetaDiagnostics;
  readonly asOf: string;
}) {
  const { mean, standard_deviation: deviation, references } = data.prior;
  return (
    <Panel title="How far the betas can be trusted" description={summarizeDoubts(data.positions)}>
      <DataTable
        label="Diagnostics of the market betas"
        columns={COLUMNS}
        rows={data.positions}
        rowId={({ symbol }) => symbol}
        fileName={`beta-diagnostics-${asOf}`}
      />
      <p className="mt-2 text-sm text-muted">
        Vasicek betas are drawn towards {two(mean)} ± {two(deviation)},{" "}
        {references === 0 ? "the default for US stocks" : `from the betas of ${references} reference symbols`}
        . Dimson betas count the market's move of the session before too.
      </p>
    </Panel>
  );
}

function Doubts({ doubts }: { readonly doubts: readonly string[] }) {
  if (doubts.length === 0) return <span className="text-muted">Nothing</span>;
  return (
    <ul className="min-w-48">
      {doubts.map((doubt) => (
        <li key={doubt} className="flex items-start gap-1.5 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {doubt}
        </li>
      ))}
    </ul>
  );
}

type Figure =
  | "market_beta"
  | "std_error"
  | "newey_west_std_error"
  | "r_squared"
  | "durbin_watson"
  | "vasicek_beta"
  | "dimson_beta";

function column(id: Figure, header: string, format: (value: number) => string): Column<BetaDiagnostic> {
  return {
    id,
    header,
    numeric: true,
    value: (beta) => beta[id],
    cell: (beta) => <Value value={beta[id]} reason={beta.reasons[id]} format={format} />,
  };
}
