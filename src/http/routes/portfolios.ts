import * as z from "zod";
import { changePortfolio, removePortfolio } from "#app/manage-portfolio.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { explainFinding } from "#core/errors/finding.ts";
import { listPortfolioFindings } from "#db/stores/analytics-store.ts";
import { listPortfolioSummaries, type PortfolioSummaryRow } from "#db/stores/portfolio-store.ts";
import { idParams, looseValue, plainDate } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";
import { portfolioAnswer, presentPortfolio } from "../presenters/portfolio-presenter.ts";
import { RequestRejected } from "../problem.ts";
import { requestActor } from "../request-actor.ts";
import { requestUser } from "../request-user.ts";

const finding = z.object({
  job: z.string(),
  subject: z.string(),
  code: z.string(),
  severity: z.string(),
  session: plainDate.nullable(),
  message: z.string(),
  meaning: z.string().nullable().describe("Of the code; null for one of an earlier version."),
  remedy: z.string().nullable().describe("What its reader can do."),
});
const detail = portfolioAnswer.extend({
  findings: z.array(finding).describe("What to know about the data behind the results."),
});

export const portfolioRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  server.route({
    method: "GET",
    url: "/api/v1/portfolios",
    config: { access: "user" },
    schema: {
      summary: "The user's portfolios",
      tags: ["portfolios"],
      response: { 200: z.object({ portfolios: z.array(portfolioAnswer) }) },
    },
    handler: async (request) => {
      const rows = await listPortfolioSummaries(db, requestUser(request).id);
      return { portfolios: rows.map((row) => presentPortfolio(row, context.market)) };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:id",
    config: { access: "user" },
    schema: {
      summary: "A portfolio with its findings",
      tags: ["portfolios"],
      params: idParams,
      response: { 200: detail },
    },
    handler: (request) => presentDetail(context, requestUser(request).id, request.params.id),
  });

  server.route({
    method: "PATCH",
    url: "/api/v1/portfolios/:id",
    config: { access: "user" },
    schema: {
      summary: "Change what was stated about a portfolio; a changed equity needs a new run",
      tags: ["portfolios"],
      params: idParams,
      body: z.strictObject({
        portfolio_name: looseValue,
        account_name: looseValue,
        account_type: looseValue,
        description: looseValue,
        equity_balance: looseValue,
        equity_as_of: looseValue,
      }),
      response: { 200: detail },
    },
    handler: async (request) => {
      const by = requestActor(request);
      const { id } = request.params;
      const given = Object.entries(request.body).filter(([, value]) => value !== undefined);
      const errors = await changePortfolio(context, by, id, Object.fromEntries(given));
      if (errors.length > 0) throw new RequestRejected(errors);
      return presentDetail(context, by.userId, id);
    },
  });

  server.route({
    method: "DELETE",
    url: "/api/v1/portfolios/:id",
    config: { access: "user" },
    schema: {
      summary: "Delete a portfolio with its lots, results and runs",
      tags: ["portfolios"],
      params: idParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await removePortfolio(context, requestActor(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

async function presentDetail(
  context: RouteContext,
  userId: string,
  id: string,
): Promise<z.output<typeof detail>> {
  const { db } = context.database.api;
  await requirePortfolio(db, userId, id);
  const [row] = await listPortfolioSummaries(db, userId, id);
  const findings = await listPortfolioFindings(db, id);
  return {
    ...presentPortfolio(row as PortfolioSummaryRow, context.market),
    findings: findings.map((row) => ({ ...row, ...explainFinding(row.code) })),
  };
}
