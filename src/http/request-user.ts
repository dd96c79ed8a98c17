import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { includesScope } from "#app/api-keys.ts";
import { authenticate, type Caller } from "#app/authenticate.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { UserRow } from "#db/stores/account-store.ts";
import type { KeyScope } from "#db/stores/api-key-store.ts";
import { asTenant, NOBODY, SYSTEM, type Tenant } from "#db/tenant.ts";
import { anonymousActor } from "./anonymous-actor.ts";
import type { ApiServer, RouteContext } from "./http-types.ts";

/** An access token, or an API key. */
const BEARER = /^bearer +([\w-]+\.[\w-]+\.[\w-]+|sgs_[\w-]{1,100})$/i;
const READING = ["GET", "HEAD", "OPTIONS"];

/** The token in the Authorization header, if it has the form of one. */
export function bearerToken(request: FastifyRequest): string | null {
  return BEARER.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

/** The signed-in user. Throws on a public route, where there may be none: a defect of the route. */
export function requestUser(request: FastifyRequest): UserRow {
  return requestCaller(request).user;
}

/** The user and the key that acts for them, if any. Throws as {@link requestUser}. */
export function requestCaller(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.url} asks for a user, but is public`);
  return request.caller;
}

/**
 * The one place where access is decided, after the rate limit and before a body is read: public routes pass, all others need a valid bearer
 * token, those for administrators the role of now, and an API key the scope. A route that declares no access cannot be
 * registered. Its handler then runs for the tenant that its access makes of the user: what an administrator's route
 * reads is everybody's.
 */
export function guardRoutes(server: ApiServer, context: RouteContext, requestsPerMinute: number): void {
  server.decorateRequest("caller", null);
  const countKeyUse = server.createRateLimit({
    max: requestsPerMinute,
    timeWindow: "1 minute",
    keyGenerator: (request) => `key ${request.caller?.key?.id}`,
  });
  server.addHook("onRoute", (route) => {
    if (route.config?.access === undefined)
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it`);
    const { handler } = route;
    route.handler = function (request, reply) {
      return asTenant(tenantOf(request), () => handler.call(this, request, reply));
    };
  });
  server.addHook("preParsing", async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (request.is404 || access === "public") return;
    const token = bearerToken(request);
    if (token === null) throw new SigmaSightError("UNAUTHENTICATED", "a bearer token is needed");
    const caller = await authenticate(context, token, anonymousActor(request));
    if (access === "admin" && caller.user.role !== "admin")
      throw new SigmaSightError("FORBIDDEN", "this needs the role admin");
    request.caller = caller;
    if (caller.key === null) return;
    requireScope(caller.key.scope, request);
    await limitKey(request, reply);
  });

  /** Wherever it is used from: addresses are counted before. */
  async function limitKey(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const use = await countKeyUse(request);
    if (use.isAllowed || !use.isExceeded) return;
    reply.header("retry-after", use.ttlInSeconds);
    throw new SigmaSightError("RATE_LIMITED", "too many requests with this key");
  }
}

/** The least scope with which a key may call a route; null where none may. */
export function keyScopeOf(route: Pick<RouteOptions, "method" | "config">): KeyScope | null {
  const { access, keys } = route.config ?? {};
  if (keys === "none") return null;
  if (access === "admin") return "admin";
  return [route.method].flat().every((method) => READING.includes(method)) ? "read" : "write";
}

function requireScope(scope: KeyScope, request: FastifyRequest): void {
  const { method, config } = request.routeOptions;
  const needed = keyScopeOf({ method: method ?? request.method, config });
  if (needed === null)
    throw new SigmaSightError("FORBIDDEN", "this is for people who signed in, not for API keys", {
      hint: "Sign in, and use the access token.",
    });
  if (!includesScope(scope, needed))
    throw new SigmaSightError("FORBIDDEN", `the API key's scope is ${scope}; this needs ${needed}`, {
      hint: "Make a key with this scope.",
    });
}

function tenantOf(request: FastifyRequest): Tenant {
  if (request.caller === null) return NOBODY;
  const userId = request.caller.user.id;
  return request.routeOptions.config.access === "admin" ? SYSTEM : { kind: "user", userId };
}
