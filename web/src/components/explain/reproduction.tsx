import { CircleCheck, CircleX } from "lucide-react";
import { useAmounts } from "@/lib/use-amounts.ts";
import { Badge } from "../ui/badge.tsx";
import type { Explained } from "./explained.ts";
import { formatExact, formatPrecise } from "./format-explained.ts";

/** The number beside what its inputs give when computed once more, by other routines. */
export function Reproduction({ explained }: { readonly explained: Explained }) {
  const amounts = useAmounts();
  const { value, reproduced, difference, agrees, tolerance, unit } = explained;
  const exact = (number: number | null) =>
    number === null ? "no value" : formatPrecise(number, unit, amounts);
  return (
    <div className="rounded-md border">
      <dl className="grid gap-x-6 gap-y-2 px-3 py-2.5 sm:grid-cols-3">
        <Figure name="Value" text={exact(value)} />
        <Figure name="Computed again" text={exact(reproduced)} />
        <Figure name="Difference" text={exact(difference)} />
      </dl>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t px-3 py-2 text-xs text-muted">
        <Badge tone={agrees ? "good" : "bad"}>
          {agrees ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
          {agrees ? "Agrees" : "Does not agree"}
        </Badge>
        {value === null
          ? "Both have no value."
          : `Within ${formatExact(tolerance.relative)} of the value${
              unit === "USD" ? ` or ${formatExact(tolerance.absolute)} USD` : ""
            }, from the inputs listed here and nothing else.`}
      </p>
    </div>
  );
}

function Figure({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="numeric truncate text-sm font-medium">{text}</dd>
    </div>
  );
}
