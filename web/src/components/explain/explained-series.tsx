import { useState } from "react";
import { count } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { Missing } from "../numbers.tsx";
import { TableFrame } from "../table/table-frame.tsx";
import { Button } from "../ui/button.tsx";
import type { ExplainedInput, OpenNumber } from "./explained.ts";
import { formatExplained, isAmount } from "./format-explained.ts";
import { NumberLink } from "./number-link.tsx";
import { Sparkline } from "./sparkline.tsx";
import { useLabelNames } from "./use-label-names.ts";

/** Up to so many values are in sight without being asked for. */
const SHOWN_AT_ONCE = 8;

interface ExplainedSeriesProps {
  readonly input: ExplainedInput;
  readonly values: readonly (number | null)[];
  readonly missing: number;
  readonly onOpen: OpenNumber;
}

/** The values of an input: how many, their shape, and on request each of them. */
export function ExplainedSeries({ input, values, missing, onOpen }: ExplainedSeriesProps) {
  const [isOpen, setIsOpen] = useState(input.by !== "session" && values.length <= SHOWN_AT_ONCE);
  const amounts = useAmounts();
  const labels = input.labels ?? [];
  const nameOf = useLabelNames(input.by);
  const isBySession = input.by === "session";
  const first = labels[0];
  const last = labels.at(-1);
  return (
    <div className="mt-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        {isBySession && !(amounts.masked && isAmount(input.unit)) ? <Sparkline values={values} /> : null}
        <span className="numeric">
          {count(values.length, "value")}
          {isBySession && first !== undefined && last !== undefined
            ? `, ${nameOf(first)} to ${nameOf(last)}`
            : ` by ${input.by ?? "label"}`}
        </span>
        <span className={missing === 0 ? "text-muted" : "font-medium text-warning"}>
          {missing === 0 ? "none missing" : `${missing} missing`}
        </span>
        <Button variant="ghost" size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? "Hide values" : "Show values"}
          <span className="sr-only"> of {input.name}</span>
        </Button>
      </div>
      {isOpen ? (
        <TableFrame label={`Values of ${input.name}`} className="mt-1.5 max-h-64">
          <tbody>
            {labels.map((label, index) => {
              const value = values[index] ?? null;
              const key = input.source.keys?.[index];
              const text = value === null ? <Missing /> : formatExplained(value, input.unit, amounts);
              return (
                <tr key={label} className="border-b last:border-b-0">
                  <th scope="row" className="px-3 py-1 text-left font-normal">
                    {nameOf(label)}
                  </th>
                  <td className="numeric px-3 py-1 text-right">
                    {key === undefined ? (
                      text
                    ) : (
                      <NumberLink number={key} label={`${nameOf(label)}: ${input.about}`} onOpen={onOpen}>
                        {text}
                      </NumberLink>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </TableFrame>
      ) : null}
    </div>
  );
}
