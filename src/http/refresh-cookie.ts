import type { FastifyReply, FastifyRequest } from "fastify";
import { SESSION_SECONDS } from "#auth/local-accounts.ts";
import type { RouteContext } from "./http-types.ts";

const NAME = "sigmasight_refresh";

function options(context: Pick<RouteContext, "secureCookies">) {
  return { path: "/api/v1/auth", httpOnly: true, sameSite: "strict", secure: context.secureCookies } as const;
}

export function readRefreshCookie(request: FastifyRequest): string | null {
  return request.cookies[NAME] ?? null;
}

export function setRefreshCookie(
  reply: FastifyReply,
  context: Pick<RouteContext, "secureCookies">,
  secret: string,
): void {
  reply.setCookie(NAME, secret, { ...options(context), maxAge: SESSION_SECONDS });
}

export function clearRefreshCookie(reply: FastifyReply, context: Pick<RouteContext, "secureCookies">): void {
  reply.clearCookie(NAME, options(context));
}
