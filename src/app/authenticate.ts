import type { IssuerTokens } from "#auth/issuer-tokens.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findSessionUser, type UserRow } from "#db/stores/account-store.ts";
import type { UsedApiKey } from "#db/stores/api-key-store.ts";
import type { ApiContext } from "./api-context.ts";
import { acceptApiKey, KEY_MARK } from "./api-keys.ts";
import type { Actor } from "./audit.ts";
import { userOfIssuer } from "./issuer-accounts.ts";

/** Who sends a request. */
export interface Caller {
  /** With the role of now. */
  readonly user: UserRow;
  /** With which a machine acts for the user; null for a person who signed in. */
  readonly key: Pick<UsedApiKey, "id" | "prefix" | "scope"> | null;
  /** The sign-in here that the token belongs to, if any. */
  readonly sessionId: string | null;
}

type AuthenticationContext = Pick<
  ApiContext,
  "database" | "tokens" | "issuerTokens" | "systemNow" | "onAuthError"
>;

/**
 * Whom a bearer token stands for: an access token of a sign-in here, one of the outside issuer, or an API key. `by` is
 * who sends it, still unknown. Errors: UNAUTHENTICATED, ISSUER_UNREACHABLE.
 */
export async function authenticate(
  context: AuthenticationContext,
  bearer: string,
  by: Actor,
): Promise<Caller> {
  const caller = bearer.startsWith(KEY_MARK)
    ? await callerWithKey(context, bearer, by.ipAddress)
    : context.issuerTokens?.claimsIssuer(bearer) === true
      ? await callerOfIssuer(context, context.issuerTokens, bearer, by)
      : await signedInCaller(context, bearer);
  if (caller === null) throw new SigmaSightError("UNAUTHENTICATED", "the bearer token is not valid");
  return caller;
}

async function callerWithKey(
  context: AuthenticationContext,
  bearer: string,
  ipAddress: string | null,
): Promise<Caller | null> {
  const used = await acceptApiKey(context, bearer, ipAddress);
  return used === null ? null : { user: used.user, key: used, sessionId: null };
}

async function callerOfIssuer(
  context: AuthenticationContext,
  tokens: IssuerTokens,
  bearer: string,
  by: Actor,
): Promise<Caller | null> {
  const identity = await tokens.verify(bearer);
  const user = identity === null ? null : await userOfIssuer(context, identity, by);
  return user === null ? null : { user, key: null, sessionId: null };
}

async function signedInCaller(context: AuthenticationContext, bearer: string): Promise<Caller | null> {
  const claims = await context.tokens.verify(bearer);
  if (claims === null) return null;
  const session = { id: claims.sessionId, userId: claims.userId };
  const user = await findSessionUser(context.database.system.db, session, context.systemNow());
  return user === null ? null : { user, key: null, sessionId: session.id };
}
