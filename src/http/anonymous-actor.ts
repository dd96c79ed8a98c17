import type { FastifyRequest } from "fastify";
import type { Actor } from "#app/audit.ts";

/** Whoever sends a request, before anything is known of them. */
export function anonymousActor(request: FastifyRequest): Actor {
  return { userId: null, role: "anonymous", via: "api", requestId: request.id, ipAddress: request.ip };
}
