import type { RetryClass } from "./sigmasight-error.ts";

interface ErrorDefinition {
  /** One line for people, the `title` of a problem response. */
  readonly title: string;
  /** What to do about it. */
  readonly hint: string;
  /** HTTP status when it reaches a client. */
  readonly status: number;
  readonly retry: RetryClass;
}

/** Every failure the program names. Row and field errors of an import are in `core/import/import-codes.ts`. */
export const ERROR_CODES = {
  CONFIG_INVALID: {
    title: "Invalid settings",
    hint: "Correct the listed settings; `sigmasight config print` shows all of them.",
    status: 500,
    retry: "never",
  },
  DATABASE_UNREACHABLE: {
    title: "Database unreachable",
    hint: "Check DATABASE_URL and that the server accepts connections.",
    status: 503,
    retry: "later",
  },
  DATABASE_TOO_OLD: {
    title: "PostgreSQL is too old",
    hint: "Use PostgreSQL 15 or later.",
    status: 500,
    retry: "never",
  },
  SCHEMA_TOO_NEW: {
    title: "Database schema is newer than the program",
    hint: "Install the SigmaSight version that made it, or a later one.",
    status: 500,
    retry: "never",
  },
  SCHEMA_BEHIND: {
    title: "Database schema is behind",
    hint: "Run `sigmasight migrate`.",
    status: 503,
    retry: "never",
  },
  SCHEMA_DIVERGED: {
    title: "The database was made by other migrations",
    hint: "An applied migration file was changed or removed; restore it, and put the change into a new one.",
    status: 500,
    retry: "never",
  },
  MIGRATION_FAILED: {
    title: "A migration failed",
    hint: "Nothing of it was kept; correct what the message names, then start again.",
    status: 500,
    retry: "never",
  },
  API_ROLE_MISSING: {
    title: "The database user may not act as the API's role",
    hint: "As a superuser: create role sigmasight_api nologin; grant sigmasight_api to the user of DATABASE_URL.",
    status: 500,
    retry: "never",
  },
  MARKET_MISMATCH: {
    title: "Real and synthetic prices do not mix",
    hint: "Use another database for the other market, or set SIGMASIGHT_PROVIDERS to the one this database was made with.",
    status: 409,
    retry: "never",
  },
  DEMO_UNAVAILABLE: {
    title: "There is no demo here",
    hint: "Send a positions file of your own; the template imports unchanged.",
    status: 409,
    retry: "never",
  },
  ARCHIVE_INVALID: {
    title: "The export is damaged, changed or of another kind",
    hint: "Nothing was stored. Take another copy of the file; `sigmasight export` makes one.",
    status: 422,
    retry: "never",
  },
  ARCHIVE_CONFLICT: {
    title: "The export does not go with what is stored",
    hint: "Nothing was stored. Where the export is right, `sigmasight restore FILE --replace` puts it in place of what is here.",
    status: 409,
    retry: "never",
  },
  POOL_EXHAUSTED: {
    title: "No database connection became free in time",
    hint: "Try again; the system health page shows who holds connections.",
    status: 503,
    retry: "later",
  },
  EMBEDDED_DATABASE: {
    title: "The embedded database does not start",
    hint: "See the log beside the data directory.",
    status: 500,
    retry: "never",
  },
  RUN_DEADLINE: {
    title: "The run made no progress for too long",
    hint: "Check that a worker is alive, then retry the run.",
    status: 500,
    retry: "later",
  },
  RUN_NOT_ACTIVE: {
    title: "The run has ended",
    hint: "Only an active run can be cancelled.",
    status: 409,
    retry: "never",
  },
  RUN_ACTIVE: {
    title: "The run is still active",
    hint: "Wait for its end, or cancel it, before a retry.",
    status: 409,
    retry: "later",
  },
  PHASE_FAILED: {
    title: "A phase failed",
    hint: "See the run's log; retry the run.",
    status: 500,
    retry: "later",
  },
  TIMEOUT: {
    title: "The work took longer than its time-out",
    hint: "Retry the run; if it happens again, look at the slow query log.",
    status: 500,
    retry: "later",
  },
  CANCELLED: {
    title: "Cancelled",
    hint: "Start a new run when you want the results.",
    status: 409,
    retry: "never",
  },
  PROVIDER_UNAVAILABLE: {
    title: "The market data provider does not answer",
    hint: "The last good prices are used; the next run tries again.",
    status: 502,
    retry: "nextProvider",
  },
  PROVIDER_BAD_DATA: {
    title: "The market data provider sent unusable data",
    hint: "Check the file or the provider named in the message.",
    status: 502,
    retry: "nextProvider",
  },
  PROVIDER_REFUSED: {
    title: "The market data provider refuses the key",
    hint: "Check the key of the provider named in the message, and whether its plan has what was asked for.",
    status: 502,
    retry: "nextProvider",
  },
  EQUITY_AS_OF_AFTER_LAST_SESSION: {
    title: "The equity date lies after the last completed session",
    hint: "Give an earlier date, or leave it out.",
    status: 422,
    retry: "never",
  },
  NOT_FOUND: {
    title: "Not found",
    hint: "Check the id; another user's resource answers the same.",
    status: 404,
    retry: "never",
  },
  UNKNOWN_NUMBER: {
    title: "There is no such number",
    hint: "Leave out the number for the keys of all that can be explained.",
    status: 404,
    retry: "never",
  },
  VALIDATION: {
    title: "The request is not valid",
    hint: "Correct the listed fields.",
    status: 422,
    retry: "never",
  },
  UNAUTHENTICATED: {
    title: "Sign in first",
    hint: "Send a valid bearer token; tokens live one hour.",
    status: 401,
    retry: "never",
  },
  FORBIDDEN: { title: "Not allowed", hint: "This needs an administrator.", status: 403, retry: "never" },
  CREDENTIALS_WRONG: {
    title: "E-mail or password is wrong",
    hint: "Check both and try again.",
    status: 401,
    retry: "never",
  },
  SIGN_IN_LOCKED: {
    title: "Too many failed sign-ins",
    hint: "Wait as long as the message says; the right password is refused until then too.",
    status: 429,
    retry: "later",
  },
  PASSWORD_WEAK: {
    title: "The password is easily guessed",
    hint: "Take a longer one: a few words that do not belong together.",
    status: 422,
    retry: "never",
  },
  ISSUER_UNREACHABLE: {
    title: "The token's issuer does not answer",
    hint: "Try again; its keys are needed to check the token.",
    status: 503,
    retry: "later",
  },
  ISSUER_ACCOUNT_TAKEN: {
    title: "The issuer's account stands for a user already",
    hint: "An account of the issuer can stand for one user only.",
    status: 409,
    retry: "never",
  },
  EMAIL_TAKEN: {
    title: "The e-mail address has an account",
    hint: "Sign in instead.",
    status: 409,
    retry: "never",
  },
  REGISTRATION_CLOSED: {
    title: "Registration is by invite",
    hint: "Ask the operator for an invite.",
    status: 403,
    retry: "never",
  },
  LAST_ADMINISTRATOR: {
    title: "The last administrator",
    hint: "Make somebody else administrator first, with `sigmasight users admin`.",
    status: 409,
    retry: "never",
  },
  SETUP_LINK_USED: {
    title: "The set-up link was used",
    hint: "Make an administrator with `sigmasight users admin`.",
    status: 410,
    retry: "never",
  },
  WRONG_HOST: {
    title: "The server does not go by this name",
    hint: "Use http://localhost or 127.0.0.1. To serve other machines, set HOST or a proxy, and SIGMASIGHT_PUBLIC_URL.",
    status: 421,
    retry: "never",
  },
  METHOD_NOT_ALLOWED: {
    title: "The path does not know this method",
    hint: "The Allow header lists the methods it knows.",
    status: 405,
    retry: "never",
  },
  PAYLOAD_TOO_LARGE: {
    title: "The request is too large",
    hint: "Send less at once; a positions file may have 10 MB.",
    status: 413,
    retry: "never",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    title: "The content type is not understood",
    hint: "Send application/json, or multipart/form-data where a file is expected.",
    status: 415,
    retry: "never",
  },
  MALFORMED_REQUEST: {
    title: "The request cannot be read",
    hint: "Check that the body is valid JSON or a complete form.",
    status: 400,
    retry: "never",
  },
  REQUEST_TIMEOUT: {
    title: "The request did not arrive in time",
    hint: "Send it again, all of it within a minute.",
    status: 408,
    retry: "later",
  },
  RATE_LIMITED: { title: "Too many requests", hint: "Wait, then try again.", status: 429, retry: "later" },
  USAGE: { title: "Wrong use of the command", hint: "See `sigmasight help`.", status: 400, retry: "never" },
  INTERNAL: {
    title: "An unexpected error",
    hint: "It is in the server's log under the request id.",
    status: 500,
    retry: "later",
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof ERROR_CODES;
