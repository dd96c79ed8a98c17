import * as z from "zod";
import type { RunReport } from "#app/run-control.ts";
import { ERROR_CODES } from "#core/errors/error-codes.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  findNamedRun,
  listActiveRuns,
  listEventsAfter,
  listRunFailures,
  listRuns,
  type NamedRunRow,
  summariseRuns,
} from "#db/stores/run-read-store.ts";
import { idParams, instant, numberOrNull, plainDate, uuid } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";
import { formatCursor, historyRun, parseCursor, presentHistoryRun } from "../presenters/history-presenter.ts";
import { presentPreview, retryPreview } from "../presenters/preview-presenter.ts";
import { presentRunDetail, runAnswer, runDetailAnswer } from "../presenters/run-presenter.ts";
import { requestActor } from "../request-actor.ts";
import { sendRunLog } from "../send-run-log.ts";
import { registerMatrix } from "./admin-matrix.ts";

const MS_PER_DAY = 86_400_000;

const startedRun = z.object({
  batch_run_id: uuid,
  status: runAnswer.shape.status,
  message: z.string(),
});

const reason = z
  .string()
  .trim()
  .max(500)
  .optional()
  .describe("Why, in your words; kept with the run and in the audit log.");
const retryScope = z
  .enum(["failed", "missing", "all"])
  .describe("The sessions of that run; also later ones; all anew.");
const days = z.coerce.number().int().min(1).max(3650).default(30);

export const adminBatchRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;
  registerMatrix(server, context);

  server.route({
    method: "POST",
    url: "/api/v1/admin/batch/run",
    config: { access: "admin" },
    schema: {
      summary: "Start a run of one portfolio or of all; an active run of that scope is the answer (200)",
      tags: ["admin"],
      querystring: z.object({ portfolio_id: uuid.optional() }),
      body: z
        .strictObject({
          portfolio_id: uuid.optional(),
          start_date: plainDate.optional(),
          end_date: plainDate.optional(),
          force_rerun: z.boolean().optional(),
          reason,
        })
        .nullish(),
      response: { 200: startedRun, 202: startedRun },
    },
    handler: async (request, reply) => {
      const body = request.body ?? {};
      const portfolioId = body.portfolio_id ?? request.query.portfolio_id;
      const { start_date: from, end_date: to } = body;
      if (from !== undefined && to !== undefined && from > to)
        throw new SigmaSightError("VALIDATION", "start_date lies after end_date");
      const by = requestActor(request);
      const { runId, created } = await context.runs.requestRun({
        trigger: "admin",
        triggeredBy: `admin:${by.userId}`,
        by,
        force: body.force_rerun ?? false,
        ...(portfolioId === undefined ? {} : { portfolioId }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(body.reason === undefined ? {} : { reason: body.reason }),
      });
      const message = created ? "The run was queued." : "A run of this scope is active.";
      return reply.code(created ? 202 : 200).send(await presentStarted(context, runId, message));
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/batch/run/current",
    config: { access: "admin" },
    schema: {
      summary: "Active runs with progress",
      tags: ["admin"],
      response: { 200: z.object({ runs: z.array(runDetailAnswer) }) },
    },
    handler: async () => {
      const ids = await listActiveRuns(db);
      const runs = await Promise.all(ids.map((id) => context.runs.runStatus(id)));
      const now = context.systemNow();
      return { runs: runs.filter((run) => run !== null).map((run) => presentRunDetail(run, now)) };
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/admin/batch/runs/:id/cancel",
    config: { access: "admin" },
    schema: {
      summary: "Cancel an active run",
      tags: ["admin"],
      params: idParams,
      body: z.strictObject({ reason }).nullish(),
      response: { 202: startedRun },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const options = { reason: request.body?.reason ?? null, by: requestActor(request) };
      await context.runs.cancelRun(id, options);
      return reply.code(202).send(await presentStarted(context, id, "The run is being cancelled."));
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/admin/batch/runs/:id/retry",
    config: { access: "admin" },
    schema: {
      summary: "Start a run that does again what an ended one did not",
      tags: ["admin"],
      params: idParams,
      querystring: z.object({ only: retryScope.optional() }),
      body: z.strictObject({ only: retryScope.optional(), reason }).nullish(),
      response: { 202: startedRun },
    },
    handler: async (request, reply) => {
      const only = request.body?.only ?? request.query.only ?? "failed";
      const { runId } = await context.runs.retryRun(request.params.id, {
        only,
        by: requestActor(request),
        reason: request.body?.reason ?? null,
      });
      return reply.code(202).send(await presentStarted(context, runId, "The run was queued."));
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/batch/runs/:id/retry",
    config: { access: "admin" },
    schema: {
      summary: "What a retry would do, as things stand; nothing is started",
      tags: ["admin"],
      params: idParams,
      querystring: z.object({ only: retryScope.default("failed") }),
      response: { 200: retryPreview },
    },
    handler: async (request) => {
      const { only } = request.query;
      return presentPreview(await context.runs.previewRetry(request.params.id, { only }));
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/batch/history",
    config: { access: "admin" },
    schema: {
      summary: "Runs, newest first",
      tags: ["admin"],
      querystring: z.object({
        days,
        status: runAnswer.shape.status.optional(),
        trigger: runAnswer.shape.trigger.optional(),
        portfolio_id: uuid.optional().describe("Runs of this portfolio alone."),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(200).optional().describe("`next_cursor` of the page before."),
      }),
      response: { 200: z.object({ runs: z.array(historyRun), next_cursor: z.string().nullable() }) },
    },
    handler: async (request) => {
      const {
        status = null,
        trigger = null,
        portfolio_id: portfolioId = null,
        limit,
        cursor,
      } = request.query;
      const since = new Date(context.systemNow().getTime() - request.query.days * MS_PER_DAY);
      const after = cursor === undefined ? null : parseCursor(cursor);
      const rows = await listRuns(db, { since, status, trigger, portfolioId, limit: limit + 1, after });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { runs: page.map(presentHistoryRun), next_cursor: more ? formatCursor(last) : null };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/batch/history/summary",
    config: { access: "admin" },
    schema: {
      summary: "Runs by trigger and status",
      tags: ["admin"],
      querystring: z.object({ days }),
      response: {
        200: z.object({
          days: z.int(),
          total: z.int(),
          groups: z.array(
            z.object({
              trigger: z.string(),
              status: z.string(),
              runs: z.int(),
              mean_duration_seconds: numberOrNull,
              last_finished_at: instant.nullable(),
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const since = new Date(context.systemNow().getTime() - request.query.days * MS_PER_DAY);
      const rows = await summariseRuns(db, since);
      return {
        days: request.query.days,
        total: rows.reduce((sum, { runs }) => sum + runs, 0),
        groups: rows.map((row) => ({
          trigger: row.trigger,
          status: row.status,
          runs: row.runs,
          mean_duration_seconds: row.meanSeconds,
          last_finished_at: row.lastFinishedAt?.toISOString() ?? null,
        })),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/batch/history/:id",
    config: { access: "admin" },
    schema: {
      summary: "A run with its phases and everything it could not compute",
      tags: ["admin"],
      params: idParams,
      response: {
        200: z.object({
          run: historyRun,
          progress: runDetailAnswer,
          failures: z.array(
            z.object({
              phase: z.string(),
              job: z.string(),
              subject: z.string(),
              code: z.string(),
              message: z.string(),
              hint: z.string().nullable(),
              failed_at: instant,
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const { id } = request.params;
      const row = await requireRun(context, id);
      const report = await requireReport(context, id);
      const failures = await listRunFailures(db, id);
      return {
        run: presentHistoryRun(row),
        progress: presentRunDetail(report, context.systemNow()),
        failures: failures.map(({ failedAt, ...rest }) => ({
          ...rest,
          hint: hintOf(rest.code),
          failed_at: failedAt.toISOString(),
        })),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/admin/batch/history/:id/logs",
    config: { access: "admin" },
    schema: {
      summary: "The whole log of a run, as a file",
      tags: ["admin"],
      params: idParams,
      querystring: z.object({ format: z.enum(["txt", "json"]).default("txt") }),
      response: {
        200: {
          content: { "text/plain": { schema: z.string() }, "application/json": { schema: z.string() } },
        },
      },
    },
    handler: async (request, reply) => {
      const { id } = await requireRun(context, request.params.id);
      return sendRunLog(reply, id, request.query.format, (seq, limit) => listEventsAfter(db, id, seq, limit));
    },
  });
};

async function requireRun(context: RouteContext, id: string): Promise<NamedRunRow> {
  const row = await findNamedRun(context.database.api.db, id);
  if (row === null) throw new SigmaSightError("NOT_FOUND", "there is no such run");
  return row;
}

async function requireReport(context: RouteContext, id: string): Promise<RunReport> {
  const report = await context.runs.runStatus(id);
  if (report === null) throw new SigmaSightError("NOT_FOUND", "there is no such run");
  return report;
}

async function presentStarted(
  context: RouteContext,
  runId: string,
  message: string,
): Promise<z.output<typeof startedRun>> {
  const { status } = await requireReport(context, runId);
  return { batch_run_id: runId, status, message };
}

/** What may help against an error of this code; null for one of an earlier version. */
function hintOf(code: string): string | null {
  return Object.entries(ERROR_CODES).find(([known]) => known === code)?.[1].hint ?? null;
}
