import { existsSync } from "node:fs";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { embeddedPaths } from "#db/embedded/embedded-paths.ts";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { createDatabase } from "#db/pools.ts";
import { readCalendarExceptions } from "#db/stores/calendar-store.ts";
import type { AppDatabase } from "#db/types.ts";
import type { Log } from "#log";
import { checkDatabase } from "./doctor/database-checks.ts";
import { type DoctorCheck, fail, skipped } from "./doctor/doctor-check.ts";
import { checkEngine } from "./doctor/engine-checks.ts";
import { checkHost, type HostSettings } from "./doctor/host-checks.ts";
import { checkProviders } from "./doctor/provider-checks.ts";

export interface DoctorSettings extends HostSettings {
  readonly databaseDirectUrl: string | null;
  readonly apiPoolSize: number;
  readonly batchPoolSize: number;
  readonly providers: readonly string[];
  readonly betaReferences: readonly string[];
  readonly runDeadlineSeconds: number;
  readonly nightly: boolean;
}

const DATABASE_FIX = "See the hint; the other checks of the database were left out.";

/**
 * Looks at everything an installation stands on, changes nothing, and tells what to do. Unlike every other command it
 * does not migrate. The embedded database is started where it does not run, and stopped again.
 */
export async function examine(
  settings: DoctorSettings,
  options: { readonly log: Log; readonly offline: boolean },
): Promise<readonly DoctorCheck[]> {
  const host = await checkHost(settings);
  const providers = checkProviders(settings.providers, options);
  const database = await examineDatabase(settings, options.log);
  return [...host, ...database, ...(await providers)];
}

async function examineDatabase(settings: DoctorSettings, log: Log): Promise<readonly DoctorCheck[]> {
  const closers: (() => Promise<void>)[] = [];
  try {
    let url = settings.databaseUrl;
    if (url === null) {
      // A look must not make one.
      if (!existsSync(embeddedPaths(settings.homeDir).data))
        return [skipped("database", "there is none yet: the first start makes it")];
      const embedded = await startEmbeddedPostgres({ homeDir: settings.homeDir, log });
      closers.push(() => embedded.stop());
      ({ url } = embedded);
    }
    const database: AppDatabase = await createDatabase({
      url,
      ...(settings.databaseDirectUrl === null ? {} : { directUrl: settings.databaseDirectUrl }),
      apiPoolSize: 2,
      batchPoolSize: 1,
      applicationName: "sigmasight doctor",
      log,
    });
    closers.push(() => database.close());
    const checks = await checkDatabase(database, settings);
    const isCurrent = checks.some(({ name, status }) => name === "migrations" && status === "ok");
    if (!isCurrent) return [...checks, skipped("engine", "looked at only where the schema is at head")];
    const calendar = createTradingCalendar(await readCalendarExceptions(database.system.db));
    const businessNow = settings.clock ?? new Date();
    return [...checks, ...(await checkEngine(database, { ...settings, calendar, businessNow }))];
  } catch (error) {
    const hint = isSigmaSightError(error) ? error.hint : DATABASE_FIX;
    return [fail("database", error instanceof Error ? error.message : String(error), hint)];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
