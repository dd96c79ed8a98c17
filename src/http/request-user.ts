import type { FastifyRequest } from "fastify";
import { authenticate } from "#app/accounts.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { UserRow } from "#db/stores/account-store.ts";
import { asTenant, NOBODY, SYSTEM, type Tenant } from "#db/tenant.ts";
import type { ApiServer, RouteContext } from "./http-types.ts";

const BEARER = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The token in the Authorization header, if it has the form of one. */
export function bearerToken(request: FastifyRequest): string | null {
  return BEARER.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

/** The signed-in user. Throws on a public route, where there may be none: a defect of the route. */
export function requestUser(request: FastifyRequest): UserRow {
  if (request.user === null) throw new Error(`${request.url} asks for a user, but is public`);
  return request.user;
}

/**
 * The one place where access is decided, after the rate limit and before a body is read: public routes pass, all others need a valid bearer
 * token, those for administrators the role of now. A route that declares no access cannot be registered. Its handler
 * then runs for the tenant that its access makes of the user: what an administrator's route reads is everybody's.
 */
export function guardRoutes(server: ApiServer, context: RouteContext): void {
  server.decorateRequest("user", null);
  server.addHook("onRoute", (route) => {
    if (route.config?.access === undefined)
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it`);
    const { handler } = route;
    route.handler = function (request, reply) {
      return asTenant(tenantOf(request), () => handler.call(this, request, reply));
    };
  });
  server.addHook("preParsing", async (request) => {
    const { access } = request.routeOptions.config;
    if (request.is404 || access === "public") return;
    const token = bearerToken(request);
    if (token === null) throw new SigmaSightError("UNAUTHENTICATED", "a bearer token is needed");
    const user = await authenticate(context, token);
    if (access === "admin" && user.role !== "admin")
      throw new SigmaSightError("FORBIDDEN", "this needs the role admin");
    request.user = user;
  });
}

function tenantOf(request: FastifyRequest): Tenant {
  if (request.user === null) return NOBODY;
  return request.routeOptions.config.access === "admin" ? SYSTEM : { kind: "user", userId: request.user.id };
}
