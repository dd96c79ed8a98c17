import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  type AttemptRule,
  type AttemptSubject,
  admitAttempt,
  deleteOldAttempts,
  forgetAttempt,
} from "#db/stores/sign-in-attempt-store.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";
import { networkOf } from "./network-of.ts";

const DAY_SECONDS = 24 * 3600;

/** A person mistypes a few times; after that, thirty seconds and double that each time, up to a quarter of an hour. */
const ACCOUNT_RULE: AttemptRule = {
  firstLockingFailure: 5,
  firstLockSeconds: 30,
  longestLockSeconds: 15 * 60,
  forgetSeconds: DAY_SECONDS,
};

/** Many people may share an address; who tries one password on many accounts is slowed here. */
const ADDRESS_RULE: AttemptRule = {
  firstLockingFailure: 30,
  firstLockSeconds: 60,
  longestLockSeconds: 3600,
  forgetSeconds: DAY_SECONDS,
};

/** An attempt that is refused without a look at its password: right and wrong ones get the same answer. */
export class SignInLocked extends SigmaSightError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("SIGN_IN_LOCKED", `too many failed sign-ins; try again in ${retryAfterSeconds} seconds`);
    this.name = "SignInLocked";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Looks at a password – `verify` gives null for a wrong one – unless too many were wrong lately for this e-mail
 * address or from this client. Counted in the database, so that all processes count together, and for addresses
 * without an account too. Errors: SIGN_IN_LOCKED, CREDENTIALS_WRONG.
 */
export async function guardedSignIn<T>(
  { database, systemNow }: Pick<ApiContext, "database" | "systemNow">,
  email: string,
  by: Actor,
  verify: () => Promise<T | null>,
): Promise<T> {
  const { db } = database.system;
  const now = systemNow();
  const account: AttemptSubject = { kind: "account", subject: email };
  const address: AttemptSubject | null =
    by.ipAddress === null ? null : { kind: "address", subject: networkOf(by.ipAddress) };
  const locks: Date[] = [];
  for (const [subject, rule] of [[address, ADDRESS_RULE] as const, [account, ACCOUNT_RULE] as const]) {
    if (subject === null) continue;
    const { refused, lockedUntil } = await admitAttempt(db, subject, rule, now);
    if (refused) throw new SignInLocked(secondsUntil(lockedUntil, now));
    if (lockedUntil !== null) locks.push(lockedUntil);
  }
  const verified = await verify();
  if (verified !== null) {
    await forgetAttempt(db, account, address);
    await deleteOldAttempts(db, new Date(now.getTime() - DAY_SECONDS * 1000));
    return verified;
  }
  const subject = { kind: "account", id: email };
  await recordAudit(db, by, { action: "sign-in.failed", subject });
  if (locks.length > 0) {
    const details = { seconds: Math.max(...locks.map((lock) => secondsUntil(lock, now))) };
    await recordAudit(db, by, { action: "sign-in.locked", subject, details });
  }
  throw new SigmaSightError("CREDENTIALS_WRONG", "no account has this address and password");
}

function secondsUntil(lockedUntil: Date | null, now: Date): number {
  return Math.max(1, Math.ceil(((lockedUntil?.getTime() ?? 0) - now.getTime()) / 1000));
}
