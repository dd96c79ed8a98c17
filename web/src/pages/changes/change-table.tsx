import { Explain } from "@/components/explain/explain.tsx";
import { Missing } from "@/components/numbers.tsx";
import { TableFrame } from "@/components/table/table-frame.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { CAUSE_NAMES, CHANGE_MEASURES } from "./change-measures.ts";
import type { RiskChange, RiskState } from "./change-types.ts";
import { measureFormat } from "./measure-format.ts";

/** All measures at both sessions, with every step between. */
export function ChangeTable({ change }: { readonly change: RiskChange }) {
  return (
    <Panel
      title="All measures"
      description="Both sessions, and the steps between them. A number of the later one opens where it comes from."
    >
      <TableFrame label="All measures at both sessions">
        <thead className="bg-surface-2">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-left font-medium">
              Step
            </th>
            {CHANGE_MEASURES.map(({ id, label, unit, changeUnit }) => (
              <th key={id} scope="col" className="px-3 py-1.5 text-right font-medium whitespace-nowrap">
                {label}
                <span className="block text-xs font-normal text-muted">
                  {unit === changeUnit ? unit : `${unit}; ${changeUnit}`}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row name={formatDate(change.from.as_of)} state={change.from.state} />
          {change.steps.map(({ cause, change: by }) => (
            <Row key={cause} name={CAUSE_NAMES[cause]} state={by} isStep />
          ))}
          <Row name={formatDate(change.to.as_of)} state={change.to.state} isExplained />
        </tbody>
      </TableFrame>
    </Panel>
  );
}

interface RowProps {
  readonly name: string;
  readonly state: RiskState;
  readonly isStep?: boolean;
  /** Whether its numbers are those of the session in the address, which have an explanation. */
  readonly isExplained?: boolean;
}

function Row({ name, state, isStep = false, isExplained = false }: RowProps) {
  const amounts = useAmounts();
  return (
    <tr className={isStep ? "border-t" : "border-t bg-surface-2/50 font-medium"}>
      <th
        scope="row"
        className={`px-3 py-1.5 text-left whitespace-nowrap ${isStep ? "pl-6 font-normal" : "font-medium"}`}
      >
        {name}
      </th>
      {CHANGE_MEASURES.map((measure) => {
        const value = state[measure.id];
        const format = measureFormat(measure, amounts);
        return (
          <td key={measure.id} className="numeric px-3 py-1.5 text-right">
            {value === null ? (
              <Missing reason={state.reasons[measure.id]} />
            ) : isStep ? (
              format.change(value)
            ) : isExplained ? (
              <Explain number={measure.number} label={measure.label}>
                {format.state(value)}
              </Explain>
            ) : (
              format.state(value)
            )}
          </td>
        );
      })}
    </tr>
  );
}
