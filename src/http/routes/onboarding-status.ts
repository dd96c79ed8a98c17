import * as z from "zod";
import { requirePortfolio } from "#app/require-owned.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findShownRunOf, listLastOwnEvents, listOwnEventsAfter } from "#db/stores/run-read-store.ts";
import { portfolioParams } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { forOwner, onboardingStatusAnswer, presentOnboardingStatus } from "../presenters/run-presenter.ts";
import { requestUser } from "../request-user.ts";
import { sendRunLog } from "../send-run-log.ts";

const LOG_LINES = 50;

export const onboardingStatusRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  server.route({
    method: "GET",
    url: "/api/v1/onboarding/status/:portfolio_id",
    config: { access: "user" },
    schema: {
      summary: "How far the portfolio's latest run is",
      tags: ["onboarding"],
      params: portfolioParams,
      response: { 200: onboardingStatusAnswer },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const runId = await findShownRunOf(db, id);
      const run = runId === null ? null : await context.runs.runStatus(runId);
      const events = runId === null ? [] : await listLastOwnEvents(db, { runId, portfolioId: id }, LOG_LINES);
      return presentOnboardingStatus(id, run && forOwner(run), events, context.systemNow());
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/onboarding/status/:portfolio_id/logs",
    config: { access: "user" },
    schema: {
      summary:
        "The log of the portfolio's latest run, as a file; of a run of all portfolios what concerns this one",
      tags: ["onboarding"],
      params: portfolioParams,
      querystring: z.object({ format: z.enum(["txt", "json"]).default("txt") }),
      response: {
        200: {
          content: { "text/plain": { schema: z.string() }, "application/json": { schema: z.string() } },
        },
      },
    },
    handler: async (request, reply) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.portfolio_id);
      const runId = await findShownRunOf(db, id);
      if (runId === null) throw new SigmaSightError("NOT_FOUND", "the portfolio has had no run");
      const key = { runId, portfolioId: id };
      return sendRunLog(reply, runId, request.query.format, (seq, limit) =>
        listOwnEventsAfter(db, key, seq, limit),
      );
    },
  });
};
