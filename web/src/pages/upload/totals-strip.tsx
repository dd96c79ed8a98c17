import { Stat, StatList } from "@/components/numbers.tsx";
import { count, formatQuantity } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { PreviewAnswer } from "./upload-requests.ts";

/** What the file comes to. */
export function TotalsStrip({ preview: { totals, row_count: rows } }: { readonly preview: PreviewAnswer }) {
  const amounts = useAmounts();
  const { by_class: byClass, closed_positions: closed, cost_unknown_positions: unknown } = totals;
  const notes = [
    ...(closed === 0 ? [] : [`${formatQuantity(closed)} closed`]),
    ...(unknown === 0 ? [] : [`${formatQuantity(unknown)} of unknown cost`]),
  ];
  return (
    <StatList>
      <Stat
        label="Positions"
        note={totals.positions < rows ? `of ${count(rows, "row")}` : notes.join(", ") || count(rows, "row")}
      >
        {formatQuantity(totals.positions)}
      </Stat>
      <Stat label="Long · short" note="by quantity">
        {formatQuantity(totals.long_positions)} · {formatQuantity(totals.short_positions)}
      </Stat>
      <Stat label="Options · private" note={`${formatQuantity(byClass.PUBLIC)} public`}>
        {formatQuantity(byClass.OPTIONS)} · {formatQuantity(byClass.PRIVATE)}
      </Stat>
      <Stat label="Entry value, long (USD)" note="open lots">
        {amounts.dollars(totals.long_cost)}
      </Stat>
      <Stat label="Entry value, short (USD)" note="open lots">
        {amounts.dollars(totals.short_cost)}
      </Stat>
    </StatList>
  );
}
