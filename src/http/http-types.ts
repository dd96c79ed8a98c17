import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { ApiContext } from "#app/api-context.ts";
import type { Caller } from "#app/authenticate.ts";
import type { GaugeFigure, Metrics } from "#metrics";

/** Who may call a route. Every route says so; one that does not is refused when the server starts. */
export type Access = "public" | "user" | "admin";

declare module "fastify" {
  interface FastifyContextConfig {
    readonly access?: Access;
    /** `none` keeps API keys out; otherwise reading needs the scope read, what changes something write. */
    readonly keys?: "none";
    /** Form fields of a multipart route, for the OpenAPI document; the form itself is read by hand. */
    readonly form?: import("zod").ZodType;
  }
  interface FastifyRequest {
    /** Set on every route that is not public. */
    caller: Caller | null;
  }
}

export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the routes stand on, beside the request. */
export interface RouteContext extends ApiContext {
  /** Whether cookies are for HTTPS alone. */
  readonly secureCookies: boolean;
  /** Aborts when the server closes, so that open event streams end. */
  readonly closing: AbortSignal;
  readonly metrics: Metrics;
  /** What `/metrics` wants to be shown; null: direct requests from this machine alone. */
  readonly metricsToken: string | null;
  /** Gauges as they stand now. */
  readonly figures: () => Promise<readonly GaugeFigure[]>;
}

/** Registers the routes of one resource. */
export type RouteModule = (server: ApiServer, context: RouteContext) => void;
