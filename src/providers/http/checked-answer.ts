import type * as z from "zod";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

const SHOWN_ISSUES = 3;

/**
 * An answer whose shape was checked, as the schema makes it. Throws PROVIDER_BAD_DATA with what was expected and
 * where; values are not repeated. `what` names vendor and question.
 */
export function checkedAnswer<T>(schema: z.ZodType<T>, answer: unknown, what: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const shown = issues
    .slice(0, SHOWN_ISSUES)
    .map(({ path, message }) => `${path.join(".") || "answer"}: ${message}`);
  const more = issues.length > SHOWN_ISSUES ? `; and ${issues.length - SHOWN_ISSUES} more` : "";
  throw new SigmaSightError("PROVIDER_BAD_DATA", `${what} has another shape: ${shown.join("; ")}${more}`);
}
