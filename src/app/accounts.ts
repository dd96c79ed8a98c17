import { ACCESS_TOKEN_SECONDS, type AccessClaims } from "#auth/access-tokens.ts";
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  type NewAccount,
  SESSION_SECONDS,
} from "#auth/local-accounts.ts";
import { hashSecret, randomSecret, sameSecret } from "#auth/secrets.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  deleteExpiredSessions,
  deleteSession,
  findSessionByToken,
  findSessionUser,
  findUserByEmail,
  rotateSessionById,
  rotateSessionByToken,
  type SessionRotation,
  type SessionRow,
  type UserRow,
} from "#db/stores/account-store.ts";
import type { ApiContext } from "./api-context.ts";

/** The device a sign-in comes from, as it says itself. */
export interface Device {
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

export interface SignedIn {
  readonly user: UserRow;
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Goes into the refresh cookie; only its hash is stored. */
  readonly refreshSecret: string;
}

type AccountContext = Pick<ApiContext, "database" | "accounts" | "tokens" | "systemNow" | "registration">;

const USER_AGENT_LENGTH = 200;

/** Makes an account with role user. Errors: REGISTRATION_CLOSED, EMAIL_TAKEN, VALIDATION. */
export async function registerAccount(
  context: AccountContext,
  account: NewAccount,
  inviteCode: string | null,
): Promise<UserRow> {
  const { registration } = context;
  if (registration.mode === "invite") {
    const expected = registration.inviteCode;
    if (expected === null || inviteCode === null || !sameSecret(inviteCode, expected))
      throw new SigmaSightError("REGISTRATION_CLOSED", "registration needs a valid invite code");
  }
  return createAccount(context, account);
}

/** Makes an account, whoever asks. Errors: EMAIL_TAKEN, VALIDATION. */
export async function createAccount(
  context: Pick<AccountContext, "database" | "accounts">,
  account: NewAccount,
): Promise<UserRow> {
  const { length } = account.password;
  if (length < MIN_PASSWORD_LENGTH || length > MAX_PASSWORD_LENGTH) {
    const limits = `${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`;
    throw new SigmaSightError("VALIDATION", `the password needs ${limits}`);
  }
  const email = account.email.toLowerCase();
  const id = await context.accounts.signUp({ ...account, email });
  const user = await findUserByEmail(context.database.system.db, email);
  if (user === null || user.id !== id)
    throw new SigmaSightError("EMAIL_TAKEN", "an account with this e-mail address exists");
  return user;
}

/** Errors: CREDENTIALS_WRONG, the same for an unknown address and a wrong password. */
export async function signIn(
  context: AccountContext,
  email: string,
  password: string,
  device: Device,
): Promise<SignedIn> {
  const { db } = context.database.system;
  const found = await context.accounts.signIn(email.toLowerCase(), password);
  if (found === null)
    throw new SigmaSightError("CREDENTIALS_WRONG", "no account has this address and password");
  const now = context.systemNow();
  await deleteExpiredSessions(db, found.userId, now);
  const secret = randomSecret();
  const next = rotation(secret, now, device);
  const session = await rotateSessionByToken(db, found.sessionToken, next, now);
  return issue(context, session, secret);
}

/** What a client may show to stay signed in. */
export interface RefreshProof {
  readonly refreshSecret: string | null;
  readonly bearer: string | null;
}

/**
 * A new access token and a new refresh secret, for the refresh secret or for an access token that has not expired;
 * the old secret is worth nothing afterwards. Errors: UNAUTHENTICATED.
 */
export async function refreshSignIn(
  context: AccountContext,
  proof: RefreshProof,
  device: Device,
): Promise<SignedIn> {
  const { db } = context.database.system;
  const now = context.systemNow();
  const secret = randomSecret();
  const next = rotation(secret, now, device);
  const { refreshSecret, bearer } = proof;
  let session =
    refreshSecret === null ? null : await rotateSessionByToken(db, hashSecret(refreshSecret), next, now);
  if (session === null && bearer !== null) {
    const claims = await context.tokens.verify(bearer);
    if (claims !== null) session = await rotateSessionById(db, sessionOf(claims), next, now);
  }
  return issue(context, session, secret);
}

/** Ends the session that the proof belongs to; its access tokens stop working at once. Nothing happens without one. */
export async function signOut(context: AccountContext, proof: RefreshProof): Promise<void> {
  const { db } = context.database.system;
  const claims = proof.bearer === null ? null : await context.tokens.verify(proof.bearer);
  if (claims !== null) await deleteSession(db, claims.sessionId);
  if (proof.refreshSecret === null) return;
  const session = await findSessionByToken(db, hashSecret(proof.refreshSecret));
  if (session !== null) await deleteSession(db, session.id);
}

function sessionOf(claims: AccessClaims): SessionRow {
  return { id: claims.sessionId, userId: claims.userId };
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
  context: AccountContext,
  session: SessionRow | null,
  refreshSecret: string,
): Promise<SignedIn> {
  const user =
    session === null ? null : await findSessionUser(context.database.system.db, session, context.systemNow());
  if (session === null || user === null)
    throw new SigmaSightError("UNAUTHENTICATED", "the sign-in has ended");
  const accessToken = await context.tokens.issue({ userId: user.id, sessionId: session.id });
  return { user, accessToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, refreshSecret };
}
