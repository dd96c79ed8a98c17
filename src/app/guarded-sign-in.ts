import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  type AttemptRule,
  type AttemptSubject,
  admitAttempt,
  deleteOldAttempts,
  hasSucceeded,
  noteSuccess,
  takeBackAttempt,
} from "#db/stores/sign-in-attempt-store.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";
import { networkOf } from "./network-of.ts";

const DAY_SECONDS = 24 * 3600;
/** An account is known to be its owner's on a network from which it was signed in so lately. */
const KNOWN_NETWORK_SECONDS = 90 * DAY_SECONDS;

/** A person mistypes a few times; after that, thirty seconds and double that each time, up to a quarter of an hour. */
const PERSON_RULE: AttemptRule = {
  firstLockingFailure: 5,
  firstLockSeconds: 30,
  longestLockSeconds: 15 * 60,
  forgetSeconds: DAY_SECONDS,
};

/** Who guesses at one account from many networks gets one guess a minute in the end. */
const ACCOUNT_RULE: AttemptRule = {
  firstLockingFailure: 100,
  firstLockSeconds: 60,
  longestLockSeconds: 60,
  forgetSeconds: 3600,
};

/** Many people may share an address; who tries one password on many accounts is slowed here. */
const ADDRESS_RULE: AttemptRule = {
  firstLockingFailure: 30,
  firstLockSeconds: 60,
  longestLockSeconds: 3600,
  forgetSeconds: DAY_SECONDS,
};

interface AttemptCount {
  readonly subject: AttemptSubject;
  readonly rule: AttemptRule;
}

/** What an attempt is counted for: the one who makes it, and those whom others share. */
interface AttemptCounts {
  readonly own: AttemptCount;
  readonly shared: readonly AttemptCount[];
}

type GuardContext = Pick<ApiContext, "database" | "systemNow">;

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
 * Looks at the password of a sign-in – `verify` gives null for a wrong one – unless too many were wrong lately for this
 * e-mail address from the caller's network, for it from all networks that it was never signed in from, or from this
 * network for whatever account. Counted in the database, so that all processes count together, and for addresses
 * without an account too. Errors: SIGN_IN_LOCKED, CREDENTIALS_WRONG.
 */
export async function guardedSignIn<T>(
  context: GuardContext,
  email: string,
  by: Actor,
  verify: () => Promise<T | null>,
): Promise<T> {
  const network = by.ipAddress === null ? null : networkOf(by.ipAddress);
  const own: AttemptSubject = { kind: "account-network", subject: `${email} ${network ?? "unknown"}` };
  const shared: AttemptCount[] = [];
  if (network !== null) shared.push({ subject: { kind: "address", subject: network }, rule: ADDRESS_RULE });
  const knownSince = secondsBefore(context.systemNow(), KNOWN_NETWORK_SECONDS);
  if (!(await hasSucceeded(context.database.system.db, own, knownSince)))
    shared.push({ subject: { kind: "account", subject: email }, rule: ACCOUNT_RULE });
  return await guard(context, email, by, { own: { subject: own, rule: PERSON_RULE }, shared }, verify);
}

/**
 * Looks at the password that somebody who is signed in gives again, unless this sign-in – `id` of the session, or of
 * the user where there is none – gave too many wrong ones; whatever strangers do. Errors: SIGN_IN_LOCKED,
 * CREDENTIALS_WRONG.
 */
export async function guardedConfirmation<T>(
  context: GuardContext,
  signIn: { readonly id: string; readonly email: string },
  by: Actor,
  verify: () => Promise<T | null>,
): Promise<T> {
  const own: AttemptCount = { subject: { kind: "sign-in", subject: signIn.id }, rule: PERSON_RULE };
  return await guard(context, signIn.email, by, { own, shared: [] }, verify);
}

async function guard<T>(
  context: GuardContext,
  email: string,
  by: Actor,
  counts: AttemptCounts,
  verify: () => Promise<T | null>,
): Promise<T> {
  const { db } = context.database.system;
  const now = context.systemNow();
  const lockSeconds = await countAttempt(context, counts, now);
  const verified = await verify();
  if (verified !== null) {
    await noteSuccess(db, counts.own.subject, now);
    for (const { subject } of counts.shared) await takeBackAttempt(db, subject);
    await deleteOldAttempts(db, {
      failed: secondsBefore(now, DAY_SECONDS),
      succeeded: secondsBefore(now, KNOWN_NETWORK_SECONDS),
    });
    return verified;
  }
  const subject = { kind: "account", id: email };
  await recordAudit(db, by, { action: "sign-in.failed", subject });
  if (lockSeconds > 0)
    await recordAudit(db, by, { action: "sign-in.locked", subject, details: { seconds: lockSeconds } });
  throw new SigmaSightError("CREDENTIALS_WRONG", "no account has this address and password");
}

/**
 * Counts an attempt for everything or, where a lock holds, for nothing: who is locked out and tries on must not lock
 * others out. Gives the seconds of the longest lock it makes, 0 for none.
 */
async function countAttempt(
  { database }: GuardContext,
  { own, shared }: AttemptCounts,
  now: Date,
): Promise<number> {
  return await database.system.transaction("count sign-in attempt", async ({ db }) => {
    let longest = 0;
    // Always in this order of kinds, so that two attempts never wait for each other.
    for (const { subject, rule } of [own, ...shared]) {
      const { refused, lockedUntil } = await admitAttempt(db, subject, rule, now);
      if (refused) throw new SignInLocked(secondsUntil(lockedUntil, now));
      if (lockedUntil !== null) longest = Math.max(longest, secondsUntil(lockedUntil, now));
    }
    return longest;
  });
}

function secondsBefore(now: Date, seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000);
}

function secondsUntil(lockedUntil: Date | null, now: Date): number {
  return Math.max(1, Math.ceil(((lockedUntil?.getTime() ?? 0) - now.getTime()) / 1000));
}
