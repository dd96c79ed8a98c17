import * as z from "zod";
import { businessDay } from "#app/business-day.ts";
import { jobSessions } from "#app/missing-sessions.ts";
import { addDays, daysBetween } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { listCompletion } from "#db/stores/run-read-store.ts";
import { plainDate, uuid } from "../common-schemas.ts";
import type { ApiServer, RouteContext } from "../http-types.ts";

const DEFAULT_DAYS = 30;
const MOST_DAYS = 800;

const matrixAnswer = z.object({
  from: plainDate,
  to: plainDate,
  sessions: z.array(plainDate),
  portfolios: z.array(
    z.object({
      portfolio_id: uuid,
      portfolio_name: z.string(),
      phases: z.array(
        z.object({
          phase: z.string(),
          completed: z.int(),
          done: z
            .array(z.object({ from: plainDate, to: plainDate }))
            .describe("The completed sessions, in stretches; both ends included."),
          missing: z
            .array(plainDate)
            .describe(
              "Sessions of the range that the phase should have completed and has not; of one that stores only the last session of a run, the last at most.",
            ),
        }),
      ),
    }),
  ),
  next_cursor: uuid.nullable(),
});

/** Portfolio × session × phase, from the completion records. */
export function registerMatrix(server: ApiServer, context: RouteContext): void {
  server.route({
    method: "GET",
    url: "/api/v1/admin/batch/matrix",
    config: { access: "admin" },
    schema: {
      summary: "Which sessions of which portfolio each phase has completed",
      tags: ["admin"],
      querystring: z.object({
        from: plainDate.optional(),
        to: plainDate.optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        cursor: uuid.optional().describe("`next_cursor` of the page before."),
      }),
      response: { 200: matrixAnswer },
    },
    handler: async (request) => {
      const to = request.query.to ?? businessDay(context).lastSession;
      const from = request.query.from ?? addDays(to, -DEFAULT_DAYS);
      if (from > to || daysBetween(from, to) > MOST_DAYS)
        throw new SigmaSightError("VALIDATION", `from: a day up to to, at most ${MOST_DAYS} days before it`);
      const { limit, cursor = null } = request.query;
      const sessions = context.calendar.range(from, to);
      const rows = await listCompletion(
        context.database.api.db,
        { from, until: addDays(to, 1) },
        { afterId: cursor, limit },
      );
      const byPortfolio = [...Map.groupBy(rows, ({ portfolioId }) => portfolioId).values()];
      const portfolios = byPortfolio.map((jobs) => ({
        portfolio_id: jobs[0]!.portfolioId,
        portfolio_name: jobs[0]!.portfolioName,
        phases: jobs.map((row) => {
          const { completed, done, missing } = jobSessions(sessions, row);
          return { phase: row.job, completed, done: [...done], missing: [...missing] };
        }),
      }));
      const last = portfolios.at(-1);
      return {
        from,
        to,
        sessions: [...sessions],
        portfolios,
        next_cursor: portfolios.length === limit && last !== undefined ? last.portfolio_id : null,
      };
    },
  });
}
