import * as z from "zod";
import { requirePortfolio } from "#app/require-owned.ts";
import type { RunReport } from "#app/run-control.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { hasFinishedRun, isRunOfPortfolio } from "#db/stores/run-read-store.ts";
import { idParams, uuid } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";
import { forOwner, presentRun, runAnswer } from "../presenters/run-presenter.ts";
import { requestActor } from "../request-actor.ts";
import { requestUser } from "../request-user.ts";
import { sendRunEvents } from "../run-events.ts";

const runParams = z.object({ id: uuid, batch_run_id: uuid });

const calculateAnswer = z.object({
  portfolio_id: uuid,
  batch_run_id: uuid,
  status: runAnswer.shape.status,
  message: z.string(),
});

export const batchRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  server.route({
    method: "POST",
    url: "/api/v1/portfolios/:id/calculate",
    config: { access: "user" },
    schema: {
      summary: "Compute the portfolio; while a run of it is active, that run is the answer (200)",
      tags: ["batch"],
      params: idParams,
      body: z.object({ force: z.boolean().default(false) }).nullish(),
      response: { 200: calculateAnswer, 202: calculateAnswer },
    },
    handler: async (request, reply) => {
      const user = requestUser(request);
      const { id } = await requirePortfolio(db, user.id, request.params.id);
      const trigger = (await hasFinishedRun(db, id)) ? "admin" : "onboarding";
      const { runId, created } = await context.runs.requestRun({
        trigger,
        portfolioId: id,
        force: request.body?.force ?? false,
        triggeredBy: `${trigger}:${user.id}`,
        by: requestActor(request),
      });
      const run = await requireRun(context, runId);
      return reply.code(created ? 202 : 200).send({
        portfolio_id: id,
        batch_run_id: runId,
        status: run.status,
        message: created ? "The run was queued." : "A run of this portfolio is active.",
      });
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:id/batch-status/:batch_run_id",
    config: { access: "user" },
    schema: {
      summary: "Status of a run of the portfolio",
      tags: ["batch"],
      params: runParams,
      response: { 200: runAnswer },
    },
    handler: async (request) => {
      const { runId } = await requireOwnRun(context, requestUser(request).id, request.params);
      return presentRun(forOwner(await requireRun(context, runId)), context.systemNow());
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:id/runs/:batch_run_id/events",
    config: { access: "user" },
    schema: {
      summary: "Status and log of a run as they come, as server-sent events",
      description: "Events `log` carry an id; a `Last-Event-ID` header goes on behind it. Ends with the run.",
      tags: ["batch"],
      params: runParams,
      headers: z.object({
        "last-event-id": z
          .string()
          .regex(/^\d{1,15}$/)
          .optional(),
      }),
      response: { 200: { content: { "text/event-stream": { schema: z.string() } } } },
    },
    handler: async (request, reply) => {
      const userId = requestUser(request).id;
      const key = await requireOwnRun(context, userId, request.params);
      return sendRunEvents(reply, context, userId, key, Number(request.headers["last-event-id"] ?? 0));
    },
  });
};

/** The portfolio, if it is the user's, and its run, which may be one of all portfolios. Errors: NOT_FOUND. */
async function requireOwnRun(
  context: RouteContext,
  userId: string,
  params: z.output<typeof runParams>,
): Promise<{ readonly portfolioId: string; readonly runId: string }> {
  const { db } = context.database.api;
  const { id } = await requirePortfolio(db, userId, params.id);
  if (!(await isRunOfPortfolio(db, params.batch_run_id, id)))
    throw new SigmaSightError("NOT_FOUND", "the portfolio has no such run");
  return { portfolioId: id, runId: params.batch_run_id };
}

async function requireRun(context: RouteContext, runId: string): Promise<RunReport> {
  const run = await context.runs.runStatus(runId);
  if (run === null) throw new SigmaSightError("NOT_FOUND", "there is no such run");
  return run;
}
