import * as z from "zod";
import { readOverview } from "#app/overview-report.ts";
import { toFloat } from "#core/money/decimal.ts";
import { noResult, presented, priceQuality, registerAnalytic } from "../analytic-route.ts";
import { numberOrNull, reasons } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { market } from "../presenters/portfolio-presenter.ts";

const report = z.object({
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
  reasons,
});

const overview = report.extend({
  equity_balance: z.number().describe("As stated by the owner, USD."),
  market,
});

export const overviewRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "overview",
    summary: "NAV, cash, leverage, exposures and P&L",
    data: overview,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readOverview(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: {
          equity_balance: toFloat(portfolio.equityBalance),
          ...presented<typeof report>(found),
          market: context.market,
        },
        quality: await priceQuality(context, portfolio.id, found.asOf, found.sessions),
      };
    },
  });
};
