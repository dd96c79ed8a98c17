import path from "node:path";
import * as z from "zod";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { isLoopbackHost } from "#core/net/loopback-host.ts";

/** Every setting of the program: name, meaning, default. `docs/config.md` is made from it. */

const port = z.coerce.number().int().min(0).max(65_535);
const days = z.coerce.number().int().min(0).max(36_500);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);
/** Each once, sorted: their order must not matter. */
const symbols = list.transform((items) => [...new Set(items.map((item) => item.toUpperCase()))].sort());
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/.+/, "expected postgres://user:password@host:port/database");
/** Goes into a header as it stands. */
const key = z.string().regex(/^[\x21-\x7e]{8,200}$/, "expected 8 to 200 printable characters without spaces");
/** HTTPS, or plain HTTP on this machine: what is read there is believed. */
const safeUrl = z
  .url({ protocol: /^https?$/ })
  .regex(/^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1\])[:/]?)/, "expected an https:// address");
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const SETTINGS = {
  PORT: { schema: port.default(8080), about: "Port of web and API." },
  HOST: {
    schema: z.string().min(1).default("127.0.0.1"),
    about: "Address to listen on. Registration is open on loopback only, and not behind a trusted proxy.",
  },
  DATABASE_URL: {
    schema: postgresUrl.optional(),
    about: "PostgreSQL 15 or later; absent: an embedded PostgreSQL in SIGMASIGHT_HOME.",
  },
  DATABASE_DIRECT_URL: {
    schema: postgresUrl.optional(),
    about:
      "The same database without a transaction pooler, for migrations and the listener; absent: DATABASE_URL.",
  },
  SIGMASIGHT_HOME: {
    schema: z.string().min(1).default(".sigmasight"),
    about: "Folder of the embedded database, relative to the working directory.",
  },
  SIGMASIGHT_PROVIDERS: {
    schema: list.optional(),
    about:
      "Market data providers in order, comma separated: files, yahoo, tiingo, fmp, or synthetic alone; none: nobody is asked. Absent: files where SIGMASIGHT_PRICES_DIR is set, then yahoo; for the demo, and for a database it was made in, synthetic.",
  },
  SIGMASIGHT_PRICES_DIR: {
    schema: z.string().min(1).optional(),
    about: "Folder of price files for the provider `files`.",
  },
  SIGMASIGHT_TIINGO_KEY: { schema: key.optional(), about: "API token for the provider `tiingo`." },
  SIGMASIGHT_FMP_KEY: { schema: key.optional(), about: "API key for the provider `fmp`." },
  SIGMASIGHT_SYNTHETIC_MISSING: {
    schema: list.default([]),
    about: "Symbols the synthetic market withholds, comma separated.",
  },
  SIGMASIGHT_BETA_REFERENCE: {
    schema: symbols.default([]),
    about:
      "Symbols whose market betas make the prior that betas are shrunk towards, comma separated, at least 20; fewer known betas: mean 1, standard deviation 0.35. Every run computes them, held or not.",
  },
  SIGMASIGHT_DEMO: {
    schema: flag.optional(),
    about:
      "1: make the demo portfolio at start. Absent: 1 with the embedded database and no provider set, else 0.",
  },
  SIGMASIGHT_CLOCK: {
    schema: instant.optional(),
    about:
      "Instant that stands for now in business time (last session, import, schedule); tokens, heartbeats and durations use the system's clock.",
  },
  SIGMASIGHT_INVITE_CODE: {
    schema: z.string().min(8).optional(),
    about: "Code that opens registration where HOST is not loopback or a proxy is trusted.",
  },
  SIGMASIGHT_OIDC_ISSUER: {
    schema: safeUrl.optional(),
    about:
      "OpenID Connect issuer whose bearer tokens (RS256, ES256) are accepted, exactly as in their `iss`. Absent: none is.",
  },
  SIGMASIGHT_OIDC_AUDIENCE: {
    schema: list.optional(),
    about: "What their `aud` has to name, comma separated: any of these. Needed with an issuer.",
  },
  SIGMASIGHT_OIDC_JWKS_URL: {
    schema: safeUrl.optional(),
    about:
      "Address of the issuer's keys; absent: as its discovery document says, else ISSUER/.well-known/jwks.json.",
  },
  SIGMASIGHT_NIGHTLY: {
    schema: flag.default(true),
    about: "0: no nightly run is scheduled by this process.",
  },
  SIGMASIGHT_NIGHTLY_LAG_MINUTES: {
    schema: z.coerce.number().int().min(0).max(720).default(30),
    about: "Minutes after 16:30 New York at which a session's nightly run is requested.",
  },
  SIGMASIGHT_RUN_DEADLINE_MINUTES: {
    schema: z.coerce.number().min(0.05).max(10_080).default(360),
    about: "Minutes without a completed unit after which a run is failed: RUN_DEADLINE.",
  },
  SIGMASIGHT_WORKER_CONCURRENCY: {
    schema: z.coerce.number().int().min(1).max(64).default(2),
    about: "Units a worker process has in hand at once; one more of an onboarding.",
  },
  SIGMASIGHT_GRACE_SECONDS: {
    schema: z.coerce.number().int().min(0).max(600).default(10),
    about: "Seconds a stopping worker lets its units end by themselves.",
  },
  SIGMASIGHT_API_POOL: {
    schema: z.coerce.number().int().min(1).max(200).default(8),
    about: "Database connections of the API.",
  },
  SIGMASIGHT_BATCH_POOL: {
    schema: z.coerce.number().int().min(3).max(200).default(6),
    about: "Database connections of the batch.",
  },
  SIGMASIGHT_KEEP_EVENTS_DAYS: {
    schema: days.default(90),
    about: "Days the log lines of an ended run are kept; 0: for ever.",
  },
  SIGMASIGHT_KEEP_RUNS_DAYS: {
    schema: days.default(400),
    about:
      "Days an ended run is kept with its phases, units and failures; longer while its results are in force, or what it said of a portfolio is kept. 0: for ever.",
  },
  SIGMASIGHT_KEEP_RUN_STATES_DAYS: {
    schema: days.default(800),
    about:
      "Days it is kept what a run said of a portfolio, and from which facts: how far back runs can be compared. 0: for ever.",
  },
  SIGMASIGHT_KEEP_FETCHES_DAYS: {
    schema: days.default(180),
    about:
      "Days it is kept what was asked of providers and what came of it; the last answers of each symbol stay. 0: for ever.",
  },
  SIGMASIGHT_KEEP_AUDIT_DAYS: {
    schema: days.refine((value) => value === 0 || value >= 30, "at least 30, or 0").default(1100),
    about: "Days entries of the audit log are kept, at least 30; 0: for ever.",
  },
  SIGMASIGHT_LONG_HOLD_SECONDS: {
    schema: z.coerce.number().min(1).max(3600).default(30),
    about: "Seconds after which whoever still holds a database connection is named in the log.",
  },
  SIGMASIGHT_SLOW_STATEMENT_MS: {
    schema: z.coerce.number().int().min(0).max(600_000).default(1000),
    about: "Milliseconds after which a database statement is logged, without its values; 0: none is.",
  },
  SIGMASIGHT_METRICS_TOKEN: {
    schema: z.string().min(16).optional(),
    about:
      "Bearer token that /metrics wants. Absent: it answers direct requests from this machine alone, and is not there for others.",
  },
  SIGMASIGHT_WORKER_PORT: {
    schema: port.optional(),
    about:
      "Port at HOST on which `work` answers /livez, /readyz and /metrics; absent: on none. One a worker on a machine.",
  },
  SIGMASIGHT_REQUESTS_PER_MINUTE: {
    schema: z.coerce.number().int().min(10).default(600),
    about: "Requests one client address may make in a minute.",
  },
  SIGMASIGHT_TRUST_PROXY: {
    schema: flag.default(false),
    about: "1: believe a proxy in front about the client's address and HTTPS.",
  },
  SIGMASIGHT_PUBLIC_URL: {
    schema: z.url().optional(),
    about: "Address people use, for links; absent: http://HOST:PORT.",
  },
  SIGMASIGHT_LOG_LEVEL: {
    schema: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    about: "Least severe log line written.",
  },
} as const;

type SettingName = keyof typeof SETTINGS;
type Settings = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]["schema"]> };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | null;
  readonly databaseDirectUrl: string | null;
  readonly homeDir: string;
  readonly providers: readonly string[];
  /** Whether a person named them; what stands by default gives way to a database of the other market. */
  readonly providersChosen: boolean;
  readonly tiingoKey: string | null;
  readonly fmpKey: string | null;
  readonly pricesDir: string | null;
  readonly syntheticMissing: readonly string[];
  /** Sorted. */
  readonly betaReferences: readonly string[];
  readonly demo: boolean;
  /** Business time's "now" where it is fixed. */
  readonly clock: Date | null;
  readonly inviteCode: string | null;
  /** The outside issuer whose tokens are accepted. */
  readonly oidc: {
    readonly issuer: string;
    readonly audience: readonly string[];
    readonly jwksUrl: string | null;
  } | null;
  readonly nightly: boolean;
  readonly nightlyLagMinutes: number;
  readonly runDeadlineSeconds: number;
  readonly workerConcurrency: number;
  readonly graceMs: number;
  readonly apiPoolSize: number;
  readonly batchPoolSize: number;
  /** Days each kind of history is kept; null: for ever. */
  readonly retention: {
    readonly eventDays: number | null;
    readonly runDays: number | null;
    readonly runStateDays: number | null;
    readonly fetchDays: number | null;
    readonly auditDays: number | null;
  };
  readonly longHoldMs: number;
  /** Null: no statement is logged. */
  readonly slowStatementMs: number | null;
  readonly metricsToken: string | null;
  readonly workerPort: number | null;
  readonly requestsPerMinute: number;
  readonly trustProxy: boolean;
  readonly publicUrl: string;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** Reads the settings from an environment. Throws CONFIG_INVALID with every wrong setting at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const given = (name: string) => (environment[name] === "" ? undefined : environment[name]);
  const settings = Object.fromEntries(
    (Object.keys(SETTINGS) as SettingName[]).map((name) => {
      const parsed = SETTINGS[name].schema.safeParse(given(name));
      if (parsed.success) return [name, parsed.data];
      const expected = parsed.error.issues.map((issue) => issue.message).join("; ");
      const found = isSecretSetting(name) ? "" : `, found ${JSON.stringify(given(name))}`;
      problems.push(`${name}: ${expected}${found}`);
      return [name, undefined];
    }),
  ) as Settings;
  for (const name of Object.keys(environment)) {
    if (name.startsWith("SIGMASIGHT_") && !(name in SETTINGS))
      problems.push(`${name}: there is no such setting`);
  }
  if (problems.length === 0) problems.push(...contradictions(settings));
  if (problems.length > 0) throw new SigmaSightError("CONFIG_INVALID", problems.join("\n"));
  const embedded = settings.DATABASE_URL === undefined;
  const providersGiven =
    settings.SIGMASIGHT_PROVIDERS !== undefined || settings.SIGMASIGHT_PRICES_DIR !== undefined;
  const demo = settings.SIGMASIGHT_DEMO ?? (embedded && !providersGiven);
  const files = settings.SIGMASIGHT_PRICES_DIR === undefined ? [] : ["files"];
  const fallback = demo ? ["synthetic"] : [...files, "yahoo"];
  const named = settings.SIGMASIGHT_PROVIDERS;
  return {
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseDirectUrl: settings.DATABASE_DIRECT_URL ?? null,
    homeDir: path.resolve(settings.SIGMASIGHT_HOME),
    providers: named === undefined ? fallback : named.filter((name) => name !== NOBODY),
    providersChosen: named !== undefined || demo,
    tiingoKey: settings.SIGMASIGHT_TIINGO_KEY ?? null,
    fmpKey: settings.SIGMASIGHT_FMP_KEY ?? null,
    pricesDir:
      settings.SIGMASIGHT_PRICES_DIR === undefined ? null : path.resolve(settings.SIGMASIGHT_PRICES_DIR),
    syntheticMissing: settings.SIGMASIGHT_SYNTHETIC_MISSING,
    betaReferences: settings.SIGMASIGHT_BETA_REFERENCE,
    demo,
    clock: settings.SIGMASIGHT_CLOCK ?? null,
    inviteCode: settings.SIGMASIGHT_INVITE_CODE ?? null,
    oidc:
      settings.SIGMASIGHT_OIDC_ISSUER === undefined
        ? null
        : {
            issuer: settings.SIGMASIGHT_OIDC_ISSUER,
            audience: settings.SIGMASIGHT_OIDC_AUDIENCE ?? [],
            jwksUrl: settings.SIGMASIGHT_OIDC_JWKS_URL ?? null,
          },
    nightly: settings.SIGMASIGHT_NIGHTLY,
    nightlyLagMinutes: settings.SIGMASIGHT_NIGHTLY_LAG_MINUTES,
    runDeadlineSeconds: settings.SIGMASIGHT_RUN_DEADLINE_MINUTES * 60,
    workerConcurrency: settings.SIGMASIGHT_WORKER_CONCURRENCY,
    graceMs: settings.SIGMASIGHT_GRACE_SECONDS * 1000,
    apiPoolSize: settings.SIGMASIGHT_API_POOL,
    batchPoolSize: settings.SIGMASIGHT_BATCH_POOL,
    retention: {
      eventDays: orForEver(settings.SIGMASIGHT_KEEP_EVENTS_DAYS),
      runDays: orForEver(settings.SIGMASIGHT_KEEP_RUNS_DAYS),
      runStateDays: orForEver(settings.SIGMASIGHT_KEEP_RUN_STATES_DAYS),
      fetchDays: orForEver(settings.SIGMASIGHT_KEEP_FETCHES_DAYS),
      auditDays: orForEver(settings.SIGMASIGHT_KEEP_AUDIT_DAYS),
    },
    longHoldMs: settings.SIGMASIGHT_LONG_HOLD_SECONDS * 1000,
    slowStatementMs:
      settings.SIGMASIGHT_SLOW_STATEMENT_MS === 0 ? null : settings.SIGMASIGHT_SLOW_STATEMENT_MS,
    metricsToken: settings.SIGMASIGHT_METRICS_TOKEN ?? null,
    workerPort: settings.SIGMASIGHT_WORKER_PORT ?? null,
    requestsPerMinute: settings.SIGMASIGHT_REQUESTS_PER_MINUTE,
    trustProxy: settings.SIGMASIGHT_TRUST_PROXY,
    publicUrl: (settings.SIGMASIGHT_PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`).replace(
      /\/$/,
      "",
    ),
    logLevel: settings.SIGMASIGHT_LOG_LEVEL,
  };
}

function orForEver(value: number): number | null {
  return value === 0 ? null : value;
}

/** Whether a setting's value may hold a password or key, and so is never shown. */
export function isSecretSetting(name: string): boolean {
  return name !== "SIGMASIGHT_PUBLIC_URL" && /URL|CODE|TOKEN|KEY|SECRET|PASSWORD/.test(name);
}

/** Stands for no provider in SIGMASIGHT_PROVIDERS: prices come from `prices import` only. */
const NOBODY = "none";

/** Settings that are right by themselves but not together. */
function contradictions(settings: Settings): string[] {
  const problems: string[] = [];
  const { SIGMASIGHT_PROVIDERS: providers = [] } = settings;
  if (settings.DATABASE_DIRECT_URL !== undefined && settings.DATABASE_URL === undefined) {
    problems.push("DATABASE_DIRECT_URL: needs DATABASE_URL");
  }
  if (providers.includes("files") && settings.SIGMASIGHT_PRICES_DIR === undefined) {
    problems.push("SIGMASIGHT_PRICES_DIR: needed by the provider files");
  }
  for (const name of ["TIINGO", "FMP"] as const) {
    if (providers.includes(name.toLowerCase()) && settings[`SIGMASIGHT_${name}_KEY`] === undefined)
      problems.push(`SIGMASIGHT_${name}_KEY: needed by the provider ${name.toLowerCase()}`);
  }
  const { SIGMASIGHT_PUBLIC_URL: publicUrl } = settings;
  const isKnownOutside = publicUrl !== undefined && !isLoopbackHost(new URL(publicUrl).hostname);
  // What is in front makes everybody local: registration would be open, and all would count as one address.
  if (isKnownOutside && isLoopbackHost(settings.HOST) && !settings.SIGMASIGHT_TRUST_PROXY) {
    problems.push("SIGMASIGHT_TRUST_PROXY: needed where SIGMASIGHT_PUBLIC_URL leads to HOST through a proxy");
  }
  if (providers.length > 1 && providers.includes(NOBODY)) {
    problems.push("SIGMASIGHT_PROVIDERS: none stands alone");
  }
  const { SIGMASIGHT_OIDC_ISSUER: issuer, SIGMASIGHT_OIDC_AUDIENCE: audience = [] } = settings;
  if (issuer !== undefined && audience.length === 0) {
    problems.push("SIGMASIGHT_OIDC_AUDIENCE: needed with SIGMASIGHT_OIDC_ISSUER");
  }
  for (const name of ["SIGMASIGHT_OIDC_AUDIENCE", "SIGMASIGHT_OIDC_JWKS_URL"] as const) {
    if (issuer === undefined && settings[name] !== undefined)
      problems.push(`${name}: needs SIGMASIGHT_OIDC_ISSUER`);
  }
  if (
    settings.SIGMASIGHT_DEMO === true &&
    (providers.some((name) => name !== "synthetic") || settings.SIGMASIGHT_PRICES_DIR !== undefined)
  ) {
    problems.push(
      "SIGMASIGHT_DEMO: the demo needs the synthetic market; leave SIGMASIGHT_PROVIDERS and SIGMASIGHT_PRICES_DIR out",
    );
  }
  return problems;
}

/** Name, meaning and default of every setting, for `config print` and the documents. */
export function describeSettings(): readonly {
  readonly name: string;
  readonly about: string;
  readonly fallback: string;
}[] {
  return (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const parsed = SETTINGS[name].schema.safeParse(undefined);
    const value = parsed.success ? parsed.data : undefined;
    const fallback =
      value === undefined
        ? "–"
        : typeof value === "boolean"
          ? value
            ? "1"
            : "0"
          : Array.isArray(value)
            ? value.join(",") || "–"
            : String(value);
    return { name, about: SETTINGS[name].about, fallback };
  });
}
