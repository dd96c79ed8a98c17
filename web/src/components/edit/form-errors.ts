import { ApiProblem } from "@/api/problem.ts";
import { sentenceCase } from "@/lib/sentence-case.ts";

/** A refusal, divided among the fields of a form. */
export interface FormErrors {
  readonly byField: Readonly<Record<string, string>>;
  /** What is about no field of the form. */
  readonly others: readonly string[];
  /** A failure that says nothing about what was entered. */
  readonly failure: Error | null;
}

/** The field that a refusal without a list of issues is about: `amount: it is zero`. */
const ABOUT_FIELD = /^(\w+): (.+)$/s;

export function formErrors(error: Error | null, fields: readonly string[]): FormErrors {
  if (error === null) return { byField: {}, others: [], failure: null };
  const found = error instanceof ApiProblem ? messagesOf(error) : [];
  if (found.length === 0) return { byField: {}, others: [], failure: error };
  const isShown = (field: string | null): field is string => field !== null && fields.includes(field);
  const byField: Record<string, string> = {};
  for (const { field, message } of found) if (isShown(field)) byField[field] ??= message;
  return {
    byField,
    others: found.filter(({ field }) => !isShown(field)).map(({ message }) => message),
    failure: null,
  };
}

function messagesOf(
  problem: ApiProblem,
): readonly { readonly field: string | null; readonly message: string }[] {
  if (problem.issues.length > 0)
    return problem.issues.map(({ field, message }) => ({ field, message: withoutField(message, field) }));
  const [, field, text] = ABOUT_FIELD.exec(problem.message) ?? [];
  return field === undefined || text === undefined ? [] : [{ field, message: sentence(text) }];
}

/** The field stands beside the message already. */
function withoutField(message: string, field: string | null): string {
  const prefix = `${field}: `;
  return message.startsWith(prefix) ? sentence(message.slice(prefix.length)) : message;
}

function sentence(text: string): string {
  const start = sentenceCase(text);
  return /[.?]$/.test(start) ? start : `${start}.`;
}
