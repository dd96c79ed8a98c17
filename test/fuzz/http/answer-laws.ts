import type { LightMyRequestResponse } from "fastify";
import { ERROR_CODES } from "#core/errors/error-codes.ts";
import { IMPORT_CODES } from "#core/import/import-codes.ts";
import { problemSchema } from "#http/problem.ts";
import { mustHold, type Reading } from "../fuzzed-parser.ts";

/** What tells of the inside of the program: traces, files, statements, other errors' texts. */
const INSIDE = [
  /\n\s+at .+[:(]\d+:\d+/,
  /node_modules|node:internal|\.ts:\d+/,
  /\b(?:select|insert into|update) .+ (?:from|values|set) /i,
  /relation "|violates .+ constraint|invalid input syntax|out of range for type|password authentication/,
  /postgres(?:ql)?:\/\//i,
  /TypeError|RangeError|SyntaxError|Cannot read prop|is not a function/,
];

/** What every answer keeps, whatever was asked. */
export function checkAnswer(response: LightMyRequestResponse, sent: string): Reading {
  const { statusCode: status, headers, body } = response;
  const type = String(headers["content-type"] ?? "");
  const about = () => ({ status, type, body: body.slice(0, 500) });
  mustHold("no answer is an error of ours", status < 500 || status === 503, about);
  mustHold("each answer names its request", typeof headers["x-request-id"] === "string", about);
  mustHold(
    "each answer has a content policy",
    /default-src 'none'/.test(String(headers["content-security-policy"])),
    about,
  );
  mustHold("types are not guessed", headers["x-content-type-options"] === "nosniff", about);
  mustHold("other origins may not read", headers["access-control-allow-origin"] === undefined, about);
  if (status < 400) return { outcome: "accepted", digest: "" };
  mustHold("a refusal is a problem", type === "application/problem+json; charset=utf-8", about);
  const problem = problemSchema.safeParse(JSON.parse(body));
  mustHold("a problem has all its members", problem.success, about);
  const { code, status: told, errors = [] } = problem.data as ReturnType<typeof problemSchema.parse>;
  mustHold("a problem tells its status", told === status, about);
  mustHold("a code is in the catalogue", code in ERROR_CODES || code in IMPORT_CODES, about);
  mustHold("errors are bounded", errors.length <= 1100 && body.length < 2_000_000, () => [
    errors.length,
    body.length,
  ]);
  const inside = INSIDE.find((pattern) => pattern.test(body) && !pattern.test(sent));
  mustHold("nothing of the inside comes out", inside === undefined, () => [String(inside), about()]);
  return { outcome: [code], digest: "" };
}
