import type { PlainDate } from "#core/dates/plain-date.ts";
import { findSnapshot, type PnlSums, type SnapshotRow, sumPnl } from "#db/stores/analytics-store.ts";
import { type Absence, type Reasons, whyMissing } from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";

/** NAV, exposures and P&L of a session. Percentages are of NAV and NaN, as leverage, where it is not positive. */
export interface OverviewReport {
  readonly asOf: PlainDate;
  readonly netAssetValue: number;
  readonly cashBalance: number;
  readonly leverage: number;
  readonly exposures: {
    readonly long: number;
    readonly short: number;
    readonly gross: number;
    readonly net: number;
    readonly longPercentage: number;
    readonly shortPercentage: number;
    readonly grossPercentage: number;
    readonly netPercentage: number;
  };
  readonly pnl: Omit<PnlSums, "sessions"> & { readonly unrealized: number; readonly daily: number };
  readonly dailyReturn: number;
  readonly cumulativeReturn: number;
  readonly positionCount: number;
  readonly unpricedValue: number;
  /** Sessions since the first entry. */
  readonly sessions: number;
  readonly reasons: Reasons;
}

const NO_SHARE: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV is zero or negative, so nothing can be stated as a share of it.",
};

/** Null where nothing was computed for that session or before. */
export async function readOverview(
  { database }: Pick<ApiContext, "database">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<OverviewReport | null> {
  const { db } = database.api;
  const snapshot = await findSnapshot(db, portfolioId, asOf);
  if (snapshot === null) return null;
  const { sessions, ...sums } = await sumPnl(db, portfolioId, snapshot.asOf);
  return {
    asOf: snapshot.asOf,
    netAssetValue: snapshot.nav,
    cashBalance: snapshot.cash,
    ...exposuresOf(snapshot),
    pnl: { ...sums, unrealized: snapshot.unrealizedPnl, daily: snapshot.dailyPnl },
    positionCount: snapshot.positionCount,
    unpricedValue: snapshot.unpricedValue,
    sessions,
  };
}

function exposuresOf(
  snapshot: SnapshotRow,
): Pick<OverviewReport, "leverage" | "exposures" | "dailyReturn" | "cumulativeReturn" | "reasons"> {
  const { longExposure: long, shortExposure: short, grossExposure: gross, netExposure: net } = snapshot;
  const base = snapshot.nav > 0 ? snapshot.nav : Number.NaN;
  const shares = {
    longPercentage: (100 * long) / base,
    shortPercentage: (100 * short) / base,
    grossPercentage: (100 * gross) / base,
    netPercentage: (100 * net) / base,
  };
  const numbers = {
    leverage: gross / base,
    dailyReturn: snapshot.dailyReturn ?? Number.NaN,
    cumulativeReturn: snapshot.cumulativeReturn ?? Number.NaN,
  };
  return {
    ...numbers,
    exposures: { long, short, gross, net, ...shares },
    reasons: whyMissing(
      { ...numbers, ...shares },
      {
        leverage: NO_SHARE,
        dailyReturn: NO_SHARE,
        cumulativeReturn: NO_SHARE,
        longPercentage: NO_SHARE,
        shortPercentage: NO_SHARE,
        grossPercentage: NO_SHARE,
        netPercentage: NO_SHARE,
      },
    ),
  };
}
