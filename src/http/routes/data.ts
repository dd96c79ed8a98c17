import * as z from "zod";
import { businessDay } from "#app/business-day.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { addDays } from "#core/dates/plain-date.ts";
import { BENCHMARK } from "#core/factors/factor-table.ts";
import { listSnapshots, type SnapshotRow } from "#db/stores/analytics-store.ts";
import { listBarsOfPortfolio, listBarsOfSymbol, type StoredBar } from "#db/stores/price-store.ts";
import { numberOrNull, plainDate, portfolioParams, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { market } from "../presenters/portfolio-presenter.ts";
import { requestUser } from "../request-user.ts";

/** Calendar days of prices where no range is asked for: a year and its look-back. */
const DEFAULT_PRICE_DAYS = 400;

const range = z.object({ from: plainDate.optional(), to: plainDate.optional() });

const snapshot = z.object({
  as_of: plainDate,
  net_asset_value: z.number(),
  cash_balance: z.number(),
  long_exposure: z.number(),
  short_exposure: z.number().describe("At most 0."),
  gross_exposure: z.number(),
  net_exposure: z.number(),
  capital_flow: z.number(),
  dividends: z.number(),
  realized_pnl: z.number(),
  unrealized_pnl: z.number(),
  daily_pnl: z.number(),
  daily_return: numberOrNull,
  cumulative_return: numberOrNull,
  position_count: z.int(),
  unpriced_value: z.number(),
});

const bar = z.object({ date: plainDate, close: z.number(), adj_close: z.number(), volume: numberOrNull });

export const dataRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  server.route({
    method: "GET",
    url: "/api/v1/data/portfolio/:portfolio_id/snapshots",
    config: { access: "user" },
    schema: {
      summary: "Daily NAV, P&L, returns and exposures",
      tags: ["data"],
      params: portfolioParams,
      querystring: range,
      response: { 200: z.object({ portfolio_id: uuid, market, snapshots: z.array(snapshot) }) },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const { from = null, to = null } = request.query;
      const rows = await listSnapshots(db, id, from, to);
      return { portfolio_id: id, market: context.market, snapshots: rows.map(presentSnapshot) };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/data/prices/historical/:portfolio_id",
    config: { access: "user" },
    schema: {
      summary: "Prices of the symbols the portfolio ever held",
      tags: ["data"],
      params: portfolioParams,
      querystring: range.extend({
        include_benchmark: z
          .enum(["true", "false"])
          .default("false")
          .describe("Whether to give the benchmark's prices too."),
      }),
      response: {
        200: z.object({
          portfolio_id: uuid,
          market,
          from: plainDate,
          to: plainDate,
          symbols: z
            .record(z.string(), z.array(bar))
            .describe("Raw close as printed, and total-return close."),
          benchmark: z
            .object({ symbol: z.string(), prices: z.array(bar) })
            .nullable()
            .describe("What performance is compared with; null where it was not asked for."),
        }),
      },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const to = request.query.to ?? businessDay(context).today;
      const from = request.query.from ?? addDays(to, -DEFAULT_PRICE_DAYS);
      const bars = await listBarsOfPortfolio(db, id, from, to);
      const symbols = Object.fromEntries(
        Array.from(
          Map.groupBy(bars, ({ symbol }) => symbol),
          ([symbol, rows]) => [symbol, rows.map(presentBar)],
        ),
      );
      const benchmark =
        request.query.include_benchmark === "true"
          ? { symbol: BENCHMARK, prices: (await listBarsOfSymbol(db, BENCHMARK, from, to)).map(presentBar) }
          : null;
      return { portfolio_id: id, market: context.market, from, to, symbols, benchmark };
    },
  });
};

function presentSnapshot(row: SnapshotRow): z.output<typeof snapshot> {
  return {
    as_of: row.asOf,
    net_asset_value: row.nav,
    cash_balance: row.cash,
    long_exposure: row.longExposure,
    short_exposure: row.shortExposure,
    gross_exposure: row.grossExposure,
    net_exposure: row.netExposure,
    capital_flow: row.flow,
    dividends: row.dividends,
    realized_pnl: row.realizedPnl,
    unrealized_pnl: row.unrealizedPnl,
    daily_pnl: row.dailyPnl,
    daily_return: row.dailyReturn,
    cumulative_return: row.cumulativeReturn,
    position_count: row.positionCount,
    unpriced_value: row.unpricedValue,
  };
}

function presentBar(row: StoredBar): z.output<typeof bar> {
  return { date: row.session, close: row.close, adj_close: row.adjClose, volume: row.volume };
}
