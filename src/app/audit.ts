import { insertAuditEntry } from "#db/stores/audit-store.ts";
import type { Queryable } from "#db/types.ts";

/** Who does something, and through which door: what the audit log keeps of them. */
export interface Actor {
  /** Null where nobody is signed in. */
  readonly userId: string | null;
  /** Role at this moment. */
  readonly role: string;
  readonly via: "api" | "cli" | "program";
  readonly requestId: string | null;
  readonly ipAddress: string | null;
}

/** An actor who is signed in, or for whom a command acts. */
export interface UserActor extends Actor {
  readonly userId: string;
}

/** What the program does by itself. */
export const PROGRAM: Actor = {
  userId: null,
  role: "program",
  via: "program",
  requestId: null,
  ipAddress: null,
};

/** Who acts for the whole installation by a command: whoever may open its database. */
export const OPERATOR: Actor = { ...PROGRAM, role: "operator", via: "cli" };

/** Whom a command acts as. */
export function commandActor(user: { readonly id: string; readonly role: string }): UserActor {
  return { userId: user.id, role: user.role, via: "cli", requestId: null, ipAddress: null };
}

/** Every action the log knows, with what it means; docs/operations.md shows the same list. */
export const AUDIT_ACTIONS = {
  "account.create": "an account was made",
  "account.role": "a role was given or taken",
  "account.change": "a name, address or password was changed",
  "account.end-access": "all sign-ins and API keys of an account were ended",
  "account.delete": "an account was deleted with what belongs to it",
  "sign-in.failed": "an address and a password that do not belong together",
  "sign-in.replayed": "a refresh secret was shown that another had replaced; the sign-in was ended",
  "sign-in.locked": "sign-in was closed for a while after too many failures",
  "api-key.create": "a key was made",
  "api-key.revoke": "a key was taken back",
  "portfolio.create": "a portfolio was stored from a positions file",
  "portfolio.change": "what was stated about a portfolio was changed",
  "portfolio.delete": "a portfolio was deleted with its results",
  "position.add": "a lot was added",
  "position.change": "a lot was changed",
  "position.remove": "a lot was removed",
  "flow.add": "a contribution or withdrawal was added",
  "flow.remove": "a contribution or withdrawal was removed",
  "run.request": "a run was requested",
  "run.cancel": "a run was asked to stop",
  "run.retry": "a run was requested that repeats another",
  "prices.import": "a price file was stored that differs from what was there",
  "data.export": "facts were written out",
  "data.restore": "facts of an export were stored",
  "settings.change": "a setting kept in the database was changed",
  "audit.expire": "entries older than the retention were taken away",
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export interface AuditEvent {
  readonly action: AuditAction;
  /** What it is done to: `{ kind: "portfolio", id }`. */
  readonly subject: { readonly kind: string; readonly id: string };
  /** In the actor's own words. */
  readonly reason?: string | null;
  /** What changed, as {@link changes} gives it, and what else the action is about. Never a secret. */
  readonly details?: object;
}

/**
 * Adds to the audit log. Give it the transaction that does the deed: then one is never without the other. What changes
 * nothing, such as a failed sign-in, may be recorded by a statement of its own.
 */
export async function recordAudit(db: Queryable, by: Actor, event: AuditEvent): Promise<void> {
  await insertAuditEntry(db, {
    actorId: by.userId,
    actorRole: by.role,
    via: by.via,
    action: event.action,
    subjectKind: event.subject.kind,
    subject: event.subject.id,
    reason: event.reason ?? null,
    details: event.details ?? {},
    requestId: by.requestId,
    ipAddress: by.ipAddress,
  });
}

/** The fields that differ, as `{ field: [before, after] }`; a date or decimal is compared as the text it is. */
export function changes<T extends object>(
  before: T,
  after: T,
): Readonly<Record<string, readonly [unknown, unknown]>> {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof T & string>;
  const differing = [...fields].filter(
    (field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null),
  );
  return Object.fromEntries(
    differing.map((field) => [field, [before[field] ?? null, after[field] ?? null] as const]),
  );
}
