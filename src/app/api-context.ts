import { type AccessTokens, createAccessTokens } from "#auth/access-tokens.ts";
import { createIssuerTokens, type IssuerOptions, type IssuerTokens } from "#auth/issuer-tokens.ts";
import { createLocalAccounts, type LocalAccounts } from "#auth/local-accounts.ts";
import { randomSecret } from "#auth/secrets.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { ensureSystemSetting } from "#db/stores/account-store.ts";
import type { AppDatabase } from "#db/types.ts";
import type { ProviderState } from "#providers/chain.ts";
import type { RunControl } from "./run-control.ts";

/** Who may make an account: anyone who reaches the server, or who knows the invite code. */
export type Registration =
  | { readonly mode: "open" }
  /** Without a code nobody registers but through the set-up link. */
  | { readonly mode: "invite"; readonly inviteCode: string | null };

export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
  /** Age of the oldest job that waits; null when none does. */
  readonly oldestWaitingSeconds: number | null;
}

/** What the program alone knows of its own state. */
export interface HealthSources {
  queueDepth(): Promise<QueueDepth>;
  /** Migrations not applied yet; empty when the schema is at head. Throws when the database is unreachable. */
  pendingMigrations(): Promise<readonly string[]>;
  /** The market data providers in order of asking, and how they fare in this process. */
  providers(): readonly ProviderState[];
}

/** All that the use cases behind the API stand on. */
export interface ApiContext {
  readonly database: AppDatabase;
  readonly calendar: TradingCalendar;
  /** The one market this database holds; synthetic numbers are marked wherever they are shown. */
  readonly market: "real" | "synthetic";
  /** "Now" of the market and of imports; tokens, sessions and durations use the system's clock. */
  readonly businessNow: () => Date;
  readonly systemNow: () => Date;
  /** Symbols whose market betas make the prior that betas are shrunk towards. */
  readonly betaReferences: readonly string[];
  readonly registration: Registration;
  readonly accounts: LocalAccounts;
  readonly tokens: AccessTokens;
  /** Of the outside issuer, where one is set. */
  readonly issuerTokens: IssuerTokens | null;
  /** Hears of what goes wrong with accounts and is for the operator alone: no secret, no address. */
  readonly onAuthError: (message: string) => void;
  readonly runs: RunControl;
  readonly health: HealthSources;
  /** How long after a session its nightly run is due; null: this process requests none. */
  readonly nightlyLagMinutes: number | null;
}

export interface ApiContextOptions
  extends Pick<
    ApiContext,
    | "database"
    | "calendar"
    | "market"
    | "businessNow"
    | "betaReferences"
    | "registration"
    | "onAuthError"
    | "runs"
    | "health"
  > {
  /** The system's clock where it is not the real one, as in a test of expiry. */
  readonly systemNow?: () => Date;
  /** Absent: null. */
  readonly nightlyLagMinutes?: number | null;
  readonly issuer?: Pick<IssuerOptions, "issuer" | "audience" | "jwksUrl"> | null;
}

const TOKEN_SECRET = "token_secret";

/** Builds accounts and tokens on this installation's secret, which is made at first start and kept in the database. */
export async function createApiContext(options: ApiContextOptions): Promise<ApiContext> {
  const { issuer = null, systemNow = () => new Date(), nightlyLagMinutes = null, ...rest } = options;
  const { db } = options.database.system;
  const secret = await ensureSystemSetting(db, TOKEN_SECRET, randomSecret());
  return {
    ...rest,
    systemNow,
    nightlyLagMinutes,
    accounts: createLocalAccounts({ db, secret, onError: options.onAuthError }),
    tokens: createAccessTokens(Buffer.from(secret, "base64url"), systemNow),
    issuerTokens: issuer === null ? null : createIssuerTokens({ ...issuer, systemNow }),
  };
}
