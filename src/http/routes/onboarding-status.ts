import * as z from "zod";
import { requirePortfolio } from "#app/require-owned.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findLatestRunOf, listLastEvents } from "#db/stores/run-read-store.ts";
import { portfolioParams } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { onboardingStatusAnswer, presentOnboardingStatus } from "../presenters/run-presenter.ts";
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
      const runId = await findLatestRunOf(db, id);
      const run = runId === null ? null : await context.runs.runStatus(runId);
      const events = runId === null ? [] : await listLastEvents(db, runId, LOG_LINES);
      return presentOnboardingStatus(id, run, events, context.systemNow());
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/onboarding/status/:portfolio_id/logs",
    config: { access: "user" },
    schema: {
      summary: "The whole log of the portfolio's latest run, as a file",
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
      const runId = await findLatestRunOf(db, id);
      if (runId === null) throw new SigmaSightError("NOT_FOUND", "the portfolio has had no run");
      return sendRunLog(reply, db, runId, request.query.format);
    },
  });
};
