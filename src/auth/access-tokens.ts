import { errors, jwtVerify, SignJWT } from "jose";

const ALGORITHM = "HS256";
const ISSUER = "sigmasight";
const AUDIENCE = "sigmasight-api";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How long an access token lives. */
export const ACCESS_TOKEN_SECONDS = 3600;

export interface AccessClaims {
  readonly userId: string;
  /** The sign-in the token came from; when it has ended the token is worth nothing. */
  readonly sessionId: string;
}

export interface AccessTokens {
  issue(claims: AccessClaims): Promise<string>;
  /** Null for a token that is forged, expired, malformed or meant for someone else; the caller learns no more. */
  verify(token: string): Promise<AccessClaims | null>;
}

/**
 * Signed bearer tokens. `key` are at least 32 secret bytes of this installation; `systemNow` is the system's
 * clock, never the business clock. The algorithm, issuer and audience are pinned, so a token of another program
 * or with another algorithm is refused.
 */
export function createAccessTokens(key: Uint8Array, systemNow: () => Date): AccessTokens {
  if (key.length < 32) throw new RangeError("the token key needs at least 32 bytes");
  return {
    issue({ userId, sessionId }) {
      const issuedAt = Math.floor(systemNow().getTime() / 1000);
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(key);
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ["exp", "sub", "sid"],
          currentDate: systemNow(),
        });
        const { sub, sid } = payload;
        if (!isUuid(sub) || !isUuid(sid)) return null;
        return { userId: sub, sessionId: sid };
      } catch (error) {
        // Every way in which a token can be bad is an answer; anything else is a defect.
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}
