import type { FastifyRequest } from "fastify";
import type { Actor, UserActor } from "#app/audit.ts";
import { requestUser } from "./request-user.ts";

/** The signed-in user of a request, as the audit log names them. Throws on a public route. */
export function requestActor(request: FastifyRequest): UserActor {
  const { id, role } = requestUser(request);
  return { ...anonymousActor(request), userId: id, role };
}

/** Whoever sends a request to a public route. */
export function anonymousActor(request: FastifyRequest): Actor {
  return { userId: null, role: "anonymous", via: "api", requestId: request.id, ipAddress: request.ip };
}
