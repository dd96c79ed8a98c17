import { formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { Missing } from "../numbers.tsx";
import { describeSource } from "./describe-source.ts";
import type { ExplainedInput, OpenNumber } from "./explained.ts";
import { ExplainedSeries } from "./explained-series.tsx";
import { formatExplained } from "./format-explained.ts";
import { NumberLink } from "./number-link.tsx";

interface ExplainedInputRowProps {
  readonly input: ExplainedInput;
  /** How many of its values are missing. */
  readonly missing: number;
  readonly onOpen: OpenNumber;
}

/** An input: its name in the formula, what it is, where it comes from, and its value or values. */
export function ExplainedInputRow({ input, missing, onOpen }: ExplainedInputRowProps) {
  const { name, about, unit, session, source } = input;
  const details = [
    describeSource(source),
    unit === "text" ? null : unit,
    session === null ? null : formatDate(session),
  ].filter((detail) => detail !== null);
  return (
    <li className="px-3 py-2.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <span className="mr-2 rounded bg-surface-2 px-1.5 py-0.5 font-mono text-[0.8125rem]">{name}</span>
          <span className="text-sm">{about}</span>
        </div>
        {input.values === undefined ? <InputValue input={input} onOpen={onOpen} /> : null}
      </div>
      <p className="mt-0.5 text-xs text-muted">{details.join(" · ")}</p>
      {input.values === undefined ? null : (
        <ExplainedSeries input={input} values={input.values} missing={missing} onOpen={onOpen} />
      )}
    </li>
  );
}

function InputValue({ input, onOpen }: Omit<ExplainedInputRowProps, "missing">) {
  const amounts = useAmounts();
  const { value, unit, about, source } = input;
  const key = source.keys?.[0];
  const text = typeof value === "number" ? formatExplained(value, unit, amounts) : (value ?? <Missing />);
  return (
    <span className="numeric text-sm font-medium">
      {key === undefined ? (
        text
      ) : (
        <NumberLink number={key} label={about} onOpen={onOpen}>
          {text}
        </NumberLink>
      )}
    </span>
  );
}
