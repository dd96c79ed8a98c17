import type { ApiContext } from "#app/api-context.ts";
import type { Platform } from "#app/open-platform.ts";
import { type Config, readConfig } from "#config";
import { isLoopbackHost } from "#core/net/loopback-host.ts";
import type { UserRow } from "#db/stores/account-store.ts";
import { createLog, type Log } from "#log";
import type { Metrics } from "#metrics";
import type { Cli } from "./cli.ts";
import type { Progress } from "./progress.ts";

/** An opened installation with what a command needs of it. */
export interface Session {
  readonly cli: Cli;
  readonly config: Config;
  readonly log: Log;
  /** Of a command that stays; null for another one, which nobody would ask. */
  readonly metrics: Metrics | null;
  readonly platform: Platform;
}

export interface PlatformUse {
  /** Whether this process may take units. */
  readonly worker: boolean;
  /** Shows the steps of opening. */
  readonly progress?: Progress;
  /** Settings that the command decides, in place of the environment's. */
  readonly settings?: Partial<Pick<Config, "providers" | "providersChosen" | "pricesDir">>;
  /** A command that stays writes its log; another one only what a person has to know. */
  readonly stays?: boolean;
}

const STEPS = { database: "Database", migrations: "Migrations", queue: "Queue" } as const;

/** Opens the installation of the settings, runs the work, and closes everything again, whatever came of it. */
export async function withPlatform<Result>(
  cli: Cli,
  use: PlatformUse,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const config = { ...readConfig(cli.environment), ...use.settings };
  const log = commandLog(cli, config, use.stays === true);
  const { openPlatform } = await import("#app/open-platform.ts");
  const metrics = use.stays === true ? (await import("#metrics")).createMetrics({ ofProcess: true }) : null;
  const platform = await openWithProgress(use.progress, (onStep) =>
    openPlatform(config, {
      log,
      worker: use.worker,
      onStep,
      ...(metrics === null ? {} : { metrics }),
    }),
  );
  try {
    return await work({ cli, config, log, metrics, platform });
  } finally {
    await platform.close(config.graceMs);
  }
}

/** A step is over when the next one begins. */
async function openWithProgress(
  progress: Progress | undefined,
  open: (onStep: (step: keyof typeof STEPS) => void) => Promise<Platform>,
): Promise<Platform> {
  let current: keyof typeof STEPS | null = null;
  const end = (state: "done" | "failed") => {
    if (current !== null) progress?.set(current, { title: STEPS[current], state });
  };
  try {
    const platform = await open((step) => {
      end("done");
      current = step;
      progress?.set(step, { title: STEPS[step], state: "running" });
    });
    end("done");
    return platform;
  } catch (error) {
    end("failed");
    throw error;
  }
}

/** Lines for people on a terminal, JSON elsewhere; a level that was asked for always counts. */
function commandLog(cli: Cli, config: Config, stays: boolean): Log {
  const pretty = cli.stderr.isTTY === true;
  const asked = (cli.environment.SIGMASIGHT_LOG_LEVEL ?? "") !== "";
  const quiet = pretty || !stays;
  return createLog({ level: asked || !quiet ? config.logLevel : "warn", pretty });
}

/** What the use cases shared with the API stand on. */
export async function apiContext({ platform, config, log }: Session): Promise<ApiContext> {
  const { createApiContext } = await import("#app/api-context.ts");
  const { database, calendar, market, businessNow, betaReferences, runs, health } = platform;
  return await createApiContext({
    database,
    calendar,
    market,
    businessNow,
    betaReferences,
    runs,
    health,
    nightlyLagMinutes: config.nightly ? config.nightlyLagMinutes : null,
    registration:
      isLoopbackHost(config.host) && !config.trustProxy
        ? { mode: "open" }
        : { mode: "invite", inviteCode: config.inviteCode },
    issuer: config.oidc,
    onAuthError: (message) => log.warn({}, message),
  });
}

/** Whom the command acts as. */
export async function sessionUser(
  { platform }: Session,
  options: { readonly user?: string },
): Promise<UserRow> {
  const { actingUser } = await import("#app/default-user.ts");
  return await actingUser(platform.database.api.db, options.user ?? null);
}
