import { sentenceCase } from "@/lib/sentence-case.ts";

/** One cell, field or file that is at fault. */
export interface RowIssue {
  readonly row: number | null;
  readonly column: string | null;
  readonly field: string | null;
  readonly code: string;
  readonly severity: string;
  readonly found: string | null;
  readonly expected: string | null;
  readonly message: string;
}

interface ProblemDetails {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly hint?: string | null;
  readonly errors?: readonly RowIssue[];
}

/** A refusal of the API (RFC 9457), or `UNREACHABLE` with status 0 where no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;
  readonly issues: readonly RowIssue[];

  constructor(status: number, details: ProblemDetails) {
    super(sentenceOf(details.detail ?? details.title ?? `The server answered ${status}.`));
    this.name = "ApiProblem";
    this.status = status;
    this.code = details.code ?? `HTTP_${status}`;
    this.hint = details.hint ?? null;
    this.issues = details.errors ?? [];
  }
}

/** As a sentence begins; a name, such as that of a field, stays as it is. */
function sentenceOf(text: string): string {
  return /^[a-z]+[ ,]/.test(text) ? sentenceCase(text) : text;
}

export function unreachable(cause: unknown): ApiProblem {
  const problem = new ApiProblem(0, {
    code: "UNREACHABLE",
    detail: "The server cannot be reached.",
    hint: "It may be starting again; this page goes on by itself when it is back.",
  });
  problem.cause = cause;
  return problem;
}

/** The problem in a response that is not a success. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    return new ApiProblem(response.status, JSON.parse(text) as ProblemDetails);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new ApiProblem(response.status, {
      hint: response.status >= 500 ? "Nothing of yours is lost; try again in a moment." : null,
    });
  }
}
