import { type ComputePool, startComputePool } from "#batch/compute/compute-pool.ts";
import { PHASES } from "#batch/phases/index.ts";
import { hasOutdatedResults, prepareRun } from "#batch/run-hooks.ts";
import { createScopeCache } from "#batch/scope-cache.ts";
import type { BatchServices } from "#batch/services.ts";
import { createShardCache } from "#batch/shard-cache.ts";
import { createTradingCalendar, type TradingCalendar } from "#core/dates/trading-calendar.ts";
import { requireApiRole } from "#db/api-role.ts";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { migrate, schemaStatus } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { createDatabase } from "#db/pools.ts";
import { readCalendarExceptions } from "#db/stores/calendar-store.ts";
import type { AppDatabase } from "#db/types.ts";
import type { Engine } from "#engine/engine.ts";
import type { AtPoint } from "#engine/engine-points.ts";
import { startSweep } from "#engine/sweep.ts";
import { startTransport } from "#engine/transport.ts";
import { startWorker, type Worker } from "#engine/worker.ts";
import type { Log } from "#log";
import type { Metrics } from "#metrics";
import { createProviderChain } from "#providers/chain.ts";
import { createProviders, marketOf, type NetworkSettings } from "#providers/index.ts";
import type { HealthSources } from "./api-context.ts";
import { type Closer, closeInOrder } from "./close-in-order.ts";
import { countCalls, countPools, countUnits } from "./count-events.ts";
import { createRunControl } from "./create-run-control.ts";
import { findMarket, fixMarket } from "./fix-market.ts";
import { createPreviewPlan } from "./preview-plan.ts";
import { requestDueNightly } from "./request-nightly.ts";
import { type RetentionPolicy, startRetention } from "./retention.ts";
import type { RunControl } from "./run-control.ts";

export interface PlatformSettings {
  readonly databaseUrl: string | null;
  readonly databaseDirectUrl: string | null;
  readonly homeDir: string;
  readonly providers: readonly string[];
  /** False: the providers stand by default, and give way to what the database holds. Absent: true. */
  readonly providersChosen?: boolean;
  readonly tiingoKey?: string | null;
  readonly fmpKey?: string | null;
  /** Where and how patiently vendors are asked; absent: at their own addresses. */
  readonly network?: NetworkSettings;
  readonly pricesDir: string | null;
  readonly syntheticMissing: readonly string[];
  readonly betaReferences: readonly string[];
  /** Business time's "now" where it is fixed. */
  readonly clock: Date | null;
  readonly apiPoolSize: number;
  readonly batchPoolSize: number;
  /** Statements slower than this are logged; null or absent: none. */
  readonly slowStatementMs?: number | null;
  /** Who holds a connection longer than this is logged. Absent: nobody. */
  readonly longHoldMs?: number;
}

/** An opened installation: its database at the schema's head, its market, and the means to run batches. */
export interface Platform {
  readonly database: AppDatabase;
  readonly calendar: TradingCalendar;
  readonly market: "real" | "synthetic";
  readonly businessNow: () => Date;
  /** Symbols whose market betas make the prior that betas are shrunk towards. */
  readonly betaReferences: readonly string[];
  readonly runs: RunControl;
  readonly health: HealthSources;
  /** Takes units in this process until the platform closes. */
  startWorker(options: { readonly concurrency: number }): Promise<Worker>;
  /** Ends cancelled and overdue runs and requests the nightly ones, in every process that stays. */
  startSweep(options: { readonly deadlineSeconds: number; readonly nightlyLagMinutes: number | null }): void;
  /** Clears old history once a day, in one of all processes that stay. */
  startRetention(policy: RetentionPolicy): void;
  /** Ends workers within `graceMs`, then everything else. No connection is open afterwards. */
  close(graceMs: number): Promise<void>;
}

/** Called before each step of opening, for progress. */
export type OnStep = (step: "database" | "migrations" | "queue") => void;

const SWEEP_INTERVAL_MS = 2_000;

/**
 * Starts or reaches the database, migrates it, checks that its market is the providers', and prepares the engine.
 * Throws DATABASE_UNREACHABLE, DATABASE_TOO_OLD, SCHEMA_TOO_NEW, API_ROLE_MISSING, MARKET_MISMATCH, EMBEDDED_DATABASE, CONFIG_INVALID.
 */
export async function openPlatform(
  settings: PlatformSettings,
  options: {
    readonly log: Log;
    readonly worker: boolean;
    readonly onStep?: OnStep;
    /** Counts what the pools and the worker of this process do. */
    readonly metrics?: Metrics;
    /** For tests that force a fault at a named point of the engine. */
    readonly atPoint?: AtPoint;
  },
): Promise<Platform> {
  const { log, metrics, onStep = () => {} } = options;
  const closers: Closer[] = [];
  let leaveDatabase: () => Promise<void> = () => Promise.resolve();
  const close = async (graceMs: number) => {
    await closeInOrder(closers.splice(0), graceMs, log);
    await leaveDatabase();
  };
  try {
    onStep("database");
    const { url, directUrl, leave } = await reachDatabase(settings, log);
    leaveDatabase = leave;
    onStep("migrations");
    await migrate({ directUrl, directory: MIGRATIONS_DIRECTORY, log });
    const database: AppDatabase = await createDatabase({
      url,
      directUrl,
      apiPoolSize: settings.apiPoolSize,
      batchPoolSize: settings.batchPoolSize,
      applicationName: "sigmasight",
      log,
      ...(settings.slowStatementMs == null ? {} : { slowStatementMs: settings.slowStatementMs }),
      ...(settings.longHoldMs === undefined ? {} : { longHoldMs: settings.longHoldMs }),
      ...(metrics === undefined ? {} : { observer: countPools(metrics) }),
    });
    closers.push(() => database.close());
    await requireApiRole(database.system);
    const calendar = createTradingCalendar(await readCalendarExceptions(database.api.db));
    const { providersChosen: isChosen = true } = settings;
    const held = await findMarket(database);
    const isOther = !isChosen && held === "synthetic";
    const providers = createProviders({
      order: isOther ? ["synthetic"] : settings.providers,
      pricesDir: settings.pricesDir,
      syntheticMissing: settings.syntheticMissing,
      tiingoKey: settings.tiingoKey ?? null,
      fmpKey: settings.fmpKey ?? null,
      calendar,
      log,
      ...(settings.network === undefined ? {} : { network: settings.network }),
    });
    const offered = marketOf(providers);
    // Providers nobody chose fix the market of a new database only where they are about to be asked.
    const fixes = offered !== null && (isChosen || options.worker);
    const market = fixes ? await fixMarket(database, offered) : (held ?? "real");
    onStep("queue");
    const transport = await startTransport({ url: directUrl, worker: options.worker, log });
    closers.push(() => transport.stop(0));
    const chain = createProviderChain(providers, {
      ...settings.network?.time,
      ...(metrics === undefined ? {} : { onAttempt: countCalls(metrics) }),
    });
    const { betaReferences } = settings;
    const scopeCache = createScopeCache();
    const scoping = { calendar, betaReferences, scopeCache };
    const shardCache = createShardCache({ ...scoping, database });
    const engineWith = (compute: ComputePool): Engine<BatchServices> => ({
      phases: PHASES,
      services: { ...scoping, database, providers: chain, compute, shardCache, log },
      database,
      transport,
      log,
      prepare: (tx, run) => prepareRun(scoping, tx, run),
      hasOutdatedResults: (tx, run) => hasOutdatedResults(scoping, tx, run),
      ...(metrics === undefined ? {} : { onUnit: countUnits(metrics) }),
      ...(options.atPoint === undefined ? {} : { atPoint: options.atPoint }),
    });
    const { clock } = settings;
    const businessNow = clock === null ? () => new Date() : () => clock;
    const context = { database, calendar, businessNow, transport };
    return {
      database,
      calendar,
      market,
      businessNow,
      betaReferences,
      runs: createRunControl(context, PHASES, createPreviewPlan({ ...scoping, database, log })),
      health: {
        queueDepth: () => transport.queueDepth(),
        pendingMigrations: async () =>
          (await schemaStatus({ directUrl, directory: MIGRATIONS_DIRECTORY })).pending,
        providers: () => chain.states(),
      },
      async startWorker({ concurrency }) {
        const compute = startComputePool(calendar, concurrency);
        closers.push(() => compute.close());
        const worker = await startWorker(engineWith(compute), { concurrency });
        closers.push((graceMs) => worker.stop(graceMs));
        return worker;
      },
      startSweep({ deadlineSeconds, nightlyLagMinutes }) {
        const sweep = startSweep(
          { database, log },
          {
            deadlineSeconds,
            intervalMs: SWEEP_INTERVAL_MS,
            alsoRun: async () => {
              if (nightlyLagMinutes !== null) await requestDueNightly(context, nightlyLagMinutes);
            },
          },
        );
        closers.push(() => sweep.stop());
      },
      startRetention(policy) {
        const retention = startRetention({ database, log }, policy);
        closers.push(() => retention.stop());
      },
      close,
    };
  } catch (error) {
    await close(0);
    throw error;
  }
}

async function reachDatabase(
  settings: PlatformSettings,
  log: Log,
): Promise<{ url: string; directUrl: string; leave: () => Promise<void> }> {
  const { databaseUrl: url, databaseDirectUrl } = settings;
  if (url !== null) return { url, directUrl: databaseDirectUrl ?? url, leave: () => Promise.resolve() };
  const embedded = await startEmbeddedPostgres({ homeDir: settings.homeDir, log });
  return { url: embedded.url, directUrl: embedded.url, leave: () => embedded.stop() };
}
