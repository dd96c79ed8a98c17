import type { FastifyRequest } from "fastify";
import type { Log } from "#log";
import type { ApiServer } from "./http-types.ts";

/**
 * The server's log. A request shows as method and path: query strings can hold the secret of a set-up link,
 * headers hold tokens, bodies passwords, so none of them is ever written.
 */
export function requestLog(log: Log): Log {
  return log.child({}, { serializers: { req: shownRequest } });
}

/** One line a request, when its answer is out. */
export function logRequests(server: ApiServer): void {
  server.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
  });
  server.addHook("onResponse", async (request, reply) => {
    const line = {
      ...shownRequest(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.caller === null ? {} : { userId: request.caller.user.id }),
      ...(request.caller?.key ? { apiKey: request.caller.key.prefix } : {}),
    };
    request.log.info(line, "request");
  });
}

function shownRequest(request: Pick<FastifyRequest, "method" | "url">): object {
  return { method: request.method, path: request.url.split("?")[0] };
}
