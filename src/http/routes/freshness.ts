import * as z from "zod";
import { businessDay } from "#app/business-day.ts";
import { allPortfoliosFreshness, portfolioFreshness, symbolsFreshness } from "#app/freshness.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { idParams, plainDate, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import {
  portfolioFreshnessAnswer,
  presentPortfolioFreshness,
  presentSymbolFreshness,
  symbolFreshnessAnswer,
} from "../presenters/freshness-presenter.ts";
import { requestUser } from "../request-user.ts";

const limit = z.coerce.number().int().min(1).max(500).default(100);
const lastSession = plainDate.describe("Last completed session, against which all is measured.");

/** How far data reach: of one's own portfolio, and for administrators of all portfolios and symbols. */
export const freshnessRoutes: RouteModule = (server, context) => {
  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:id/freshness",
    config: { access: "user" },
    schema: {
      summary: "How far the results of a portfolio reach, and the prices of what it holds",
      tags: ["portfolios"],
      params: idParams,
      response: {
        200: portfolioFreshnessAnswer.extend({
          last_completed_session: lastSession,
          symbols: z.array(symbolFreshnessAnswer),
        }),
      },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(
        context.database.api.db,
        requestUser(request).id,
        request.params.id,
      );
      const found = await portfolioFreshness(context, id);
      if (found === null) throw new SigmaSightError("NOT_FOUND", "there is no such portfolio");
      return {
        ...presentPortfolioFreshness(found.portfolio),
        last_completed_session: businessDay(context).lastSession,
        symbols: found.symbols.map((row) => presentSymbolFreshness(row, false)),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/system/freshness/portfolios",
    config: { access: "admin" },
    schema: {
      summary: "How far the results of every portfolio reach",
      tags: ["admin"],
      querystring: z.object({
        limit,
        cursor: uuid.optional().describe("`next_cursor` of the page before."),
      }),
      response: {
        200: z.object({
          last_completed_session: lastSession,
          portfolios: z.array(portfolioFreshnessAnswer.extend({ owner_email: z.string().nullable() })),
          next_cursor: uuid.nullable(),
        }),
      },
    },
    handler: async (request) => {
      const { query } = request;
      const page = { after: query.cursor ?? null, limit: query.limit + 1 };
      const rows = await allPortfoliosFreshness(context, page);
      const shown = rows.slice(0, query.limit);
      return {
        last_completed_session: businessDay(context).lastSession,
        portfolios: shown.map((row) => ({ ...presentPortfolioFreshness(row), owner_email: row.ownerEmail })),
        next_cursor: rows.length > shown.length ? (shown.at(-1)?.portfolioId ?? null) : null,
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/system/freshness/symbols",
    config: { access: "admin" },
    schema: {
      summary: "How far the prices of every symbol reach that is held or that all portfolios need",
      tags: ["admin"],
      querystring: z.object({
        state: symbolFreshnessAnswer.shape.state.optional(),
        limit,
        cursor: z.string().max(100).optional().describe("`next_cursor` of the page before."),
      }),
      response: {
        200: z.object({
          last_completed_session: lastSession,
          symbols: z.array(symbolFreshnessAnswer),
          next_cursor: z.string().nullable(),
        }),
      },
    },
    handler: async (request) => {
      const { query } = request;
      const page = { after: query.cursor ?? null, limit: query.limit + 1 };
      const rows = await symbolsFreshness(context, query.state ?? null, page);
      const shown = rows.slice(0, query.limit);
      return {
        last_completed_session: businessDay(context).lastSession,
        symbols: shown.map((row) => presentSymbolFreshness(row, true)),
        next_cursor: rows.length > shown.length ? (shown.at(-1)?.symbol ?? null) : null,
      };
    },
  });
};
