import pg from "pg";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

/** SQLSTATE of a server error, undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The violated constraint's name, undefined for anything but a unique violation. */
export function violatedUnique(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === "23505" ? error.constraint : undefined;
}

/** Another transaction was in the way (serialization failure, deadlock, lock time-out): the same work may pass later. */
export function isConflict(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01" || state === "55P03";
}

/** The server's statement time-out, or a cancel request, ended the query. */
export function isQueryCancelled(error: unknown): boolean {
  return sqlState(error) === "57014";
}

const SOCKET_ERRORS = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
]);

/** The connection or the server went away (restart, crash, network); a new connection may do. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof SigmaSightError) return error.code === "DATABASE_UNREACHABLE";
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string") {
    return code.startsWith("08") || /^57P0[1-5]$/.test(code) || SOCKET_ERRORS.has(code);
  }
  return /^Connection terminated|not queryable$/.test(error.message);
}

/** What failed while connecting, as a typed error. Wrong credentials or names do not pass with time. */
export function connectError(error: unknown, where: string): SigmaSightError {
  const state = sqlState(error);
  const refused = state?.startsWith("28") === true || state === "3D000";
  return new SigmaSightError("DATABASE_UNREACHABLE", `cannot connect to ${where}: ${describe(error)}`, {
    cause: error,
    retry: refused ? "never" : "later",
  });
}

/** Node reports several failed addresses as an AggregateError with an empty message. */
function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** Host, port and database of a URL: what may be logged or shown of it. */
export function describeUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed === undefined ? "the database" : `${parsed.host}${parsed.pathname}`;
}
