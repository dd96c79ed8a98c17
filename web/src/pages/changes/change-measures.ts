import { formatNumber, formatPercent } from "@/lib/format.ts";
import type { Cause, RiskState } from "./change-types.ts";

export type MeasureId = Exclude<keyof RiskState, "reasons">;

export interface ChangeMeasure {
  readonly id: MeasureId;
  readonly label: string;
  /** Of a state. */
  readonly unit: string;
  /** Of a change, where it has another unit. */
  readonly changeUnit: string;
  /** Null: an amount, which the reader may mask. */
  readonly format: ((value: number) => string) | null;
  /** Null: an amount. */
  readonly formatChange: ((size: number) => string) | null;
  /** Key of its explanation. */
  readonly number: string;
  /** As the middle of a sentence. */
  readonly noun: string;
  /** Whether it makes the account worth more rather than risk larger. */
  readonly isValue: boolean;
}

const percent = (value: number) => formatPercent(value);
const points = (size: number) => formatNumber(size * 100, 2);

const PERCENT = { format: percent, formatChange: points, changeUnit: "points", isValue: false } as const;

/** What is compared between two sessions. */
export const CHANGE_MEASURES: readonly [ChangeMeasure, ...ChangeMeasure[]] = [
  {
    id: "volatility",
    label: "Volatility",
    unit: "% a year",
    noun: "volatility",
    number: "risk-metrics/model_volatility",
    ...PERCENT,
  },
  {
    id: "market_beta",
    label: "Market beta",
    unit: "ratio",
    changeUnit: "ratio",
    format: (value) => formatNumber(value, 3),
    formatChange: (size) => formatNumber(size, 3),
    noun: "the market beta",
    number: "factors/market/exposure",
    isValue: false,
  },
  {
    id: "var_95",
    label: "VaR 95 %",
    unit: "% of NAV",
    noun: "value at risk",
    number: "risk-metrics/fhs_var_95",
    ...PERCENT,
  },
  {
    id: "cvar_95",
    label: "ES 95 %",
    unit: "% of NAV",
    noun: "the expected shortfall",
    number: "risk-metrics/fhs_es_95",
    ...PERCENT,
  },
  {
    id: "nav",
    label: "NAV",
    unit: "USD",
    changeUnit: "USD",
    format: null,
    formatChange: null,
    noun: "the net asset value",
    number: "snapshots/nav",
    isValue: true,
  },
];

export const MEASURE_IDS: readonly [MeasureId, ...MeasureId[]] = [
  "volatility",
  "market_beta",
  "var_95",
  "cvar_95",
  "nav",
];

/** What each step is called. */
export const CAUSE_NAMES: Readonly<Record<Cause, string>> = {
  restated_data: "Restated data",
  edited_facts: "Edited facts",
  price_drift: "Price drift",
  positions: "Positions",
  window: "Window",
  restated_since: "Restated since",
};
