import type { Reason } from "@/components/numbers.tsx";
import { HALF_WIDTH } from "./exposure-summary.ts";

export type LoadingModel = "joint" | "market" | "spread" | "ridge";

/** What is below this is zero but for rounding, as the loadings of a factor's own proxy on the others. */
const ROUNDING = 1e-9;

/** A holding's loading on one factor and how surely it is known. */
export interface Loading {
  readonly value: number | null;
  /** Half the width of the 95 % interval; null: its estimator has none. */
  readonly halfWidth: number | null;
  /** Whether the interval leaves out zero; true without an interval. */
  readonly isClear: boolean;
  readonly rSquared: number | null;
  readonly reason: Reason | null;
}

interface Holding {
  readonly factors: Readonly<Record<string, number | null>>;
  readonly diagnostics: Readonly<
    Record<
      string,
      {
        readonly std_error?: number | null;
        readonly r_squared?: number | null;
        readonly reason: Reason | null;
      }
    >
  >;
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** The factors that one model estimates, by their names. */
export function factorsOfModel(names: readonly string[], model: LoadingModel): readonly string[] {
  return names.filter((name) => modelOf(name) === model);
}

function modelOf(name: string): LoadingModel {
  if (name.startsWith("Joint ")) return "joint";
  if (name.endsWith(" Spread")) return "spread";
  return /\bBeta\b/.test(name) ? "market" : "ridge";
}

export function loadingOf({ factors, diagnostics, reasons }: Holding, name: string): Loading {
  const value = factors[name] ?? null;
  const diagnostic = diagnostics[name];
  const error = diagnostic?.std_error ?? null;
  const halfWidth = error === null ? null : HALF_WIDTH * error;
  return {
    value,
    halfWidth,
    isClear: value === null || halfWidth === null || Math.abs(value) > Math.max(halfWidth, ROUNDING),
    rSquared: diagnostic?.r_squared ?? null,
    reason: diagnostic?.reason ?? reasons[name] ?? null,
  };
}
