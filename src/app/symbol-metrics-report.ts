import type { PlainDate } from "#core/dates/plain-date.ts";
import { MEDIAN_VOLUME_MIN_OBSERVATIONS, MEDIAN_VOLUME_WINDOW } from "#core/metrics/median-volume.ts";
import { METRIC_COLUMNS, type MetricColumn } from "#core/metrics/metric-columns.ts";
import { EWMA_MIN_OBSERVATIONS, TREND_SESSIONS, VOLATILITY_WINDOWS } from "#core/risk/volatility.ts";
import { HAR_WINDOW, PERCENTILE_WINDOW } from "#core/risk/volatility-forecast.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import { listSymbolResults } from "#db/stores/result-row-store.ts";
import type { Absence, Reasons } from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";
import { type HoldingQuality, readHoldingQuality } from "./holding-quality.ts";

/** Returns, volatilities and the usual volume of a symbol at a session. */
export interface SymbolMetrics {
  readonly symbol: string;
  /** By column; NaN where there is no number. */
  readonly metrics: Readonly<Record<MetricColumn, number>>;
  readonly reasons: Reasons;
}

export interface SymbolMetricReport {
  readonly asOf: PlainDate;
  /** Version of the method; null where no symbol has metrics. */
  readonly method: number | null;
  readonly symbols: readonly SymbolMetrics[];
  readonly held: HoldingQuality;
}

/** Of the listed symbols held, and of the underlyings of options with a delta; null where nothing was computed by then. */
export async function readSymbolMetrics(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<SymbolMetricReport | null> {
  const { db } = context.database.api;
  const session = (await findSnapshot(db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  const held = await readHoldingQuality(context, portfolioId, session);
  const rows = await listSymbolResults(db, "symbol_daily_metrics", METRIC_COLUMNS, held.symbols, session);
  const bySymbol = new Map(rows.map((row) => [row.values.symbol as string, row]));
  const methods = rows.map(({ method }) => method);
  return {
    asOf: session,
    method: methods.length === 0 ? null : Math.max(...methods),
    symbols: held.symbols.map((symbol) => symbolMetrics(symbol, bySymbol.get(symbol)?.values ?? {})),
    held,
  };
}

function symbolMetrics(symbol: string, values: Readonly<Record<string, unknown>>): SymbolMetrics {
  const metrics = Object.fromEntries(
    METRIC_COLUMNS.map((column) => [column, (values[column] as number | null | undefined) ?? Number.NaN]),
  ) as Record<MetricColumn, number>;
  const missing = METRIC_COLUMNS.filter((column) => Number.isNaN(metrics[column]));
  const reasons = Object.fromEntries(missing.map((column) => [column, REASONS[column]]));
  return { symbol, metrics, reasons };
}

const NO_PRICE: Absence = {
  code: "NO_PRICE",
  message: "One of the two sessions has no price, or lies before the stored history.",
};

function without(needed: number, also = ""): Absence {
  return {
    code: "TOO_FEW_OBSERVATIONS",
    message: `${needed} returns without a gap are needed up to the session${also}.`,
  };
}

const [SHORT, MEDIUM, LONG] = VOLATILITY_WINDOWS;

const REASONS: Readonly<Record<MetricColumn, Absence>> = {
  return_1d: NO_PRICE,
  return_1w: NO_PRICE,
  return_1m: NO_PRICE,
  return_3m: NO_PRICE,
  return_1y: NO_PRICE,
  return_mtd: NO_PRICE,
  return_ytd: NO_PRICE,
  realized_vol_21: without(SHORT),
  realized_vol_63: without(MEDIUM),
  realized_vol_252: without(LONG),
  ewma_vol: {
    code: "TOO_FEW_OBSERVATIONS",
    message: `${EWMA_MIN_OBSERVATIONS} returns are needed up to the session.`,
  },
  median_volume_21: {
    code: "NO_VOLUME",
    message: `Fewer than ${MEDIAN_VOLUME_MIN_OBSERVATIONS} of the last ${MEDIAN_VOLUME_WINDOW} sessions have a volume.`,
  },
  har_21: without(HAR_WINDOW, ", and they must move"),
  vol_percentile: without(PERCENTILE_WINDOW),
  vol_trend: without(2 * TREND_SESSIONS, ", and the earlier ones must move"),
};
