import type { ReactNode } from "react";
import type { Answer } from "@/api/api-query.ts";
import { Explain } from "@/components/explain/explain.tsx";
import { Delta, Percent, PercentDelta, type Reason, Value } from "@/components/numbers.tsx";
import { count, formatDate, formatNumber, formatPercent, NONE } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";

export type Overview = NonNullable<Answer<"/api/v1/analytics/portfolio/{portfolio_id}/overview">["data"]>;
export type RiskMetrics = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics">["data"]
>;

interface HeadlineStatsProps {
  readonly overview: Overview;
  readonly risk: RiskMetrics | null;
  /** Why there is no risk. */
  readonly riskReason: Reason | null;
  readonly asOf: string;
}

/** The figures of the session, the net asset value first. */
export function HeadlineStats({ overview, risk, riskReason, asOf }: HeadlineStatsProps) {
  const amounts = useAmounts();
  const why = (field: string): Reason | null => risk?.reasons[field] ?? riskReason;
  const riskOf = (value: number | null | undefined) => value ?? null;
  const { exposures, pnl } = overview;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-border sm:grid-cols-4 min-[87rem]:grid-cols-8">
      <div className="col-span-2 bg-surface px-5 py-4 sm:row-span-2">
        <Name label="Net asset value" number="snapshots/nav" note="USD" large />
        <dd className="numeric mt-1 text-4xl font-semibold tracking-tight">
          {amounts.dollars(overview.net_asset_value)}
        </dd>
        <dt className="sr-only">P&L and return of the session</dt>
        <dd className="mt-2 flex flex-wrap items-center gap-x-2.5 text-sm">
          <span className="flex items-center">
            <Delta value={pnl.daily} format={amounts.dollars} className="font-medium" />
            <Explain number="snapshots/daily_pnl" label="P&L of the session" />
          </span>
          <span className="flex items-center">
            <PercentDelta value={overview.daily_return} className="font-medium" />
            <Explain number="snapshots/daily_return" label="Return of the session" />
          </span>
        </dd>
        <dd className="mt-0.5 text-xs text-muted">
          on {formatDate(asOf)}, {count(overview.position_count, "position")} held
        </dd>
      </div>
      <Cell
        label="Since start"
        number="snapshots/cumulative_return"
        note={
          <>
            P&L {amounts.signedCompact(pnl.total)}
            <span className="sr-only"> USD</span>
          </>
        }
      >
        <PercentDelta value={overview.cumulative_return} reason={overview.reasons.cumulative_return} />
      </Cell>
      <Cell
        label="Annualised"
        number="risk-metrics/annualized_return"
        note={count(risk?.performance_observations ?? 0, "session")}
      >
        <PercentDelta value={riskOf(risk?.annualized_return)} reason={why("annualized_return")} />
      </Cell>
      <Cell
        label="Volatility"
        number="risk-metrics/model_volatility"
        note={noteOf("realised", risk?.realized_volatility_252d)}
      >
        <Percent value={riskOf(risk?.volatility)} reason={why("volatility")} />
      </Cell>
      <Cell
        label="Market beta"
        number="factors/market/exposure"
        note={risk?.beta_std_error == null ? NONE : `± ${formatNumber(risk.beta_std_error, 3)} s.e.`}
      >
        <Value value={riskOf(risk?.beta)} reason={why("beta")} format={(value) => formatNumber(value)} />
      </Cell>
      <Cell
        label="VaR 95 %"
        number="risk-metrics/fhs_var_95"
        note={dollarNote(risk?.var_95_dollar, amounts.compact)}
      >
        <Percent value={riskOf(risk?.var_95)} reason={why("var_95")} />
      </Cell>
      <Cell
        label="ES 95 %"
        number="risk-metrics/fhs_es_95"
        note={dollarNote(risk?.cvar_95_dollar, amounts.compact)}
      >
        <Percent value={riskOf(risk?.cvar_95)} reason={why("cvar_95")} />
      </Cell>
      <Cell
        label="Max drawdown"
        number="risk-metrics/max_drawdown"
        note={risk?.max_drawdown_trough == null ? NONE : formatDate(risk.max_drawdown_trough)}
      >
        <Percent value={riskOf(risk?.max_drawdown)} reason={why("max_drawdown")} />
      </Cell>
      <Cell label="Drawdown now" number="risk-metrics/current_drawdown" note="from the high">
        <Percent value={riskOf(risk?.current_drawdown)} reason={why("current_drawdown")} />
      </Cell>
      <Cell label="Sharpe ratio" number="risk-metrics/sharpe" note={sortinoNote(risk?.sortino)}>
        <Value value={riskOf(risk?.sharpe)} reason={why("sharpe")} format={(value) => formatNumber(value)} />
      </Cell>
      <Cell label="Tracking error" number="risk-metrics/tracking_error" note={noteOf("alpha", risk?.alpha)}>
        <Percent value={riskOf(risk?.tracking_error)} reason={why("tracking_error")} />
      </Cell>
      <Cell label="Cash (USD)" number="snapshots/cash" note={shareNote(overview.cash_balance, overview)}>
        <Value value={overview.cash_balance} format={amounts.dollars} />
      </Cell>
      <Cell
        label="Gross exposure"
        number="snapshots/gross_exposure"
        note={
          exposures.net_percentage === null ? NONE : `net ${formatNumber(exposures.net_percentage, 1)}\u202f%`
        }
      >
        <Percent value={overview.leverage} reason={overview.reasons.leverage} digits={1} />
      </Cell>
    </dl>
  );
}

interface CellProps {
  readonly label: string;
  readonly number: string;
  readonly note: ReactNode;
  readonly children: ReactNode;
}

function Cell({ label, number, note, children }: CellProps) {
  return (
    <div className="min-w-0 bg-surface px-3 py-2.5">
      <Name label={label} number={number} />
      <dd className="numeric truncate text-base font-semibold">{children}</dd>
      <dd className="numeric truncate text-xs text-muted">{note}</dd>
    </div>
  );
}

function Name({
  label,
  number,
  note,
  large = false,
}: {
  readonly label: string;
  readonly number: string;
  readonly note?: string;
  readonly large?: boolean;
}) {
  return (
    <dt
      className={`flex items-center justify-between gap-1 font-medium text-muted ${large ? "text-sm" : "text-xs"}`}
    >
      <span className="truncate" title={label}>
        {label}
        {note === undefined ? null : ` (${note})`}
      </span>
      <Explain number={number} label={label} />
    </dt>
  );
}

function noteOf(name: string, fraction: number | null | undefined): string {
  return fraction === null || fraction === undefined ? NONE : `${name} ${formatPercent(fraction)}`;
}

function sortinoNote(sortino: number | null | undefined): string {
  return sortino === null || sortino === undefined ? NONE : `Sortino ${formatNumber(sortino)}`;
}

function dollarNote(amount: number | null | undefined, format: (value: number) => string): string {
  return amount === null || amount === undefined ? NONE : `1 day, ${format(amount)} USD`;
}

function shareNote(amount: number, { net_asset_value: nav }: Overview): string {
  return nav > 0 ? `${formatPercent(amount / nav, 1)} of NAV` : NONE;
}
