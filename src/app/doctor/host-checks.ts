import { constants } from "node:fs";
import { access, readdir, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { newYorkTime } from "#core/dates/trading-calendar.ts";
import { isLoopbackHost } from "#core/net/loopback-host.ts";
import { type DoctorCheck, fail, guarded, ok, skipped, warn } from "./doctor-check.ts";

const OLDEST_NODE = [22, 12] as const;
const INTENDED_NODE = 24;
const MB = 1024 * 1024;
const LITTLE_SPACE_MB = 2_000;
const NO_SPACE_MB = 300;

/** What the program stands on before any database: interpreter, time zones, folders, settings that need care. */
export async function checkHost(settings: HostSettings): Promise<readonly DoctorCheck[]> {
  return [
    checkNode(process.versions.node),
    checkTimeZones(newYorkTime),
    checkClockSetting(settings),
    checkExposure(settings),
    checkUser(process.getuid?.()),
    ...(settings.databaseUrl === null ? await checkHome(settings.homeDir) : []),
    await checkPrices(settings.pricesDir),
  ];
}

export interface HostSettings {
  readonly databaseUrl: string | null;
  readonly homeDir: string;
  readonly pricesDir: string | null;
  readonly clock: Date | null;
  readonly host: string;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
}

export function checkNode(version: string): DoctorCheck {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldest, oldestMinor] = OLDEST_NODE;
  const found = `Node ${version}`;
  const fix = `Use Node ${INTENDED_NODE}: \`npm ci\` installs it, and bin/sigmasight runs it.`;
  if (major < oldest || (major === oldest && minor < oldestMinor)) return fail("node", found, fix);
  return major < INTENDED_NODE ? warn("node", found, fix) : ok("node", found);
}

/** Summer and winter in New York, and the days they change: sessions are days there. */
const NEW_YORK: readonly (readonly [instant: string, date: string, minute: number])[] = [
  ["2026-01-15T21:30:00Z", "2026-01-15", 16 * 60 + 30],
  ["2026-07-15T20:30:00Z", "2026-07-15", 16 * 60 + 30],
  ["2026-03-08T07:00:00Z", "2026-03-08", 3 * 60],
  ["2026-11-01T06:00:00Z", "2026-11-01", 60],
];

export function checkTimeZones(timeOf: typeof newYorkTime): DoctorCheck {
  const wrong = NEW_YORK.filter(([instant, date, minute]) => {
    const time = timeOf(new Date(instant));
    return time.date !== date || time.minute !== minute;
  });
  return wrong.length === 0
    ? ok("time zones", `New York's time is known, data ${process.versions.tz ?? "of the system"}`)
    : fail(
        "time zones",
        `New York's time is wrong at ${wrong.map(([instant]) => instant).join(", ")}`,
        "Use a Node built with full time zone data (the official builds are), and leave NODE_ICU_DATA unset.",
      );
}

function checkClockSetting({ clock }: HostSettings): DoctorCheck {
  return clock === null
    ? ok("business clock", "business time is the system's")
    : warn(
        "business clock",
        `business time stands still at ${clock.toISOString()}`,
        "Unset SIGMASIGHT_CLOCK outside of tests: no new session ever comes.",
      );
}

/** What others can reach should be behind HTTPS. */
export function checkExposure({
  host,
  publicUrl,
  trustProxy,
}: Pick<HostSettings, "host" | "publicUrl" | "trustProxy">): DoctorCheck {
  const https = publicUrl.startsWith("https:");
  if (isLoopbackHost(host) && !trustProxy)
    return ok("exposure", `listens at ${host}, for this machine alone`);
  if (!https)
    return warn(
      "exposure",
      `can be reached from outside of this machine, at ${publicUrl}, without HTTPS`,
      "Put a proxy with HTTPS in front, and set SIGMASIGHT_PUBLIC_URL to its https:// address.",
    );
  return ok("exposure", `people reach it at ${publicUrl}`);
}

function checkUser(uid: number | undefined): DoctorCheck {
  return uid === 0
    ? warn(
        "user",
        "runs as root",
        "Run it as a user of its own: the container and the systemd units of this repository do.",
      )
    : ok("user", uid === undefined ? "no user ids on this system" : `runs as uid ${uid}`);
}

async function checkHome(homeDir: string): Promise<readonly DoctorCheck[]> {
  const place = await nearestFolder(homeDir);
  return [
    await guarded("data folder", `Let the user of the program write to ${homeDir}.`, async () => {
      await access(place, constants.R_OK | constants.W_OK | constants.X_OK);
      if (place !== path.resolve(homeDir)) return ok("data folder", `${homeDir} will be made`);
      return await checkDataMode(homeDir);
    }),
    await guarded("disk space", `Make sure that ${place} can be read.`, async () => {
      const { bavail, bsize, ffree } = await statfs(place);
      return judgeSpace(place, (bavail * bsize) / MB, ffree);
    }),
  ];
}

export function judgeSpace(place: string, freeMb: number, freeFiles: number): DoctorCheck {
  const found = `${Math.round(freeMb)} MB free at ${place}`;
  const fix = "Free space, or move SIGMASIGHT_HOME: a full disk stops the database, and with it every run.";
  // Some file systems count no files and say 0.
  if (freeMb < NO_SPACE_MB || (freeFiles > 0 && freeFiles < 1000)) return fail("disk space", found, fix);
  return freeMb < LITTLE_SPACE_MB ? warn("disk space", found, fix) : ok("disk space", found);
}

/** The cluster's own folder must be closed to others; the server refuses to start otherwise. */
async function checkDataMode(homeDir: string): Promise<DoctorCheck> {
  const data = path.join(homeDir, "postgres", "data");
  const info = await stat(data).catch(() => null);
  if (info === null) return ok("data folder", `${homeDir}, without a database yet`);
  const mode = info.mode & 0o777;
  const found = `${data}, mode ${mode.toString(8)}`;
  return (mode & 0o027) === 0
    ? ok("data folder", found)
    : fail("data folder", found, `Close it to others: chmod 700 ${data}`);
}

async function nearestFolder(folder: string): Promise<string> {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    if ((await stat(place).catch(() => null)) !== null || path.dirname(place) === place) return place;
  }
}

async function checkPrices(pricesDir: string | null): Promise<DoctorCheck> {
  if (pricesDir === null) return skipped("price files", "SIGMASIGHT_PRICES_DIR is not set");
  return await guarded("price files", `Let the user of the program read ${pricesDir}.`, async () => {
    const files = (await readdir(pricesDir)).filter((name) => /\.csv$/i.test(name));
    return files.length === 0
      ? warn("price files", `no .csv in ${pricesDir}`, "Put price files there; see docs/providers.md.")
      : ok("price files", `${files.length} files in ${pricesDir}`);
  });
}
