import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { CHANGE_MEASURES, MEASURE_IDS } from "./change-measures.ts";
import { ChangeTable } from "./change-table.tsx";
import { StepList } from "./step-list.tsx";
import { WaterfallPanel } from "./waterfall-panel.tsx";

const OPTIONS = CHANGE_MEASURES.map(({ id, label }) => ({ value: id, label }));

/** The change from a session to the one in the address. */
export function ChangeContent({ from }: { readonly from: string }) {
  const change = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/risk-change", { from });
  const [chosen, choose] = useSearchChoice("measure", MEASURE_IDS);
  const measure = CHANGE_MEASURES.find(({ id }) => id === chosen) ?? CHANGE_MEASURES[0];
  return (
    <AnalyticContent query={change} skeleton={<Skeleton className="h-96" />}>
      {(data) => (
        <>
          {data.notes.map((note) => (
            <Notice key={note} title={note} />
          ))}
          <div className="overflow-x-auto" data-print="hide">
            <Segmented label="Measure" value={measure.id} options={OPTIONS} onChange={choose} />
          </div>
          <div className="grid gap-5 xl:grid-cols-[3fr_2fr]">
            <WaterfallPanel change={data} measure={measure} />
            <StepList change={data} measure={measure} />
          </div>
          <ChangeTable change={data} />
        </>
      )}
    </AnalyticContent>
  );
}
