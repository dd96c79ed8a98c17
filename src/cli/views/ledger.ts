import { findSnapshot, listSnapshots, sumPnl } from "#db/stores/analytics-store.ts";
import { money, percent } from "../output.ts";
import { PAIRS, type View } from "./view.ts";

const overview: View = {
  name: "overview",
  about: "NAV, cash, exposures and P&L",
  async load({ database }, portfolioId, asOf) {
    const { db } = database.api;
    const snapshot = await findSnapshot(db, portfolioId, asOf);
    if (snapshot === null) return null;
    const pnl = await sumPnl(db, portfolioId, snapshot.asOf);
    const { nav, grossExposure } = snapshot;
    const leverage = nav > 0 ? grossExposure / nav : null;
    return {
      asOf: snapshot.asOf,
      data: { ...snapshot, leverage, pnl: { ...pnl, unrealized: snapshot.unrealizedPnl } },
      columns: PAIRS,
      rows: [
        ["NAV, USD", money(nav)],
        ["cash", money(snapshot.cash)],
        ["long", money(snapshot.longExposure)],
        ["short", money(snapshot.shortExposure)],
        ["gross over NAV", percent(leverage)],
        ["P&L of the day", money(snapshot.dailyPnl)],
        ["P&L month to date", money(pnl.mtd)],
        ["P&L year to date", money(pnl.ytd)],
        ["P&L in all", money(pnl.total)],
        ["of it unrealised", money(snapshot.unrealizedPnl)],
        ["of it realised", money(pnl.realized)],
        ["of it dividends", money(pnl.dividends)],
        ["cumulative return", percent(snapshot.cumulativeReturn)],
        ["lots held", snapshot.positionCount],
        ["held without a price", money(snapshot.unpricedValue)],
      ],
    };
  },
};

const snapshots: View = {
  name: "snapshots",
  about: "every session: NAV, P&L, returns, exposures",
  async load({ database }, portfolioId, asOf) {
    const { db } = database.api;
    const all = await listSnapshots(db, portfolioId, null, asOf);
    const last = all.at(-1);
    if (last === undefined) return null;
    return {
      asOf: last.asOf,
      data: { snapshots: all },
      columns: [
        { title: "session" },
        { title: "NAV, USD", right: true },
        { title: "P&L", right: true },
        { title: "return", right: true },
        { title: "cumulative", right: true },
        { title: "flow", right: true },
        { title: "dividends", right: true },
        { title: "gross", right: true },
        { title: "net", right: true },
      ],
      rows: all.map((row) => [
        row.asOf,
        money(row.nav),
        money(row.dailyPnl),
        percent(row.dailyReturn),
        percent(row.cumulativeReturn),
        money(row.flow),
        money(row.dividends),
        money(row.grossExposure),
        money(row.netExposure),
      ]),
    };
  },
};

export const ledgerViews: readonly View[] = [overview, snapshots];
