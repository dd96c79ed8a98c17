import { useMemo } from "react";
import { useAmounts } from "@/lib/use-amounts.ts";
import { useIsNarrow } from "@/lib/use-is-narrow.ts";
import type { ImpactFormats } from "./scenario-chart.ts";
import type { Unit } from "./scenario-list.ts";

const NARROW_LABEL = 116;
const WIDE_LABEL = 184;

/** How impacts are written in the unit chosen. */
export function useImpactFormats(unit: Unit): ImpactFormats {
  const { compact, signedDollars } = useAmounts();
  const labelWidth = useIsNarrow() ? NARROW_LABEL : WIDE_LABEL;
  return useMemo(
    () => ({ unit, compact, signedDollars, labelWidth }),
    [unit, compact, signedDollars, labelWidth],
  );
}
