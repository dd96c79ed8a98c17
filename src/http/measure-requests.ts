import type { Metrics } from "#metrics";
import type { ApiServer } from "./http-types.ts";

/**
 * Measures each request by the pattern of its route, which names nobody and bounds the number of series. A stream of
 * events lasts as long as somebody watches; it is counted when it ends, like any other.
 */
export function measureRequests(server: ApiServer, metrics: Metrics): void {
  server.addHook("onResponse", async (request, reply) => {
    const route = request.is404 ? "unmatched" : (request.routeOptions.url ?? "unmatched");
    metrics.observe(
      "sigmasight_http_request_seconds",
      { method: request.is404 ? "any" : request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
}
