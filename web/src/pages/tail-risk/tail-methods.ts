import type { Reason } from "@/components/numbers.tsx";
import type { RiskMetrics } from "./tail-risk-types.ts";

type Method = keyof RiskMetrics["tail_methods"];

/** What of the loss distribution a figure tells. */
export interface TailMeasure {
  readonly id: "var_95" | "cvar_95" | "var_99" | "cvar_99";
  readonly label: string;
  /** Its part of an explanation's key. */
  readonly key: string;
}

export const TAIL_MEASURES: readonly TailMeasure[] = [
  { id: "var_95", label: "VaR 95 %", key: "var_95" },
  { id: "cvar_95", label: "ES 95 %", key: "es_95" },
  { id: "var_99", label: "VaR 99 %", key: "var_99" },
  { id: "cvar_99", label: "ES 99 %", key: "es_99" },
];

export interface TailMethod {
  readonly id: Method;
  readonly label: string;
  readonly note: string;
  /** Start of its explanations' keys. */
  readonly key: string;
}

export const TAIL_METHODS: readonly TailMethod[] = [
  {
    id: "filtered_historical",
    label: "Filtered historical",
    note: "scaled to today's volatility; the headline",
    key: "fhs",
  },
  { id: "historical", label: "Historical", note: "past returns as they were", key: "hist" },
  { id: "gaussian", label: "Gaussian", note: "a normal distribution", key: "gaussian" },
  {
    id: "cornish_fisher",
    label: "Cornish–Fisher",
    note: "corrected for skew and fat tails; no ES",
    key: "cornish_fisher",
  },
];

/** A figure of a method: fraction of NAV and USD, both positive for a loss. */
interface TailFigure {
  readonly fraction: number | null;
  readonly dollars: number | null;
  readonly reason: Reason | null;
}

/** Null where the method does not have the measure at all. */
export function tailFigure(metrics: RiskMetrics, method: Method, measure: TailMeasure): TailFigure | null {
  const figures: Readonly<Record<string, number | null>> = metrics.tail_methods[method];
  const fraction = figures[measure.id];
  if (fraction === undefined) return null;
  const reason = metrics.reasons[`${method}_${measure.id}`] ?? metrics.reasons[measure.id] ?? null;
  return { fraction, dollars: figures[`${measure.id}_dollar`] ?? null, reason };
}

/** How far the methods are apart on a measure: the lowest and the highest, with their names. */
export function methodSpread(metrics: RiskMetrics, measure: TailMeasure) {
  const known = TAIL_METHODS.flatMap(({ id, label }) => {
    const fraction = tailFigure(metrics, id, measure)?.fraction ?? null;
    return fraction === null ? [] : [{ label, fraction }];
  });
  const [first] = known;
  if (first === undefined) return null;
  return {
    lowest: known.reduce((least, next) => (next.fraction < least.fraction ? next : least), first),
    highest: known.reduce((most, next) => (next.fraction > most.fraction ? next : most), first),
  };
}

/** Whether any method has any figure. */
export function hasEstimate(metrics: RiskMetrics): boolean {
  return TAIL_MEASURES.some((measure) => methodSpread(metrics, measure) !== null);
}
