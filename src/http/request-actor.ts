import type { FastifyRequest } from "fastify";
import type { Actor, UserActor } from "#app/audit.ts";
import { requestCaller } from "./request-user.ts";

/** The user of a request, and the key that acts for them, as the audit log names them. Throws on a public route. */
export function requestActor(request: FastifyRequest): UserActor {
  const { user, key } = requestCaller(request);
  const role = key === null ? user.role : `${user.role}, key ${key.prefix}`;
  return { ...anonymousActor(request), userId: user.id, role };
}

/** Whoever sends a request to a public route. */
export function anonymousActor(request: FastifyRequest): Actor {
  return { userId: null, role: "anonymous", via: "api", requestId: request.id, ipAddress: request.ip };
}
