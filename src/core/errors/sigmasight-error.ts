import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

/** What a retry can change: nothing, time, or another provider. */
export type RetryClass = "never" | "later" | "nextProvider";

/** A failure with a known cause. Anything else thrown is a bug and shows as INTERNAL. */
export class SigmaSightError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly retry: RetryClass;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly hint?: string; readonly retry?: RetryClass } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "SigmaSightError";
    this.code = code;
    this.hint = options.hint ?? ERROR_CODES[code].hint;
    this.retry = options.retry ?? ERROR_CODES[code].retry;
  }
}

export function isSigmaSightError(error: unknown, code?: ErrorCode): error is SigmaSightError {
  return error instanceof SigmaSightError && (code === undefined || error.code === code);
}
