import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import type { Kysely } from "kysely";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-rules.ts";

/** Sign-ins last this long without being used; every refresh starts anew. */
export const SESSION_SECONDS = 14 * 24 * 3600;

export interface NewAccount {
  /** Lower case. */
  readonly email: string;
  readonly password: string;
  readonly fullName: string;
}

export interface LocalSignIn {
  readonly userId: string;
  /** Token of the session row just made. It stays in the server and is replaced before anyone sees it. */
  readonly sessionToken: string;
}

export interface LocalAccounts {
  /**
   * Stores user and password hash (scrypt) in one transaction and gives the new user's id. For an address that
   * is taken it answers with an id that belongs to nobody, or null, after the same work: the caller looks.
   */
  signUp(account: NewAccount): Promise<string | null>;
  /** Null for a wrong address or password; both take the same time. */
  signIn(email: string, password: string): Promise<LocalSignIn | null>;
  /** Whether it is the user's password. False, after the same work, for one who has none. */
  isPassword(userId: string, password: string): Promise<boolean>;
  /** The hash to store for a password. */
  hashPassword(password: string): Promise<string>;
}

/** Names of the columns that do not simply repeat better-auth's field names. */
const TIMESTAMPS = { createdAt: "created_at", updatedAt: "updated_at" } as const;

/**
 * E-mail and password accounts, kept by better-auth in our own tables. Sessions are rows of `auth_sessions`; its
 * cookies and HTTP routes are not used. `secret` is this installation's.
 */
export function createLocalAccounts<Schema>(options: {
  readonly db: Kysely<Schema>;
  readonly secret: string;
  readonly onError: (message: string) => void;
}): LocalAccounts {
  const auth = betterAuth({
    appName: "SigmaSight",
    baseURL: "http://localhost",
    secret: options.secret,
    database: { db: options.db, type: "postgres", transaction: true },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    user: { modelName: "users", fields: { emailVerified: "email_verified", ...TIMESTAMPS } },
    session: {
      modelName: "auth_sessions",
      expiresIn: SESSION_SECONDS,
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...TIMESTAMPS,
      },
    },
    account: {
      modelName: "auth_accounts",
      fields: {
        userId: "user_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        ...TIMESTAMPS,
      },
    },
    verification: { modelName: "auth_verifications", fields: { expiresAt: "expires_at", ...TIMESTAMPS } },
    // The schema is the migrations' business, rate limits the HTTP server's.
    advanced: { database: { generateId: "uuid", validateSchema: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Only the message: details may hold an address or a statement's values.
    logger: { level: "error", log: (_level, message) => options.onError(message) },
  });

  return {
    async signUp({ email, password, fullName }) {
      try {
        const { user } = await auth.api.signUpEmail({ body: { email, password, name: fullName } });
        return user.id;
      } catch (error) {
        // Two registrations of one address at once: the unique key refused the second.
        if (error instanceof APIError && error.body?.code === "FAILED_TO_CREATE_USER") return null;
        throw error;
      }
    },
    async signIn(email, password) {
      try {
        const { token, user } = await auth.api.signInEmail({ body: { email, password } });
        return { userId: user.id, sessionToken: token };
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) return null;
        throw error;
      }
    },
    async isPassword(userId, password) {
      const { internalAdapter, password: hashing } = await auth.$context;
      const hash = (await internalAdapter.findCredentialAccount(userId))?.password;
      if (typeof hash === "string") return await hashing.verify({ hash, password });
      await hashing.hash(password);
      return false;
    },
    async hashPassword(password) {
      const { password: hashing } = await auth.$context;
      return await hashing.hash(password);
    },
  };
}
