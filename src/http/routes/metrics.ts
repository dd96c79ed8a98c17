import { timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { RouteModule } from "../http-types.ts";

/**
 * Figures for Prometheus. They name no user and no portfolio, but tell how much an installation does, so they are not
 * for everybody: with a token set, for whoever shows it; else for direct requests from this machine, and for all others
 * the path is not there.
 */
export const metricsRoutes: RouteModule = (server, context) => {
  const { metrics, metricsToken } = context;
  server.route({
    method: "GET",
    url: "/metrics",
    config: { access: "public", rateLimit: false },
    schema: { hide: true },
    handler: async (request, reply) => {
      if (metricsToken === null) {
        if (!isDirectAndLocal(request)) throw new SigmaSightError("NOT_FOUND", "there is no such path");
      } else if (!showsToken(request, metricsToken)) {
        throw new SigmaSightError(
          "UNAUTHENTICATED",
          "the bearer token of SIGMASIGHT_METRICS_TOKEN is needed",
        );
      }
      return reply.type(metrics.contentType).send(await metrics.text(await context.figures()));
    },
  });
};

/** Behind a proxy on this machine every request comes from it, so one that was passed on is not local. */
function isDirectAndLocal({ socket, headers }: FastifyRequest): boolean {
  const passedOn = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => name in headers);
  return !passedOn && isLoopback(socket.remoteAddress ?? "");
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, "");
  return plain === "::1" || (isIP(plain) === 4 && plain.startsWith("127."));
}

function showsToken({ headers }: FastifyRequest, token: string): boolean {
  const shown = Buffer.from(/^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? "");
  const expected = Buffer.from(token);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}
