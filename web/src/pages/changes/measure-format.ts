import { signed } from "@/lib/format.ts";
import type { useAmounts } from "@/lib/use-amounts.ts";
import type { ChangeMeasure } from "./change-measures.ts";

type Amounts = Pick<ReturnType<typeof useAmounts>, "dollars" | "compact" | "signedDollars">;

export interface MeasureFormat {
  /** A state. */
  readonly state: (value: number) => string;
  /** A state, on an axis. */
  readonly axis: (value: number) => string;
  /** A change, with its sign. */
  readonly change: (value: number) => string;
}

/** How values and changes of a measure are written; amounts follow the reader's mask. */
export function measureFormat({ format, formatChange }: ChangeMeasure, amounts: Amounts): MeasureFormat {
  return {
    state: format ?? amounts.dollars,
    axis: format ?? amounts.compact,
    change: formatChange === null ? amounts.signedDollars : (value) => signed(value, formatChange),
  };
}
