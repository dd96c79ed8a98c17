import { count, formatDate, formatPercent, signed } from "@/lib/format.ts";
import {
  benchmarkReturns,
  drawdowns,
  type Range,
  rangeReturns,
  type Snapshot,
  sessionsOf,
} from "./history.ts";

export const MEASURES = ["nav", "return", "pnl"] as const;
export type Measure = (typeof MEASURES)[number];

export interface BenchmarkPrices {
  readonly symbol: string;
  readonly prices: readonly { readonly date: string; readonly adj_close: number }[];
}

/** What the chart of the history draws: arrays with one element per session. */
export interface PerformanceView {
  readonly measure: Measure;
  readonly sessions: readonly string[];
  readonly nav: readonly number[];
  /** Since the first session's close. */
  readonly returns: readonly (number | null)[];
  /** What the first session of all returned on entry prices, before that close; 0 where the range starts later. */
  readonly entryReturn: number;
  /** USD; null on the base session, which is before the range. */
  readonly pnl: readonly (number | null)[];
  /** From the highest value since the portfolio's start, not the range's. */
  readonly drawdowns: readonly (number | null)[];
  readonly benchmark: { readonly symbol: string; readonly returns: readonly (number | null)[] } | null;
  readonly flows: readonly { readonly session: string; readonly amount: number }[];
}

export function performanceView(
  snapshots: readonly Snapshot[],
  range: Range,
  measure: Measure,
  benchmark: BenchmarkPrices | null,
): PerformanceView {
  const { sessions, hasBase } = sessionsOf(snapshots, range);
  const dates = sessions.map(({ as_of: asOf }) => asOf);
  const own = hasBase ? sessions.slice(1) : sessions;
  return {
    measure,
    sessions: dates,
    nav: sessions.map(({ net_asset_value: nav }) => nav),
    returns: rangeReturns(sessions),
    entryReturn: hasBase ? 0 : (sessions[0]?.cumulative_return ?? 0),
    pnl: sessions.map(({ daily_pnl: pnl }, index) => (hasBase && index === 0 ? null : pnl)),
    drawdowns: drawdowns(snapshots).slice(snapshots.length - sessions.length),
    benchmark:
      benchmark === null || benchmark.prices.length === 0
        ? null
        : { symbol: benchmark.symbol, returns: benchmarkReturns(dates, benchmark.prices) },
    flows: own.flatMap(({ as_of: session, capital_flow: amount }) =>
      amount === 0 ? [] : [{ session, amount }],
    ),
  };
}

interface AmountFormats {
  readonly compact: (value: number) => string;
  readonly signedCompact: (value: number) => string;
}

/** One sentence on what the chart shows. */
export function performanceSummary(view: PerformanceView, amounts: AmountFormats): string {
  const isPnl = view.measure === "pnl";
  const first = isPnl ? view.pnl.findIndex((value) => value !== null) : 0;
  const [from, to] = [view.sessions[first], view.sessions.at(-1)];
  if (from === undefined || to === undefined) return "There is no session in this range.";
  const span = `From ${formatDate(from)} to ${formatDate(to)}`;
  if (isPnl) return `${span} ${pnlPart(view, amounts)}.`;
  const total = view.returns.at(-1) ?? null;
  const gained = total === null ? "an unknown return" : `a return of ${percent(total)}`;
  const start =
    view.measure === "nav"
      ? `NAV went from ${amounts.compact(view.nav[0] as number)} to ${amounts.compact(view.nav.at(-1) as number)} USD, ${gained}${view.flows.length > 0 ? " without the cash flows" : ""}`
      : `the portfolio had ${gained}${benchmarkPart(view)}`;
  return `${span} ${start}${drawdownPart(view)}.`;
}

function benchmarkPart({ benchmark }: PerformanceView): string {
  const total = benchmark?.returns.at(-1) ?? null;
  return benchmark === null || total === null ? "" : `, ${benchmark.symbol} one of ${percent(total)}`;
}

function drawdownPart(view: PerformanceView): string {
  const deepest = indexOfLeast(view.drawdowns);
  const depth = view.drawdowns[deepest] ?? 0;
  if (depth === 0) return "; it was never below its highest value";
  return `; the deepest drawdown was ${percent(depth)} on ${formatDate(view.sessions[deepest] as string)}`;
}

function pnlPart({ pnl, sessions }: PerformanceView, { signedCompact }: AmountFormats): string {
  const known = pnl.filter((value) => value !== null);
  const total = known.reduce((sum, value) => sum + value, 0);
  const best = indexOfLeast(pnl.map((value) => (value === null ? null : -value)));
  const worst = indexOfLeast(pnl);
  const day = (index: number) =>
    `${formatDate(sessions[index] as string)} (${signedCompact(pnl[index] ?? 0)})`;
  const gains = known.filter((value) => value > 0).length;
  return `P&L was ${signedCompact(total)} USD; ${gains} of ${count(known.length, "session")} gained, the best was ${day(best)}, the worst ${day(worst)}`;
}

function indexOfLeast(values: readonly (number | null)[]): number {
  let least = 0;
  for (const [index, value] of values.entries()) {
    if (value !== null && value < (values[least] ?? Number.POSITIVE_INFINITY)) least = index;
  }
  return least;
}

function percent(fraction: number): string {
  return signed(fraction, (value) => formatPercent(value));
}
