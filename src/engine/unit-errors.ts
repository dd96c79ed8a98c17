import { describeFailure } from "#core/errors/describe-failure.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { isConflict, isConnectionLost, isQueryCancelled, sqlState } from "#db/pg-errors.ts";
import { InputsChanged } from "./phase.ts";

/** Times a unit may throw before it is given up; a passing trouble is retried with growing pauses. */
export const MAX_ERRORS = 5;

/** The same where the database is in trouble, which is no fault of the unit: with the pauses, some eight minutes of it. */
export const MAX_DATABASE_ERRORS = 20;

/** Times a unit may be taken up without a word of what became of it: more than this and it takes its workers down with it. */
export const MAX_ATTEMPTS = 20;

/** A reference to a row that was just deleted: the next attempt sees that it is gone. */
const FOREIGN_KEY_VIOLATION = "23503";

/** Whether it is the database that cannot work at present: gone, full, or all its connections in use. */
export function isDatabaseTrouble(error: unknown): boolean {
  return (
    isConnectionLost(error) ||
    sqlState(error)?.startsWith("53") === true ||
    isSigmaSightError(error, "POOL_EXHAUSTED")
  );
}

/** Whether the same unit may succeed when it is tried again. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof InputsChanged ||
    isDatabaseTrouble(error) ||
    isConflict(error) ||
    sqlState(error) === FOREIGN_KEY_VIOLATION ||
    (isSigmaSightError(error) && error.retry === "later")
  );
}

/** Code and message under which an error is recorded. */
export function describeError(error: unknown): { readonly code: string; readonly message: string } {
  if (isQueryCancelled(error)) return { code: "TIMEOUT", message: "a statement ran into its time-out" };
  return describeFailure(error);
}
