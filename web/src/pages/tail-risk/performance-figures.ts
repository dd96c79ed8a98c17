import { formatNumber, formatPercent } from "@/lib/format.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";

type Field =
  | "cumulative_return"
  | "annualized_return"
  | "annualized_volatility"
  | "sharpe"
  | "sortino"
  | "calmar"
  | "max_drawdown"
  | "current_drawdown"
  | "tracking_error"
  | "information_ratio"
  | "alpha"
  | "beta_to_benchmark"
  | "up_capture"
  | "down_capture";

export interface PerformanceFigure {
  /** Of the answer; also the end of its explanation's key. */
  readonly field: Field;
  readonly label: string;
  readonly note: string;
  readonly format: (value: number) => string;
  /** Whether it is a gain or a loss. */
  readonly signed?: boolean;
}

interface PerformanceGroup {
  readonly title: string;
  readonly figures: readonly PerformanceFigure[];
}

const percent = (value: number) => formatPercent(value);
const ratio = (value: number) => formatNumber(value);

/** What the account earned, for which risk, and against the benchmark. */
export const PERFORMANCE: readonly PerformanceGroup[] = [
  {
    title: "Return and risk",
    figures: [
      {
        field: "cumulative_return",
        label: "Return",
        note: "since the first session",
        format: percent,
        signed: true,
      },
      {
        field: "annualized_return",
        label: "Return a year",
        note: "compounded",
        format: percent,
        signed: true,
      },
      {
        field: "annualized_volatility",
        label: "Volatility",
        note: "of the account, a year",
        format: percent,
      },
      {
        field: "max_drawdown",
        label: "Max drawdown",
        note: "below the highest before",
        format: percent,
        signed: true,
      },
      {
        field: "current_drawdown",
        label: "Drawdown now",
        note: "below the highest so far",
        format: percent,
        signed: true,
      },
    ],
  },
  {
    title: "Return for risk taken",
    figures: [
      { field: "sharpe", label: "Sharpe", note: "over cash, a unit of volatility", format: ratio },
      { field: "sortino", label: "Sortino", note: "over cash, a unit of losses", format: ratio },
      { field: "calmar", label: "Calmar", note: "return over max drawdown", format: ratio },
    ],
  },
  {
    title: "Against the benchmark",
    figures: [
      { field: "beta_to_benchmark", label: "Beta", note: "realised", format: ratio },
      { field: "alpha", label: "Alpha", note: "a year, beyond beta", format: percent, signed: true },
      { field: "tracking_error", label: "Tracking error", note: "a year", format: percent },
      {
        field: "information_ratio",
        label: "Information ratio",
        note: "for the tracking error",
        format: ratio,
      },
      { field: "up_capture", label: "Up capture", note: "of its rising sessions", format: percent },
      { field: "down_capture", label: "Down capture", note: "of its falling sessions", format: percent },
    ],
  },
];

/** When the deepest fall began, ended and was made up for, in words. Dates come formatted by `date`. */
export function drawdownDates(metrics: RiskMetrics, date: (session: string) => string): string | null {
  const { max_drawdown_peak: peak, max_drawdown_trough: trough, max_drawdown_recovery: recovery } = metrics;
  if (trough === null) return null;
  const start = peak === null ? "from the start" : `from ${date(peak)}`;
  const end = recovery === null ? "not made up for yet" : `made up for by ${date(recovery)}`;
  return `${start} to ${date(trough)}, ${end}`;
}
