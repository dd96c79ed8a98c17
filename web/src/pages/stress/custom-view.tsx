import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { useSearchChoice, useSearchText } from "@/lib/use-search-text.ts";
import { CopyLink } from "./copy-link.tsx";
import { OutcomePanel } from "./outcome-panel.tsx";
import type { Unit } from "./scenario-list.ts";
import { entriesOf, NO_SHOCK, SHOCK_FIELDS, shockError, shocksOf } from "./shock-form.ts";
import { ShockRow } from "./shock-row.tsx";

/** Pause in typing after which the result is asked for. */
const PAUSE_MS = 350;

/** Shocks of the reader's own and their result, both in the address. */
export function CustomView() {
  const [shocks, setShocks] = useSearchText("shocks");
  const [entries, setEntries] = useState(() => entriesOf(shocks));
  const isWrong = SHOCK_FIELDS.some((field) => shockError(field, entries[field.factor] ?? NO_SHOCK) !== null);
  const written = shocksOf(entries);
  // What the address says, if it can be asked for.
  const asked = shocksOf(entriesOf(shocks));
  useEffect(() => {
    if (isWrong || written === shocks) return;
    const timer = setTimeout(() => setShocks(written), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isWrong, written, shocks, setShocks]);

  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <Panel
        title="Your shocks"
        description="An empty field is no shock."
        actions={
          <>
            <CopyLink />
            <Button variant="ghost" size="small" onClick={() => setEntries({})}>
              Clear
            </Button>
          </>
        }
      >
        <ul className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
          {SHOCK_FIELDS.map((field) => (
            <ShockRow
              key={field.factor}
              field={field}
              entry={entries[field.factor] ?? NO_SHOCK}
              onChange={(entry) => setEntries({ ...entries, [field.factor]: entry })}
            />
          ))}
        </ul>
      </Panel>
      <div className="flex min-w-0 flex-col gap-5">
        {asked === null ? (
          <div className="rounded-xl border bg-surface">
            <EmptyState title={isWrong ? "Correct the marked field" : "No shock yet"}>
              Write a size beside a factor: the result appears here as you type.
            </EmptyState>
          </div>
        ) : (
          <CustomOutcome shocks={asked} />
        )}
      </div>
    </div>
  );
}

function CustomOutcome({ shocks }: { readonly shocks: string }) {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const [unit, setUnit] = useSearchChoice<Unit>("unit", ["percent", "dollars"]);
  const query = useQuery({
    ...apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/stress-test/custom", {
      path: { portfolio_id: portfolioId },
      query: { shocks, ...(asOf === null ? {} : { as_of: asOf }) },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <AnalyticContent query={query} skeleton={<Skeleton className="h-112" />}>
      {(data, session) => (
        <OutcomePanel title="Result" outcome={data} unit={unit} fileName={`stress-custom-${session}`}>
          <div data-print="hide" className="mb-3">
            <Segmented
              label="Unit"
              value={unit}
              options={[
                { value: "percent", label: "% of NAV" },
                { value: "dollars", label: "USD" },
              ]}
              onChange={setUnit}
            />
          </div>
        </OutcomePanel>
      )}
    </AnalyticContent>
  );
}
