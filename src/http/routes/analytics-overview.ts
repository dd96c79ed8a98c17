import * as z from "zod";
import { toFloat } from "#core/money/decimal.ts";
import { findSnapshot, type SnapshotRow, sumPnl } from "#db/stores/analytics-store.ts";
import { noResult, priceQuality, registerAnalytic } from "../analytic-route.ts";
import { absence, numberOrNull } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { market } from "../presenters/portfolio-presenter.ts";

const overview = z.object({
  equity_balance: z.number().describe("As stated by the owner, USD."),
  net_asset_value: z.number(),
  cash_balance: z.number(),
  leverage: numberOrNull.describe("Gross exposure over NAV; null where NAV is not positive."),
  exposures: z.object({
    long: z.number(),
    short: z.number(),
    gross: z.number(),
    net: z.number(),
    long_percentage: numberOrNull.describe("Percent of NAV."),
    short_percentage: numberOrNull,
    gross_percentage: numberOrNull,
    net_percentage: numberOrNull,
  }),
  pnl: z.object({
    total: z.number().describe("unrealized + realized + dividends."),
    unrealized: z.number(),
    realized: z.number(),
    dividends: z.number(),
    daily: z.number(),
    ytd: z.number(),
    mtd: z.number(),
  }),
  daily_return: numberOrNull,
  cumulative_return: numberOrNull,
  position_count: z.int(),
  unpriced_value: z.number().describe("Absolute market value held without a market price."),
  market,
  reasons: z.record(z.string(), absence).describe("Why a number above is null, by its field."),
});

export const overviewRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;
  registerAnalytic(server, context, {
    path: "overview",
    summary: "NAV, cash, leverage, exposures and P&L",
    data: overview,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const snapshot = await findSnapshot(db, portfolio.id, asOf);
      if (snapshot === null) return noResult(context, portfolio.id, asOf);
      const pnl = await sumPnl(db, portfolio.id, snapshot.asOf);
      return {
        asOf: snapshot.asOf,
        data: {
          equity_balance: toFloat(portfolio.equityBalance),
          net_asset_value: snapshot.nav,
          cash_balance: snapshot.cash,
          ...presentExposures(snapshot),
          pnl: {
            total: pnl.total,
            unrealized: snapshot.unrealizedPnl,
            realized: pnl.realized,
            dividends: pnl.dividends,
            daily: snapshot.dailyPnl,
            ytd: pnl.ytd,
            mtd: pnl.mtd,
          },
          daily_return: snapshot.dailyReturn,
          cumulative_return: snapshot.cumulativeReturn,
          position_count: snapshot.positionCount,
          unpriced_value: snapshot.unpricedValue,
          market: context.market,
        },
        quality: await priceQuality(context, portfolio.id, snapshot.asOf, pnl.sessions),
      };
    },
  });
};

function presentExposures(
  snapshot: SnapshotRow,
): Pick<z.output<typeof overview>, "leverage" | "exposures" | "reasons"> {
  const { nav, longExposure, shortExposure, grossExposure, netExposure } = snapshot;
  const overNav = (value: number) => (nav > 0 ? value / nav : null);
  const percent = (value: number) => (nav > 0 ? (100 * value) / nav : null);
  const nonpositive = {
    code: "NONPOSITIVE_CAPITAL",
    message: "NAV is zero or negative, so nothing can be stated as a share of it.",
  };
  const dependent = ["leverage", "long_percentage", "short_percentage", "gross_percentage", "net_percentage"];
  const reasons: Record<string, z.output<typeof absence>> = {};
  if (!(nav > 0)) for (const field of dependent) reasons[field] = nonpositive;
  if (snapshot.dailyReturn === null) reasons.daily_return = nonpositive;
  if (snapshot.cumulativeReturn === null) reasons.cumulative_return = nonpositive;
  return {
    leverage: overNav(grossExposure),
    exposures: {
      long: longExposure,
      short: shortExposure,
      gross: grossExposure,
      net: netExposure,
      long_percentage: percent(longExposure),
      short_percentage: percent(shortExposure),
      gross_percentage: percent(grossExposure),
      net_percentage: percent(netExposure),
    },
    reasons,
  };
}
