import { useMemo } from "react";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { ImpactFormats } from "./scenario-chart.ts";
import type { Unit } from "./scenario-list.ts";

/** How impacts are written in the unit chosen. */
export function useImpactFormats(unit: Unit): ImpactFormats {
  const { compact, signedDollars } = useAmounts();
  return useMemo(() => ({ unit, compact, signedDollars }), [unit, compact, signedDollars]);
}
