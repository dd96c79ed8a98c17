import type { FastifyRequest } from "fastify";
import type { UserActor } from "#app/audit.ts";
import { anonymousActor } from "./anonymous-actor.ts";
import { requestCaller } from "./request-user.ts";

/** The user of a request, and the key that acts for them, as the audit log names them. Throws on a public route. */
export function requestActor(request: FastifyRequest): UserActor {
  const { user, key } = requestCaller(request);
  const role = key === null ? user.role : `${user.role}, key ${key.prefix}`;
  return { ...anonymousActor(request), userId: user.id, role };
}
