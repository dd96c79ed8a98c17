import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import * as z from "zod";
import { ERROR_CODES, type ErrorCode } from "#core/errors/error-codes.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { IMPORT_CODES } from "#core/import/import-codes.ts";
import { countErrors, type ImportIssue } from "#core/import/import-issue.ts";
import { schemaIssues } from "./schema-issues.ts";

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** One thing wrong with a row or field. */
export const rowError = z.object({
  row: z.int().nullable().describe("Line number in the file that was sent."),
  column: z.string().nullable(),
  field: z.string().nullable(),
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  found: z.string().nullable(),
  expected: z.string(),
  message: z.string(),
});

/** RFC 9457. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().describe("From the catalogue in docs/errors.md."),
  hint: z.string(),
  errors: z.array(rowError).optional(),
});

export type Problem = z.output<typeof problemSchema>;

/** Thrown by a route when rows or fields of the request are wrong; all of them at once. */
export class RequestRejected extends Error {
  readonly issues: readonly ImportIssue[];

  constructor(issues: readonly ImportIssue[]) {
    super(`${issues.length} errors in the request`);
    this.name = "RequestRejected";
    this.issues = issues;
  }
}

/** Fastify's and its plugins' own errors that a client caused, by status. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "MALFORMED_REQUEST",
  404: "NOT_FOUND",
  406: "UNSUPPORTED_MEDIA_TYPE",
  408: "REQUEST_TIMEOUT",
  413: "PAYLOAD_TOO_LARGE",
  414: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "RATE_LIMITED",
};

/** The parts of a request that a schema may refuse. */
type Sent = Pick<FastifyRequest, "body" | "query" | "headers">;

/** Every error a request can end with, as the client gets it. What is not known is INTERNAL, without details. */
export function problemOf(error: unknown, request: Sent): Problem {
  if (error instanceof RequestRejected) return rejected(error.issues);
  if (isSigmaSightError(error)) {
    const { status } = ERROR_CODES[error.code];
    // What goes wrong inside is for the log; the client gets its name.
    const detail = status >= 500 ? ERROR_CODES[error.code].title : error.message;
    return { ...problem(error.code, detail), hint: error.hint };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    // An id that is not one names nothing.
    if (error.validationContext === "params") return problem("NOT_FOUND", "there is no such resource");
    const { body, query, headers } = request;
    const sent = { body, querystring: query, headers }[error.validationContext ?? "body"];
    return rejected(schemaIssues(error.validation, sent));
  }
  const status = clientStatus(error);
  const code = status === null ? undefined : CODE_OF_STATUS[status];
  return code === undefined
    ? problem("INTERNAL", "the request could not be completed")
    : problem(code, ERROR_CODES[code].title);
}

export function problem(code: ErrorCode, detail: string): Problem {
  const { title, status, hint } = ERROR_CODES[code];
  return { type: typeOf(code), title, status, detail, code, hint };
}

/** Answers with the problem and logs what only the operator should see. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = problemOf(error, request);
  if (answer.status >= 500) request.log.error({ err: error, code: answer.code }, "request failed");
  if (answer.status === 401) reply.header("www-authenticate", "Bearer");
  return reply.code(answer.status).type(PROBLEM_TYPE).send(JSON.stringify(answer));
}

/** One code stands for itself, several for a request that is not valid. The status is the one that weighs most. */
function rejected(issues: readonly ImportIssue[]): Problem {
  const errors = issues.map((issue) => ({ ...issue }));
  const codes = [...new Set(issues.map(({ code }) => code))].filter((code) => code !== "ERR_CSV_009");
  const statuses = codes.map((code) => definitionOf(code).status);
  const status = statuses.includes(413) ? 413 : statuses.includes(422) ? 422 : (statuses[0] ?? 422);
  const code = codes.length === 1 ? (codes[0] as string) : "VALIDATION";
  const { title, hint } = definitionOf(code);
  const detail =
    issues.length === 1
      ? (issues[0] as ImportIssue).message
      : `${countErrors(issues)} errors; nothing was stored`;
  return { type: typeOf(code), title, status, detail, code, hint, errors };
}

function definitionOf(code: string): {
  readonly title: string;
  readonly status: number;
  readonly hint: string;
} {
  const known: Readonly<Record<string, { title: string; status: number; hint: string }>> = {
    ...ERROR_CODES,
    ...IMPORT_CODES,
  };
  return known[code] ?? ERROR_CODES.VALIDATION;
}

function typeOf(code: string): string {
  return `urn:sigmasight:problem:${code}`;
}

function clientStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !("statusCode" in error)) return null;
  const { statusCode } = error;
  return typeof statusCode === "number" && statusCode >= 400 && statusCode < 500 ? statusCode : null;
}
