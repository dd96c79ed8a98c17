import { addDays, addYears, type PlainDate } from "#core/dates/plain-date.ts";
import { METRIC_COLUMNS, METRIC_WIDTH, type MetricColumn } from "#core/metrics/metric-columns.ts";
import { symbolMetrics } from "#core/metrics/symbol-metrics.ts";
import { EWMA_DECAY, EWMA_WINDOW } from "#core/risk/volatility.ts";
import { HAR_WINDOW } from "#core/risk/volatility-forecast.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainFamily, ExplainInput, Reasoning, Unit } from "../explanation.ts";
import type { Given } from "../given.ts";
import { constantInput, numberInput, priceAt, priceInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { estimatedSymbols } from "../risk-inputs.ts";
import { returnsOf } from "../textbook.ts";
import { exponential, heterogeneous, percentile, realized, trend } from "../volatility-estimates.ts";

/** A metric over a window of returns. */
interface WindowMetric {
  readonly title: string;
  readonly unit: Unit;
  readonly formula: string;
  readonly returns: number;
  readonly needed: number;
  readonly estimate: (returns: readonly number[], given: Given) => number;
}

function realizedMetric(window: number): WindowMetric {
  return {
    title: `realised volatility, ${window} sessions`,
    unit: "fraction a year",
    formula: `√252 · √(Σ(r − r̄)²/(n − 1)) over the last ${window} r`,
    returns: window,
    needed: window,
    estimate: (returns) => realized(returns, window),
  };
}

const WINDOW_METRICS: Readonly<Partial<Record<MetricColumn, WindowMetric>>> = {
  realized_vol_21: realizedMetric(21),
  realized_vol_63: realizedMetric(63),
  realized_vol_252: realizedMetric(252),
  ewma_vol: {
    title: "EWMA volatility",
    unit: "fraction a year",
    formula: "√(252 · Σ λᵏr² / Σ λᵏ), k = 0 the last r present",
    returns: EWMA_WINDOW,
    needed: 63,
    estimate: (returns, given) => exponential(returns, given.number("λ")),
  },
  har_21: {
    title: "volatility forecast for the next 21 sessions",
    unit: "fraction a year",
    formula:
      "√ of the forecast of the mean of the next 21 of 252·r² from its day, 5-day and 21-day means, least squares over 252 rows, clipped to what was seen",
    returns: HAR_WINDOW,
    needed: HAR_WINDOW,
    estimate: heterogeneous,
  },
  vol_percentile: {
    title: "rank of the volatility in its year",
    unit: "fraction",
    formula: "share of the 232 deviations over 21 sessions inside the last 252 r that are below the last",
    returns: 252,
    needed: 252,
    estimate: percentile,
  },
  vol_trend: {
    title: "trend of the volatility",
    unit: "ratio",
    formula: "deviation of the last 21 r over that of the 21 before",
    returns: 42,
    needed: 42,
    estimate: trend,
  },
};

/** Sessions back from which a return is counted. */
const SPANS: Readonly<Partial<Record<MetricColumn, number>>> = {
  return_1d: 1,
  return_1w: 5,
  return_1m: 21,
  return_3m: 63,
};

export const symbolMetricsFamily: ExplainFamily = {
  name: "symbol-metrics",
  title: "Returns, volatility and volume of symbols",
  methodPage: "methods/symbol-metrics.md",
  numbers: (evidence) => {
    const { market, risk, calendar, ordinal } = evidence;
    const estimated = new Set(estimatedSymbols(evidence));
    const { symbols, values } = symbolMetrics(market.prices, risk.returns, calendar, ordinal, ordinal);
    return symbols.flatMap((symbol, row) =>
      (estimated.has(symbol) ? [...METRIC_COLUMNS.entries()] : []).map(([column, name]) => ({
        key: keyOf("symbol-metrics", symbol, name),
        title: `${symbol}: ${titleOf(name)}`,
        unit: unitOf(name),
        value: values[row * METRIC_WIDTH + column]!,
      })),
    );
  },
  explain: (_, [symbol = "", name = ""], evidence) => {
    const metric = WINDOW_METRICS[name as MetricColumn];
    if (metric !== undefined) return explainWindow(evidence, symbol, metric);
    return name === "median_volume_21"
      ? explainVolume(evidence, symbol)
      : explainReturn(evidence, symbol, name as MetricColumn);
  },
};

function titleOf(name: MetricColumn): string {
  return (
    WINDOW_METRICS[name]?.title ??
    (name === "median_volume_21"
      ? "median volume, 21 sessions"
      : `total return, ${name.replace("return_", "")}`)
  );
}

function unitOf(name: MetricColumn): Unit {
  return WINDOW_METRICS[name]?.unit ?? (name === "median_volume_21" ? "shares a session" : "fraction");
}

function explainWindow(evidence: Evidence, symbol: string, metric: WindowMetric): Reasoning {
  const { formula, returns, needed, estimate } = metric;
  const decay =
    metric === WINDOW_METRICS.ewma_vol ? [constantInput("λ", EWMA_DECAY, "decay a return", "ratio")] : [];
  const prices = priceInput(evidence, "P", symbol, "adjusted close", returns + 1);
  const got = returnsOf(prices.values).filter((value) => !Number.isNaN(value)).length;
  return {
    formula: `${formula}; r = P/P₋₁ − 1`,
    inputs: [...decay, prices],
    reproduce: (given) => estimate(returnsOf(given.values("P")), given),
    absence:
      got < needed
        ? {
            code: "TOO_FEW_OBSERVATIONS",
            message: `${needed} returns of the window are needed; ${got} are there.`,
            needed,
            got,
          }
        : { code: "NO_VARIATION", message: `The returns of ${symbol} do not vary.`, needed, got },
  };
}

function explainReturn(evidence: Evidence, symbol: string, name: MetricColumn): Reasoning {
  const base = baseOrdinal(evidence, name);
  const price = (label: string, ordinal: number): ExplainInput =>
    numberInput(
      label,
      priceAt(evidence, symbol, "adjusted close", ordinal),
      { kind: "prices", symbol, series: "adjusted close" },
      {
        about: `total-return close of ${symbol}`,
        unit: "USD, adjusted",
        session: evidence.calendar.session(ordinal),
      },
    );
  return {
    formula: "return = P / P₀ − 1, total return since the base session",
    inputs: [price("P", evidence.ordinal), price("P₀", base)],
    reproduce: (given) => returnsOf([given.number("P₀"), given.number("P")])[0]!,
    absence: { code: "NO_PRICE", message: "One of the two sessions has no price." },
  };
}

/** The session a return is counted from. */
function baseOrdinal({ calendar, session, ordinal }: Evidence, name: MetricColumn): number {
  const span = SPANS[name];
  if (span !== undefined) return ordinal - span;
  const before = (day: PlainDate) => calendar.ordinalOnOrBefore(day);
  if (name === "return_1y") return before(addYears(session, -1));
  return before(
    addDays(name === "return_mtd" ? `${session.slice(0, 7)}-01` : `${session.slice(0, 4)}-01-01`, -1),
  );
}

function explainVolume(evidence: Evidence, symbol: string): Reasoning {
  const volumes = priceInput(evidence, "v", symbol, "volume", 21);
  const got = volumes.values.filter((value) => value > 0).length;
  return {
    formula: "median of the v above 0 of the last 21 sessions",
    inputs: [volumes, constantInput("least", 15, "fewest volumes", "count")],
    reproduce: (given) => {
      const sorted = given
        .values("v")
        .filter((value) => value > 0)
        .sort((a, b) => a - b);
      if (sorted.length < given.number("least")) return Number.NaN;
      const middle = sorted.length / 2;
      return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
    },
    absence: {
      code: "TOO_FEW_OBSERVATIONS",
      message: `15 volumes of the last 21 sessions are needed; ${got} are there.`,
      needed: 15,
      got,
    },
  };
}
