import { useMemo, useState } from "react";
import type { Answer } from "@/api/api-query.ts";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Explain } from "@/components/explain/explain.tsx";
import { formatExplained } from "@/components/explain/format-explained.ts";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { count } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { useSearchText } from "@/lib/use-search-text.ts";
import { findNumbers } from "./find-numbers.ts";

type Data = NonNullable<Answer<"/api/v1/analytics/portfolio/{portfolio_id}/explain">["data"]>;
type Catalogue = NonNullable<Data["catalogue"]>;
type Entry = Catalogue["numbers"][number];

/** More than any family has. */
const LIMIT = 5000;
const SHOWN = 100;

const COLUMNS: readonly Column<Entry>[] = [
  {
    id: "title",
    header: "Number",
    value: ({ title }) => title,
    cell: ({ title }) => <span className="inline-block first-letter:uppercase">{title}</span>,
  },
  {
    id: "key",
    header: "Key",
    value: ({ key }) => key,
    cell: ({ key }) => <span className="font-mono text-xs wrap-anywhere text-muted">{key}</span>,
    secondary: true,
  },
  {
    id: "value",
    header: "Value, with its unit",
    numeric: true,
    sortable: false,
    value: ({ value }) => value,
    cell: (entry) => <ExplainedValue entry={entry} />,
  },
];

/** Every number of the portfolio that can be explained, to be looked for. */
export function NumberCatalogue() {
  const [family, setFamily] = useSearchText("family");
  const [search, setSearch] = useState("");
  const shownFamily = family ?? "snapshots";
  const answer = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/explain", {
    family: shownFamily,
    limit: LIMIT,
  });
  return (
    <Panel
      title="Every number"
      description="Each stored number with its formula, inputs and sources, computed again from them when opened."
    >
      <AnalyticContent query={answer} quality={false} skeleton={<Skeleton className="h-96" />}>
        {({ catalogue }) =>
          catalogue === null ? null : (
            <>
              <div data-print="hide" className="grid gap-3 sm:grid-cols-2 lg:max-w-3xl">
                <SelectField
                  label="Family"
                  value={shownFamily}
                  options={catalogue.families.map(({ name, title, count: numbers }) => ({
                    value: name,
                    label: `${title} (${numbers})`,
                  }))}
                  onChange={({ target }) => setFamily(target.value === "snapshots" ? null : target.value)}
                />
                <TextField
                  label="Search"
                  type="search"
                  value={search}
                  placeholder="symbol, factor or name"
                  onChange={({ target }) => setSearch(target.value)}
                />
              </div>
              <Numbers numbers={catalogue.numbers} search={search} />
            </>
          )
        }
      </AnalyticContent>
    </Panel>
  );
}

function Numbers({ numbers, search }: { readonly numbers: readonly Entry[]; readonly search: string }) {
  const { shown, total } = useMemo(() => findNumbers(numbers, search, SHOWN), [numbers, search]);
  return (
    <>
      <p aria-live="polite" className="mt-3 mb-2 text-sm text-muted">
        {shown.length === total
          ? count(total, "number")
          : `The first ${shown.length} of ${count(total, "number")}; a search narrows them down.`}
      </p>
      <DataTable
        label="Numbers that can be explained"
        columns={COLUMNS}
        rows={shown}
        rowId={({ key }) => key}
        empty="No number has this name."
      />
    </>
  );
}

function ExplainedValue({ entry: { key, title, unit, value } }: { readonly entry: Entry }) {
  const amounts = useAmounts();
  return (
    <Explain number={key} label={title}>
      {value === null ? <span className="text-muted">n/a</span> : formatExplained(value, unit, amounts)}
    </Explain>
  );
}
