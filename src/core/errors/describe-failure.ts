import { isSigmaSightError } from "./sigmasight-error.ts";

/** Code and message under which an error is recorded; one without a code of its own is a defect of the program. */
export function describeFailure(error: unknown): { readonly code: string; readonly message: string } {
  if (isSigmaSightError(error)) return { code: error.code, message: error.message };
  return {
    code: "PHASE_FAILED",
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}
