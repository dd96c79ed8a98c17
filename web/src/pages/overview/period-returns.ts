import { daysBefore, monthsBefore, type Snapshot } from "./history.ts";

export interface PeriodReturn {
  readonly period: string;
  /** First session that counts. */
  readonly from: string | null;
  /** The daily returns of its sessions, chain-linked; null: not known. */
  readonly totalReturn: number | null;
  /** USD, without flows. */
  readonly pnl: number | null;
  /** USD put in (positive) or taken out. */
  readonly flow: number;
  /** Whether the history starts within it. */
  readonly isShort: boolean;
}

/**
 * Returns of the usual periods up to the last session. A calendar period the history starts within counts from the
 * start; a rolling one has no return then.
 */
export function periodReturns(snapshots: readonly Snapshot[]): readonly PeriodReturn[] {
  const last = snapshots.at(-1);
  if (last === undefined) return [];
  const asOf = last.as_of;
  return [
    periodReturn("1 day", snapshots.slice(-1), false),
    since("1 week", snapshots, daysBefore(asOf, 7), true),
    since("Month to date", snapshots, `${asOf.slice(0, 8)}00`, false),
    since("Year to date", snapshots, `${asOf.slice(0, 5)}00-00`, false),
    since("1 year", snapshots, monthsBefore(asOf, 12), true),
    periodReturn("Since start", snapshots, false),
  ];
}

/** Sessions after `base`. */
function since(
  period: string,
  snapshots: readonly Snapshot[],
  base: string,
  isRolling: boolean,
): PeriodReturn {
  const first = snapshots[0] as Snapshot;
  const isShort = first.as_of > base;
  if (isShort && isRolling)
    return { period, from: null, totalReturn: null, pnl: null, flow: 0, isShort: true };
  const sessions = snapshots.filter(({ as_of: asOf }) => asOf > base);
  return periodReturn(period, sessions, isShort);
}

function periodReturn(period: string, sessions: readonly Snapshot[], isShort: boolean): PeriodReturn {
  return {
    period,
    from: sessions[0]?.as_of ?? null,
    totalReturn: chainLink(sessions.map(({ daily_return: daily }) => daily)),
    pnl: sessions.reduce((sum, { daily_pnl: pnl }) => sum + pnl, 0),
    flow: sessions.reduce((sum, { capital_flow: flow }) => sum + flow, 0),
    isShort,
  };
}

/** Π(1 + r) − 1; null where any return is. */
export function chainLink(returns: readonly (number | null)[]): number | null {
  let index = 1;
  for (const daily of returns) {
    if (daily === null) return null;
    index *= 1 + daily;
  }
  return index - 1;
}
