import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import { type FastifyBaseLogger, fastify, LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { ApiContext } from "#app/api-context.ts";
import { MAX_FILE_BYTES } from "#app/parse-positions-file.ts";
import { gaugeFigures } from "#app/state-figures.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { isLoopbackHost } from "#core/net/loopback-host.ts";
import { isolateTenants } from "#db/isolate-tenants.ts";
import type { Log } from "#log";
import { createMetrics, type Metrics } from "#metrics";
import type { ApiServer, RouteContext } from "./http-types.ts";
import { watchMethods } from "./known-methods.ts";
import { measureRequests } from "./measure-requests.ts";
import { registerOpenapi } from "./openapi.ts";
import { sendProblem } from "./problem.ts";
import { refuseEncodedBodies, refuseUnparsed, refuseUnrouted } from "./refuse-early.ts";
import { refuseUnstorableText } from "./refuse-unstorable-text.ts";
import { logRequests, requestLog } from "./request-log.ts";
import { guardRoutes } from "./request-user.ts";
import { PROCESS_ROUTES, ROUTES } from "./routes/index.ts";
import { sendWebPage, serveWebApp, wantsWebPage } from "./web-app.ts";

const JSON_BODY_BYTES = 256 * 1024;
const FORM_FIELD_BYTES = 64 * 1024;

/**
 * How long a client may take, in milliseconds: to send the headers, to send the whole request, and to send the next one
 * on the same connection. Node looks for those who take longer every five seconds.
 */
const TIMEOUTS = {
  http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
  requestTimeout: 60_000,
  keepAliveTimeout: 72_000,
} as const;

export interface ServerOptions {
  readonly context: ApiContext;
  readonly log: Log;
  /** Whether people reach the server by HTTPS. */
  readonly secureCookies: boolean;
  /** Whether a proxy in front may be believed about the client's address. */
  readonly trustProxy: boolean;
  /** Requests a client address may make in a minute, to all routes together. */
  readonly requestsPerMinute: number;
  /** Absent: only what the server itself counts. */
  readonly metrics?: Metrics | null;
  /** What `/metrics` wants to be shown; null or absent: direct requests from this machine alone. */
  readonly metricsToken?: string | null;
  /** `process`: only what tells of the process itself, as a worker has it. */
  readonly routes?: "all" | "process";
}

/** The HTTP server with all its routes, not listening yet. */
export async function createServer(options: ServerOptions): Promise<ApiServer> {
  const logger: FastifyBaseLogger = requestLog(options.log);
  const server: ApiServer = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BODY_BYTES,
    ...TIMEOUTS,
    frameworkErrors: refuseUnrouted,
    clientErrorHandler: refuseUnparsed,
    // The one next to us: what came before it, a client can make up.
    trustProxy: options.trustProxy ? (_address, hop) => hop === 0 : false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  const warn = (error: unknown) => options.log.warn({ err: error }, "the gauges could not be read");
  const closing = new AbortController();
  const metrics = options.metrics ?? createMetrics({ ofProcess: false });
  const isWorker = options.routes === "process";
  const context: RouteContext = {
    ...options.context,
    database: isolateTenants(options.context.database),
    secureCookies: options.secureCookies,
    closing: closing.signal,
    metrics,
    metricsToken: options.metricsToken ?? null,
    figures: gaugeFigures(options.context, { ofInstallation: !isWorker, onError: warn }),
  };
  server.addHook("preClose", async () => closing.abort());
  server.addHook("onSend", async (_request, reply) => {
    if (closing.signal.aborted) reply.header("connection", "close");
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.removeContentTypeParser("text/plain");

  logRequests(server);
  measureRequests(server, metrics);
  const methodsOf = watchMethods(server);
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.secureCookies,
    referrerPolicy: { policy: "no-referrer" },
  });
  if (options.context.registration.mode === "open") refuseOtherNames(server);
  await server.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: "1 minute",
    errorResponseBuilder: (_request, { after }) =>
      new SigmaSightError("RATE_LIMITED", `too many requests; try again in ${after}`),
  });
  refuseEncodedBodies(server);
  refuseUnstorableText(server);
  await server.register(cookie);
  await server.register(multipart, {
    throwFileSizeLimit: false,
    // One byte more than allowed arrives, so that the import itself can say that it is too much.
    limits: { fileSize: MAX_FILE_BYTES + 1, files: 1, fields: 20, parts: 21, fieldSize: FORM_FIELD_BYTES },
  });
  await registerOpenapi(server);
  guardRoutes(server, context, options.requestsPerMinute);
  server.setNotFoundHandler({ preHandler: server.rateLimit() }, async (request, reply) => {
    const path = request.url.split("?")[0] as string;
    const allowed = methodsOf(path);
    if (allowed.length > 0 && !allowed.includes(request.method)) {
      reply.header("allow", allowed.join(", "));
      throw new SigmaSightError("METHOD_NOT_ALLOWED", `${request.method} is not possible here`);
    }
    if (!isWorker && wantsWebPage(request)) return sendWebPage(reply);
    throw new SigmaSightError("NOT_FOUND", "there is no such path");
  });
  if (!isWorker) await serveWebApp(server);
  for (const register of isWorker ? PROCESS_ROUTES : ROUTES) register(server, context);
  await server.ready();
  return server;
}

/**
 * A server for this machine alone is asked under this machine's names. Another one is that of a page elsewhere whose
 * name was made to lead here, so that a browser takes its requests for the page's own.
 */
function refuseOtherNames(server: ApiServer): void {
  server.addHook("onRequest", async ({ hostname }) => {
    if (!isLoopbackHost(hostname)) throw new SigmaSightError("WRONG_HOST", `asked for as ${hostname}`);
  });
}
