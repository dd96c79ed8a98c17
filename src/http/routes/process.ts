import * as z from "zod";
import { WORKER_SILENCE_SECONDS } from "#app/worker-silence.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { listWorkers } from "#db/stores/run-read-store.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";

const readyAnswer = z.object({
  ready: z.boolean(),
  database: z.enum(["reachable", "unreachable"]),
  schema: z.enum(["current", "behind", "foreign", "unknown"]),
  workers_alive: z.int().nullable().describe("Reported, not required; null where the database cannot tell."),
});

export const processRoutes: RouteModule = (server, context) => {
  // Anyone may ask, as often as he likes: there is one look at the database at a time, whose answer all get.
  let looking: Promise<z.output<typeof readyAnswer>> | null = null;
  const look = () => {
    looking ??= readiness(context).finally(() => {
      looking = null;
    });
    return looking;
  };

  server.route({
    method: "GET",
    url: "/livez",
    config: { access: "public", rateLimit: false },
    schema: { summary: "Whether the process runs", response: { 200: z.object({ alive: z.literal(true) }) } },
    handler: async () => ({ alive: true as const }),
  });

  server.route({
    method: "GET",
    url: "/readyz",
    config: { access: "public", rateLimit: false },
    schema: {
      summary: "Whether requests can be served: database reachable, migrations at head",
      response: { 200: readyAnswer, 503: readyAnswer },
    },
    handler: async (request, reply) => {
      try {
        const answer = await look();
        return reply.code(answer.ready ? 200 : 503).send(answer);
      } catch (error) {
        request.log.warn({ err: error }, "not ready");
        // A schema that is not ours was read from a database that answers.
        const foreign =
          isSigmaSightError(error, "SCHEMA_TOO_NEW") || isSigmaSightError(error, "SCHEMA_DIVERGED");
        const schema = foreign ? "foreign" : "unknown";
        const database = foreign ? "reachable" : "unreachable";
        return reply.code(503).send({ ready: false, database, schema, workers_alive: null });
      }
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/openapi.json",
    config: { access: "public" },
    schema: { hide: true },
    handler: async (_request, reply) => reply.type("application/json").send(JSON.stringify(server.swagger())),
  });
};

async function readiness(context: RouteContext): Promise<z.output<typeof readyAnswer>> {
  const pending = await context.health.pendingMigrations();
  const workers = pending.length > 0 ? null : await listWorkers(context.database.system.db);
  const alive = workers?.filter(({ heartbeatAgeSeconds }) => heartbeatAgeSeconds < WORKER_SILENCE_SECONDS);
  return {
    ready: pending.length === 0,
    database: "reachable",
    schema: pending.length === 0 ? "current" : "behind",
    workers_alive: alive?.length ?? null,
  };
}
