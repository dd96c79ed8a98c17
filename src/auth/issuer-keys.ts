import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

/** Keys are asked for again after this long, so that one taken back is soon worth nothing. */
const FRESH_MS = 10 * 60_000;
/** An unknown key has them asked for at once, but not more often than this: tokens with made-up keys cost nothing. */
const COOLDOWN_MS = 10_000;
/** While the issuer does not answer, the keys it gave last go on for this long. */
const STALE_MS = 24 * 3600_000;
/** After a failure nothing is asked for so long: no request waits for what was down a moment ago. */
const RETRY_MS = 10_000;
const TIMEOUT_MS = 5_000;

export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Absent: found through the issuer's discovery document, else at the usual place. */
  readonly jwksUrl: string | null;
}

/**
 * The issuer's public keys, fetched when first needed and kept. Throws jose's errors where it has no key for a token,
 * and ISSUER_UNREACHABLE where that cannot be known.
 */
export function createIssuerKeys({ issuer, jwksUrl }: IssuerKeysOptions): JWTVerifyGetKey {
  let remote: ReturnType<typeof createRemoteJWKSet> | null = null;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let failed: { readonly at: number; readonly error: unknown } | null = null;

  async function ask(...token: Parameters<JWTVerifyGetKey>) {
    if (failed !== null && Date.now() - failed.at < RETRY_MS) throw new Unanswered(failed.error);
    try {
      remote ??= createRemoteJWKSet(new URL(jwksUrl ?? (await discoverJwksUrl(issuer))), {
        cacheMaxAge: FRESH_MS,
        cooldownDuration: COOLDOWN_MS,
        timeoutDuration: TIMEOUT_MS,
      });
      const key = await remote(...token);
      failed = null;
      return key;
    } catch (error) {
      if (isAboutToken(error)) throw error;
      failed = { at: Date.now(), error };
      throw new Unanswered(error);
    } finally {
      if (remote?.fresh === true) answeredAt = Date.now();
    }
  }

  return async (...token) => {
    try {
      return await ask(...token);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const known = Date.now() - answeredAt < STALE_MS ? remote?.jwks() : undefined;
      try {
        if (known !== undefined) return await createLocalJWKSet(known)(...token);
      } catch (mismatch) {
        if (!(mismatch instanceof errors.JWKSNoMatchingKey)) throw mismatch; // it may be a new one
      }
      throw new SigmaSightError("ISSUER_UNREACHABLE", `the keys of ${issuer} cannot be had`, {
        cause: error.cause,
      });
    }
  };
}

/** The issuer did not answer, or not with keys. */
class Unanswered extends Error {
  constructor(cause: unknown) {
    super("no keys", { cause });
    this.name = "Unanswered";
  }
}

/** Keys were there, and none is for the token. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

/** Where an issuer says its keys are; the usual place for one that has no discovery document. */
async function discoverJwksUrl(issuer: string): Promise<string> {
  const base = issuer.replace(/\/$/, "");
  const response = await fetch(`${base}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: "error",
    headers: { accept: "application/json" },
  });
  if (response.status === 404) return `${base}/.well-known/jwks.json`;
  if (response.status !== 200) throw new Error(`discovery answered ${response.status}`);
  const found = (await response.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (found.issuer !== issuer) throw new Error("the discovery document is of another issuer");
  if (typeof found.jwks_uri !== "string" || !isSafeUrl(found.jwks_uri))
    throw new Error("the discovery document names no address of keys");
  return found.jwks_uri;
}

/** Whether what is read there cannot be changed on the way: HTTPS, or this machine. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
  );
}
