import { Missing } from "@/components/numbers.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { useAmounts } from "@/lib/use-amounts.ts";
import { CAUSE_NAMES, type ChangeMeasure } from "./change-measures.ts";
import type { RiskChange } from "./change-types.ts";
import { measureFormat } from "./measure-format.ts";

interface StepListProps {
  readonly change: RiskChange;
  readonly measure: ChangeMeasure;
}

/** What each step means, with what it did to the measure. */
export function StepList({ change, measure }: StepListProps) {
  const format = measureFormat(measure, useAmounts());
  return (
    <Panel
      title="The steps"
      description={`In this order, each from where the one before ended; in ${measure.changeUnit}.`}
    >
      <ol className="flex flex-col divide-y">
        {change.steps.map(({ cause, explanation, change: by }) => {
          const size = by[measure.id];
          return (
            <li key={cause} className="flex items-baseline justify-between gap-4 py-2.5">
              <div className="min-w-0">
                <p className="text-sm font-medium">{CAUSE_NAMES[cause]}</p>
                <p className="text-sm text-muted">{explanation}</p>
              </div>
              <span className="numeric text-sm font-medium">
                {size === null ? <Missing reason={by.reasons[measure.id]} /> : format.change(size)}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
