import { Search } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "@/components/table/data-table.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { useAmounts } from "@/lib/use-amounts.ts";
import { useSearchChoice, useSearchText } from "@/lib/use-search-text.ts";
import type { Lot } from "./holding.ts";
import { HOLDING_KINDS, type Holding, KIND_LABELS } from "./holding.ts";
import { filterHoldings, type HoldingRow, rowsOf, totalsOf } from "./holding-rows.ts";
import { holdingsColumns, type LotAction } from "./holdings-columns.tsx";

interface HoldingsTableProps {
  readonly holdings: readonly Holding[];
  readonly onAction: (action: LotAction, lot: Lot) => void;
}

/** Holdings by symbol with their lots; what is shown is in the address. */
export function HoldingsTable({ holdings, onAction }: HoldingsTableProps) {
  const amounts = useAmounts();
  const [kind, setKind] = useSearchChoice("class", ["held", ...HOLDING_KINDS, "all"]);
  const [search, setSearch] = useSearchText("q");
  const words = search ?? "";
  const shown = useMemo(() => filterHoldings(holdings, kind, words), [holdings, kind, words]);
  const rows = useMemo(() => rowsOf(shown), [shown]);
  const totals = useMemo(() => totalsOf(shown), [shown]);
  const columns = useMemo(() => holdingsColumns({ amounts, onAction }), [amounts, onAction]);
  const kinds = HOLDING_KINDS.filter((candidate) => holdings.some((holding) => holding.kind === candidate));
  return (
    <div className="rounded-xl border bg-surface p-3 sm:p-5">
      <DataTable<HoldingRow>
        label="Holdings"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        subRows={(row) => (row.kind === "holding" ? row.lots : undefined)}
        sort="-marketValue"
        fileName="holdings"
        empty={holdings.length === 0 ? "No lot is stored." : "Nothing matches; change class or search."}
        {...(shown.length > 0 ? { totals } : {})}
        toolbar={
          <>
            <Segmented
              label="Class"
              value={kind}
              options={[
                { value: "held", label: "Held" },
                ...kinds.map((value) => ({ value, label: KIND_LABELS[value] })),
                { value: "all", label: "All" },
              ]}
              onChange={setKind}
            />
            <label className="relative">
              <span className="sr-only">Search holdings</span>
              <Search aria-hidden className="absolute top-2 left-2 size-4 text-muted" />
              <input
                type="search"
                value={words}
                placeholder="Symbol or name"
                onChange={({ target }) => setSearch(target.value)}
                className="h-8 w-44 rounded-md border border-border-strong bg-surface pr-2 pl-8 text-sm placeholder:text-muted"
              />
            </label>
          </>
        }
      />
    </div>
  );
}
