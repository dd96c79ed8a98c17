import { readOverview } from "#app/overview-report.ts";
import { listSnapshots } from "#db/stores/analytics-store.ts";
import { money, percent } from "../output.ts";
import { numberColumns, PAIRS, type View } from "./view.ts";

const overview: View = {
  name: "overview",
  about: "NAV, cash, exposures and P&L",
  async load(context, portfolioId, asOf) {
    const found = await readOverview(context, portfolioId, asOf);
    if (found === null) return null;
    const { asOf: session, ...data } = found;
    const { pnl, exposures } = found;
    return {
      asOf: session,
      data,
      columns: PAIRS,
      rows: [
        ["NAV, USD", money(found.netAssetValue)],
        ["cash", money(found.cashBalance)],
        ["long", money(exposures.long)],
        ["short", money(exposures.short)],
        ["gross over NAV", percent(found.leverage)],
        ["P&L of the day", money(pnl.daily)],
        ["P&L month to date", money(pnl.mtd)],
        ["P&L year to date", money(pnl.ytd)],
        ["P&L in all", money(pnl.total)],
        ["of it unrealised", money(pnl.unrealized)],
        ["of it realised", money(pnl.realized)],
        ["of it dividends", money(pnl.dividends)],
        ["cumulative return", percent(found.cumulativeReturn)],
        ["lots held", found.positionCount],
        ["held without a price", money(found.unpricedValue)],
      ],
    };
  },
};

const snapshots: View = {
  name: "snapshots",
  about: "every session: NAV, P&L, returns, exposures",
  accepts: ["from"],
  async load({ database }, portfolioId, asOf, { from }) {
    const all = await listSnapshots(database.api.db, portfolioId, from, asOf);
    const last = all.at(-1);
    if (last === undefined) return null;
    return {
      asOf: last.asOf,
      data: { snapshots: all },
      columns: numberColumns(
        "session",
        "NAV, USD",
        "P&L",
        "return",
        "cumulative",
        "flow",
        "dividends",
        "gross",
        "net",
      ),
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
