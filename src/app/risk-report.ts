import { loadAsOf } from "#batch/load-as-of.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { proFormaInputs } from "#core/pipeline/risk-context.ts";
import { type BiasStatistic, biasStatistic } from "#core/risk/bias-statistic.ts";
import { BACKTEST_SESSIONS, type ProFormaBacktest, proFormaBacktest } from "#core/risk/pro-forma-backtest.ts";
import { proFormaReturns } from "#core/risk/pro-forma-returns.ts";
import { type RiskMetricColumn, riskMetricColumn } from "#core/risk/risk-metric-columns.ts";
import { TAIL_LEVELS, type TailLevel } from "#core/risk/value-at-risk.ts";
import { backtestVar, type VarBacktest } from "#core/risk/var-backtest.ts";
import type { NoEstimate } from "#core/stats/no-estimate.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import { findRiskMetrics, listRiskMetrics, type RiskMetricRow } from "#db/stores/risk-read-store.ts";
import type { ApiContext } from "./api-context.ts";

/** A risk metric of a stored row by name; NaN where there is no estimate. */
export function metricOf(row: Pick<RiskMetricRow, "values">, name: RiskMetricColumn): number {
  return row.values[riskMetricColumn(name)] ?? Number.NaN;
}

/** The latest stored metrics up to a session, by name; null where there are none. */
export async function readMetrics(
  { database }: Pick<ApiContext, "database">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<(RiskMetricRow & { value(name: RiskMetricColumn): number }) | null> {
  const row = await findRiskMetrics(database.api.db, portfolioId, asOf);
  return row === null ? null : { ...row, value: (name) => metricOf(row, name) };
}

/** How forecasts held up, up to a session. */
export interface RiskBacktests {
  readonly asOf: PlainDate;
  /** Each close's own forecast, with its own weights, against what that book returned on the next session. */
  readonly clean: {
    readonly tests: readonly { readonly level: TailLevel; readonly result: VarBacktest | NoEstimate }[];
    readonly bias: BiasStatistic | NoEstimate;
  };
  /** Today's weights over their own past: the method's record on this book, not the account's. */
  readonly proForma: ProFormaBacktest;
}

/** Null where nothing was computed for that session or before. */
export async function readBacktests(
  { database, calendar }: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<RiskBacktests | null> {
  const session = (await findSnapshot(database.api.db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  const rows = await listRiskMetrics(database.api.db, portfolioId, null, session);
  const loaded = await loadAsOf(database, calendar, portfolioId, session, {
    lookbackSessions: BACKTEST_SESSIONS + 1,
  });
  if (loaded === null) return null;
  const { riskHoldings, risk, ordinal } = loaded;
  const history = proFormaReturns(riskHoldings, proFormaInputs(risk), ordinal, BACKTEST_SESSIONS);
  return {
    asOf: session,
    clean: cleanBacktests(rows, calendar),
    proForma: proFormaBacktest(history.returns),
  };
}

/** Forecasts of a close against the return of the session after it; a pair of rows with others between them is none. */
function cleanBacktests(rows: readonly RiskMetricRow[], calendar: TradingCalendar): RiskBacktests["clean"] {
  const later = rows.slice(1);
  const follows = later.map((row, i) => calendar.ordinal(row.asOf) === calendar.ordinal(rows[i]!.asOf) + 1);
  const realized = Float64Array.from(later, (row, i) =>
    follows[i] ? metricOf(row, "clean_return") : Number.NaN,
  );
  const forecasts = (name: RiskMetricColumn) => Float64Array.from(later, (_, i) => metricOf(rows[i]!, name));
  return {
    tests: TAIL_LEVELS.map(({ level }) => ({
      level,
      result: backtestVar(forecasts(`fhs_var_${level}`), realized, level),
    })),
    bias: biasStatistic(realized, forecasts("forecast_vol")),
  };
}
