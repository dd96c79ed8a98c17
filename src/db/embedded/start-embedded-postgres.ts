import { spawnSync } from "node:child_process";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { DatabaseLog } from "../database-log.ts";
import { type EmbeddedPaths, embeddedPaths, makeDirectories } from "./embedded-paths.ts";
import { startGuard } from "./guard-process.ts";
import { ensureData } from "./init-data.ts";
import { isAlive } from "./postmaster-pid.ts";
import { withLock } from "./process-lock.ts";
import { ensureLibraryLinks, findServerBinaries, type ServerBinaries } from "./server-binaries.ts";
import { chooseIdentity } from "./server-identity.ts";
import { serverFailure } from "./server-log.ts";
import { dataMajorVersion, findRunningServer, launchServer, type RunningServer } from "./server-process.ts";
import { SERVER_SETTINGS } from "./server-settings.ts";
import { registerUser } from "./server-users.ts";
import { START_LOCK_TIMEOUT_MS, stopUnlessUsed } from "./stop-unless-used.ts";

const WATCH_MS = 1_000;
/** Pauses between attempts to start again grow up to this; a full disk may take an operator hours. */
const LONGEST_PAUSE_MS = 30_000;

export interface EmbeddedOptions {
  /** Everything is kept under `<homeDir>/postgres`. */
  readonly homeDir: string;
  readonly log: DatabaseLog;
  /** A fixed port; otherwise a free one is chosen and kept for later starts. */
  readonly port?: number;
  /** Server settings over the usual ones, for this start. A server that already runs keeps its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The server's programs; by default those npm installed. */
  readonly binaries?: ServerBinaries;
}

export interface EmbeddedPostgres {
  /** Superuser URL of the program's database; the same after a restart of the server. */
  readonly url: string;
  /** Whether this program started the server, rather than found it running. */
  readonly ownsServer: boolean;
  /** Leaves the server, and stops it when no other program uses it. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the server of `homeDir`, or attaches to the one that runs. Programs sharing a home share the server, the last to leave
 * stops it, and a guard process does so for a program that is killed. A server that dies while the program lives is started again
 * on the same port. Errors: EMBEDDED_DATABASE with the tail of the server's log.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const paths = embeddedPaths(options.homeDir);
  makeDirectories(paths);
  const first = await underStartLock(paths, async () => {
    const started = await startOrAttach(paths, options, options.port);
    return { ...started, user: registerUser(paths) };
  });
  const guard = startGuard(paths);
  options.log.info(
    { pid: first.server.pid, port: first.server.port, started: first.started },
    "embedded database ready",
  );

  let current = first.server;
  let restarting: Promise<void> | undefined;
  let failures = 0;
  let nextAttemptAt = 0;
  const restart = async () => {
    options.log.error({ pid: current.pid }, "the embedded database died; starting it again");
    try {
      const next = await underStartLock(paths, () => startOrAttach(paths, options, first.server.port));
      current = next.server;
      failures = 0;
    } catch (error) {
      nextAttemptAt = performance.now() + Math.min(WATCH_MS * 2 ** failures++, LONGEST_PAUSE_MS);
      options.log.error({ err: error, failures }, "the embedded database does not start again; trying on");
    }
    restarting = undefined;
  };
  const watch = setInterval(() => {
    if (restarting === undefined && performance.now() >= nextAttemptAt && !isAlive(current.pid))
      restarting = restart();
  }, WATCH_MS);
  watch.unref();

  let stopping: Promise<void> | undefined;
  const leave = async () => {
    clearInterval(watch);
    await restarting;
    await stopUnlessUsed(paths, () => first.user.release());
    guard.dismiss();
  };
  return {
    url: first.server.url,
    ownsServer: first.started,
    stop: () => {
      stopping ??= leave();
      return stopping;
    },
  };
}

async function startOrAttach(
  paths: EmbeddedPaths,
  options: EmbeddedOptions,
  port: number | undefined,
): Promise<{ readonly server: RunningServer; readonly started: boolean }> {
  const running = await findRunningServer(paths);
  if (running !== undefined) return { server: running, started: false };
  const binaries = options.binaries ?? findServerBinaries();
  const libraryEnvironment = ensureLibraryLinks(binaries, paths.libraryLinks);
  const identity = chooseIdentity(paths.data, binaries.nativeDir);
  await ensureData(paths, binaries, identity, libraryEnvironment);
  requireSameMajor(paths, binaries, libraryEnvironment);
  const server = await launchServer({
    paths,
    binaries,
    identity,
    libraryEnvironment,
    port,
    settings: { ...SERVER_SETTINGS, ...options.settings },
  });
  return { server, started: true };
}

/** The server would refuse too, less clearly. */
function requireSameMajor(
  paths: EmbeddedPaths,
  binaries: ServerBinaries,
  environment: Record<string, string>,
): void {
  const { stdout, error } = spawnSync(binaries.postgres, ["--version"], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (error !== undefined)
    throw serverFailure(`the server cannot be run: ${error.message}`, paths.log, 0, error);
  const program = /(\d+)(\.|\D*$)/.exec(stdout)?.[1] ?? "unknown";
  const data = dataMajorVersion(paths);
  if (data === program) return;
  throw new SigmaSightError(
    "EMBEDDED_DATABASE",
    `the data in ${paths.data} is of PostgreSQL ${data}, the server is ${program}`,
    { hint: "Export with the older SigmaSight and import with this one, or set DATABASE_URL." },
  );
}

async function underStartLock<T>(paths: EmbeddedPaths, work: () => Promise<T>): Promise<T> {
  const result = await withLock(paths.startLock, START_LOCK_TIMEOUT_MS, work);
  if (result === undefined) throw serverFailure("another program holds the start lock", paths.log, 0);
  return result.value;
}
