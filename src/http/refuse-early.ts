import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ERROR_CODES, type ErrorCode } from "#core/errors/error-codes.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { ApiServer } from "./http-types.ts";
import { PROBLEM_TYPE, problem, sendProblem } from "./problem.ts";

/** What the hooks give to every other answer. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** Answers a request whose path cannot be looked up: broken escapes, a parameter longer than any id. No hook runs. */
export function refuseUnrouted(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ ...HEADERS, "x-request-id": request.id });
  sendProblem(error, request, reply);
  request.log.info({ method: request.method, status: reply.statusCode }, "request without a path");
}

/** Errors of Node's parser by their code; any other is a request that is no HTTP. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "REQUEST_TIMEOUT",
  HPE_HEADER_OVERFLOW: "PAYLOAD_TOO_LARGE",
};

/**
 * Answers what never became a request, and closes the connection. The error holds what was sent, passwords and tokens
 * too, so only its code is logged.
 */
export function refuseUnparsed(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Socket,
): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  this.log.debug({ code: error.code }, "not a request");
  const code = CODES[error.code ?? ""] ?? "MALFORMED_REQUEST";
  const body = JSON.stringify(problem(code, ERROR_CODES[code].title));
  const { status } = ERROR_CODES[code];
  const headers = {
    ...HEADERS,
    "content-type": PROBLEM_TYPE,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  socket.destroySoon();
}

/** Bodies are read as they come: a compressed one would be as large as its sender likes once it is unpacked. */
export function refuseEncodedBodies(server: ApiServer): void {
  server.addHook("onRequest", async (request, reply) => {
    const encoding = request.headers["content-encoding"]?.trim().toLowerCase();
    if (encoding === undefined || encoding === "" || encoding === "identity") return;
    reply.header("accept-encoding", "identity");
    throw new SigmaSightError("UNSUPPORTED_MEDIA_TYPE", "compressed bodies are not read");
  });
}
