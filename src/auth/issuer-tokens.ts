import { decodeJwt, errors, jwtVerify } from "jose";
import { createIssuerKeys, type IssuerKeysOptions } from "./issuer-keys.ts";

/** Asymmetric only: with a symmetric one whoever knows the public key could sign. */
const ALGORITHMS = ["RS256", "ES256"];
/** Kinds of token that stand for a signed-in person; others of the same issuer do not. */
const TYPES: ReadonlySet<string | undefined> = new Set([undefined, "jwt", "at+jwt"]);
/** Clocks of issuer and server may differ by so much. */
const LEEWAY_SECONDS = 30;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const LONGEST_EMAIL = 254;
const LONGEST_SUBJECT = 255;
const LONGEST_NAME = 200;

/** Whom an outside issuer vouches for. */
export interface IssuerIdentity {
  readonly issuer: string;
  /** The person's id there, which never changes and is never given to another. */
  readonly subject: string;
  /** Lower case; null unless the issuer has verified it. */
  readonly email: string | null;
  readonly fullName: string | null;
}

export interface IssuerTokens {
  readonly issuer: string;
  /** Whether a token says that it comes from there. Nothing of it is checked. */
  claimsIssuer(token: string): boolean;
  /** Null for a token that is not to be believed; the caller learns no more. Errors: ISSUER_UNREACHABLE. */
  verify(token: string): Promise<IssuerIdentity | null>;
}

export interface IssuerOptions extends IssuerKeysOptions {
  /** A token for any of these is for us. */
  readonly audience: readonly string[];
  readonly systemNow: () => Date;
}

/** Bearer tokens of an OpenID Connect issuer: algorithm, issuer, audience and times are checked. */
export function createIssuerTokens(options: IssuerOptions): IssuerTokens {
  const { issuer, audience, systemNow } = options;
  const keys = createIssuerKeys(options);
  return {
    issuer,
    claimsIssuer(token) {
      try {
        return decodeJwt(token).iss === issuer;
      } catch (error) {
        if (error instanceof errors.JOSEError) return false;
        throw error;
      }
    },
    async verify(token) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keys, {
          algorithms: ALGORITHMS,
          issuer,
          audience: [...audience],
          requiredClaims: ["exp", "sub"],
          clockTolerance: LEEWAY_SECONDS,
          currentDate: systemNow(),
        });
        const { sub, email, email_verified: isVerified, name } = payload;
        if (!TYPES.has(protectedHeader.typ?.toLowerCase())) return null;
        if (sub === undefined || sub === "" || sub.length > LONGEST_SUBJECT) return null;
        return {
          issuer,
          subject: sub,
          email: isVerified === true && isEmail(email) ? email.toLowerCase() : null,
          fullName:
            typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, LONGEST_NAME) : null,
        };
      } catch (error) {
        // Every way in which a token can be bad is an answer; anything else is a defect, or the issuer's silence.
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

function isEmail(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST_EMAIL && EMAIL.test(value);
}
