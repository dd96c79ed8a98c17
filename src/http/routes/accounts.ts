import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import { changePassword, registerAccount } from "#app/accounts.ts";
import { SignInLocked } from "#app/guarded-sign-in.ts";
import { registerThroughSetupLink } from "#app/setup-link.ts";
import { type Device, refreshSignIn, type SignedIn, signIn, signOut } from "#app/sign-ins.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "#auth/password-rules.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { countPortfolios } from "#db/stores/portfolio-store.ts";
import { anonymousActor } from "../anonymous-actor.ts";
import { uuid } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from "../refresh-cookie.ts";
import { requestActor } from "../request-actor.ts";
import { bearerToken, requestCaller, requestUser } from "../request-user.ts";

/** Guessing a password or an invite is slow work for one address. */
const STRICT = { rateLimit: { max: 10, timeWindow: "1 minute" } };

const email = z.email().max(254);
const user = z.object({ id: uuid, email: z.string(), full_name: z.string() });
const tokens = z.object({
  access_token: z.string(),
  token_type: z.literal("bearer"),
  expires_in: z.int().describe("Seconds."),
  user,
});

export const accountRoutes: RouteModule = (server, context) => {
  server.route({
    method: "POST",
    url: "/api/v1/onboarding/register",
    config: { access: "public", ...STRICT },
    schema: {
      summary: "Make an account",
      tags: ["accounts"],
      body: z.object({
        email,
        password: z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH),
        full_name: z.string().trim().min(1).max(200),
        invite_code: z.string().max(200).optional(),
        setup_token: z.string().max(200).optional().describe("Secret of the one-time set-up link."),
      }),
      response: {
        201: z.object({
          user_id: uuid,
          email: z.string(),
          full_name: z.string(),
          message: z.string(),
          next_step: z.object({ action: z.string(), endpoint: z.string(), description: z.string() }),
        }),
      },
    },
    handler: async (request, reply) => {
      const { body } = request;
      const account = { email: body.email, password: body.password, fullName: body.full_name };
      const by = anonymousActor(request);
      const made =
        body.setup_token === undefined
          ? await registerAccount(context, account, body.invite_code ?? null, by)
          : await registerThroughSetupLink(context, account, body.setup_token, by);
      return reply.code(201).send({
        user_id: made.id,
        email: made.email,
        full_name: made.fullName,
        message: made.role === "admin" ? "Administrator account created." : "Account created.",
        next_step: {
          action: "login",
          endpoint: "/api/v1/auth/login",
          description: "Sign in, then send a positions file.",
        },
      });
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/auth/login",
    config: { access: "public", ...STRICT },
    schema: {
      summary: "Sign in",
      description: "Also sets the refresh cookie.",
      tags: ["accounts"],
      body: z.object({ email, password: z.string().min(1).max(MAX_PASSWORD_LENGTH) }),
      response: { 200: tokens },
    },
    handler: async (request, reply) => {
      const { email: address, password } = request.body;
      const by = anonymousActor(request);
      const signedIn = sayWhen(reply, signIn(context, address, password, deviceOf(request), by));
      return answer(reply, context, await signedIn);
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/auth/refresh",
    config: { access: "public", rateLimit: { max: 60, timeWindow: "1 minute" } },
    schema: {
      summary: "A new access token, for the refresh cookie or an unexpired bearer token",
      tags: ["accounts"],
      response: { 200: tokens },
    },
    handler: async (request, reply) => {
      try {
        const by = anonymousActor(request);
        const signedIn = await refreshSignIn(context, proofOf(request), deviceOf(request), by);
        return answer(reply, context, signedIn);
      } catch (error) {
        // What ends a sign-in, not what only keeps it from being looked up just now.
        if (error instanceof SigmaSightError && error.code === "UNAUTHENTICATED")
          clearRefreshCookie(reply, context);
        throw error;
      }
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/auth/logout",
    config: { access: "public" },
    schema: {
      summary: "End the sign-in; its access tokens stop working at once",
      tags: ["accounts"],
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await signOut(context, proofOf(request));
      clearRefreshCookie(reply, context);
      return reply.code(204).send(null);
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/auth/password",
    config: { access: "user", keys: "none", ...STRICT },
    schema: {
      summary: "Change the password; every other sign-in and every API key ends",
      tags: ["accounts"],
      body: z.strictObject({
        current_password: z.string().min(1).max(MAX_PASSWORD_LENGTH),
        new_password: z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH),
      }),
      response: {
        200: z.object({
          ended_sign_ins: z.int().describe("All but the one that asked."),
          revoked_keys: z.int().describe("API keys taken back: all there were."),
        }),
      },
    },
    handler: async (request, reply) => {
      const { current_password: current, new_password: next } = request.body;
      const { user: person, sessionId } = requestCaller(request);
      const by = requestActor(request);
      const change = changePassword(context, by, person, { current, next }, sessionId);
      const ended = await sayWhen(reply, change);
      return { ended_sign_ins: ended.sessions, revoked_keys: ended.keys };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/auth/me",
    config: { access: "user" },
    schema: {
      summary: "Who is signed in",
      tags: ["accounts"],
      response: {
        200: user.extend({ is_admin: z.boolean(), portfolio_count: z.int() }),
      },
    },
    handler: async (request) => {
      const { id, email: address, fullName, role } = requestUser(request);
      const count = await countPortfolios(context.database.api.db, id);
      return { id, email: address, full_name: fullName, is_admin: role === "admin", portfolio_count: count };
    },
  });
};

/** Tells a client that is locked out when to come back. */
async function sayWhen<T>(reply: FastifyReply, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SignInLocked) reply.header("retry-after", error.retryAfterSeconds);
    throw error;
  }
}

function deviceOf(request: FastifyRequest): Device {
  return { ipAddress: request.ip, userAgent: request.headers["user-agent"] ?? null };
}

function proofOf(request: FastifyRequest) {
  return { refreshSecret: readRefreshCookie(request), bearer: bearerToken(request) };
}

function answer(reply: FastifyReply, context: RouteContext, signedIn: SignedIn): z.output<typeof tokens> {
  if (signedIn.refreshSecret !== null) setRefreshCookie(reply, context, signedIn.refreshSecret);
  return {
    access_token: signedIn.accessToken,
    token_type: "bearer",
    expires_in: signedIn.expiresInSeconds,
    user: { id: signedIn.user.id, email: signedIn.user.email, full_name: signedIn.user.fullName },
  };
}
