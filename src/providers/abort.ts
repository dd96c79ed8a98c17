import { isSigmaSightError, SigmaSightError } from "#core/errors/sigmasight-error.ts";

/** Throws when the signal is aborted: its own SigmaSightError (a time-out has one), else CANCELLED. */
export function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  if (isSigmaSightError(signal.reason)) throw signal.reason;
  throw new SigmaSightError("CANCELLED", "fetching market data was cancelled", { cause: signal.reason });
}
