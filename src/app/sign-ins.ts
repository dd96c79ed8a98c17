import { ACCESS_TOKEN_SECONDS } from "#auth/access-tokens.ts";
import { SESSION_SECONDS } from "#auth/local-accounts.ts";
import { hashSecret, randomSecret, sameSecret } from "#auth/secrets.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  claimSession,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionOfToken,
  findSession,
  findSessionUser,
  rotateSession,
  type SessionRotation,
  type SessionRow,
  type UserRow,
} from "#db/stores/account-store.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";
import { guardedSignIn } from "./guarded-sign-in.ts";

/** The device a sign-in comes from, as it says itself. */
export interface Device {
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

export interface SignedIn {
  readonly user: UserRow;
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Goes into the refresh cookie; only its hash is stored. Null where the cookie just replaced goes on. */
  readonly refreshSecret: string | null;
}

type SignInContext = Pick<ApiContext, "database" | "accounts" | "tokens" | "systemNow">;

const USER_AGENT_LENGTH = 200;
/** Two tabs may refresh at once: what comes later than this with a replaced secret comes from somebody else. */
const REPLACED_SECRET_MS = 10_000;
const REFRESH_SECRET = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/** Errors: CREDENTIALS_WRONG and SIGN_IN_LOCKED, each the same for an unknown address and a wrong password. */
export async function signIn(
  context: SignInContext,
  email: string,
  password: string,
  device: Device,
  by: Actor,
): Promise<SignedIn> {
  const { db } = context.database.system;
  const address = email.toLowerCase();
  const found = await guardedSignIn(context, address, by, () => context.accounts.signIn(address, password));
  const now = context.systemNow();
  await deleteExpiredSessions(db, found.userId, now);
  const secret = randomSecret();
  const session = await claimSession(db, found.sessionToken, rotation(secret, now, device), now);
  return await issue(context, session, secret);
}

/** What a client may show to stay signed in. */
export interface RefreshProof {
  readonly refreshSecret: string | null;
  readonly bearer: string | null;
}

/**
 * A new access token and a new refresh secret, for the refresh secret or for an access token that has not expired;
 * the old secret is worth nothing afterwards, and whoever shows it later ends the sign-in: one of the two who had it
 * has copied it. Errors: UNAUTHENTICATED.
 */
export async function refreshSignIn(
  context: SignInContext,
  proof: RefreshProof,
  device: Device,
  by: Actor,
): Promise<SignedIn> {
  const { db } = context.database.system;
  const now = context.systemNow();
  const secret = randomSecret();
  const next = rotation(secret, now, device);
  const shown = partsOf(proof.refreshSecret);
  if (shown !== null) {
    const session = await rotateSession(db, shown, next, now);
    if (session !== null) return await issue(context, session, secret);
    const replaced = await findReplaced(context, shown, by);
    if (replaced !== null) return await issue(context, replaced, null);
  }
  const claims = proof.bearer === null ? null : await context.tokens.verify(proof.bearer);
  const session =
    claims === null ? null : await rotateSession(db, { id: claims.sessionId, token: null }, next, now);
  return await issue(context, session, secret);
}

interface ShownSecret {
  readonly id: string;
  readonly token: string;
}

/** The live session whose secret this was a moment ago. One whose secret it was before that, or never was, is ended. */
async function findReplaced(
  { database, systemNow }: SignInContext,
  shown: ShownSecret,
  by: Actor,
): Promise<SessionRow | null> {
  const now = systemNow();
  const session = await findSession(database.system.db, shown.id, now);
  if (session === null) return null;
  const { previousToken, rotatedAt } = session;
  const isRecent = now.getTime() - rotatedAt.getTime() <= REPLACED_SECRET_MS;
  if (isRecent && previousToken !== null && sameSecret(previousToken, shown.token)) return session;
  await database.system.transaction("end replayed sign-in", async ({ db }) => {
    await deleteSession(db, session.id);
    const subject = { kind: "account", id: session.userId };
    await recordAudit(db, by, { action: "sign-in.replayed", subject });
  });
  return null;
}

/** Ends the session that the proof belongs to; its access tokens stop working at once. Nothing happens without one. */
export async function signOut(context: SignInContext, proof: RefreshProof): Promise<void> {
  const { db } = context.database.system;
  const claims = proof.bearer === null ? null : await context.tokens.verify(proof.bearer);
  if (claims !== null) await deleteSession(db, claims.sessionId);
  const shown = partsOf(proof.refreshSecret);
  if (shown !== null) await deleteSessionOfToken(db, shown);
}

function partsOf(refreshSecret: string | null): ShownSecret | null {
  const [, id, secret] = REFRESH_SECRET.exec(refreshSecret ?? "") ?? [];
  return id === undefined || secret === undefined ? null : { id, token: hashSecret(secret) };
}

function rotation(secret: string, now: Date, device: Device): SessionRotation {
  return {
    token: hashSecret(secret),
    expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
    ipAddress: device.ipAddress,
    userAgent: device.userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
  };
}

async function issue(
  context: SignInContext,
  session: SessionRow | null,
  secret: string | null,
): Promise<SignedIn> {
  const user =
    session === null ? null : await findSessionUser(context.database.system.db, session, context.systemNow());
  if (session === null || user === null)
    throw new SigmaSightError("UNAUTHENTICATED", "the sign-in has ended");
  const accessToken = await context.tokens.issue({ userId: user.id, sessionId: session.id });
  const refreshSecret = secret === null ? null : `${session.id}.${secret}`;
  return { user, accessToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, refreshSecret };
}
