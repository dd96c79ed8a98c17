import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { EmbeddedPaths } from "./embedded-paths.ts";
import { readPassword, SUPERUSER } from "./init-data.ts";
import { disarmPostmasterPid, isServerOf, readPostmasterPid } from "./postmaster-pid.ts";
import type { ServerBinaries } from "./server-binaries.ts";
import { serverEnvironment } from "./server-environment.ts";
import { commandAs, type ServerIdentity } from "./server-identity.ts";
import { logTail, openServerLog, serverFailure } from "./server-log.ts";
import { settingArguments } from "./server-settings.ts";

const DATABASE = "sigmasight";
/** Long enough for crash recovery of a gigabyte of write-ahead log on a slow disk. */
const READY_TIMEOUT_MS = 120_000;
const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;
const POLL_MS = 20;
const PORT_ATTEMPTS = 3;

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
}

export interface LaunchOptions {
  readonly paths: EmbeddedPaths;
  readonly binaries: ServerBinaries;
  readonly identity: ServerIdentity;
  readonly libraryEnvironment: Record<string, string>;
  readonly settings: Readonly<Record<string, string>>;
  /** Taken as given; otherwise the last port if it is free, else any. */
  readonly port: number | undefined;
}

/** The server of this data directory if it runs: waits until it answers. Otherwise a stale pid file is made harmless. */
export async function findRunningServer(paths: EmbeddedPaths): Promise<RunningServer | undefined> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    const record = readPostmasterPid(paths.postmasterPid);
    if (record === undefined) {
      rmSync(paths.postmasterPid, { force: true }); // empty or torn: nobody starts while we hold the start lock
      return undefined;
    }
    if (!isServerOf(record.pid, paths.data)) {
      disarmPostmasterPid(paths.postmasterPid);
      return undefined;
    }
    const url = record.ready ? await probe(paths, record.port) : undefined;
    if (url !== undefined) return { pid: record.pid, port: record.port, url };
    if (performance.now() > deadline) {
      throw serverFailure(`the server (pid ${record.pid}) runs but does not answer`, paths.log, 0);
    }
    await sleep(POLL_MS);
  }
}

/** Starts the server, detached, so that it outlives signals meant for the program. Errors: EMBEDDED_DATABASE with its log. */
export async function launchServer(options: LaunchOptions): Promise<RunningServer> {
  const { paths } = options;
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await choosePort(paths, attempt === 1));
    const { child, offset } = spawnServer(options, port);
    const server = await waitUntilReady(paths, child);
    if (server !== undefined) {
      writeFileSync(paths.port, `${port}\n`);
      return server;
    }
    const portTaken = /could not bind IPv4 address|could not create any TCP\/IP sockets/.test(
      logTail(paths.log, offset),
    );
    if (!portTaken || options.port !== undefined || attempt === PORT_ATTEMPTS) {
      throw serverFailure("the server ended while starting", paths.log, offset);
    }
  }
}

/** Stops the server if it runs: disconnects all, writes everything out; at once and with recovery at the next start if it hangs. */
export async function stopServer(paths: EmbeddedPaths): Promise<void> {
  const pid = readPostmasterPid(paths.postmasterPid)?.pid;
  if (pid === undefined || !isServerOf(pid, paths.data)) return;
  process.kill(pid, "SIGINT");
  if (await ended(paths, pid, FAST_STOP_MS)) return;
  process.kill(pid, "SIGQUIT");
  if (await ended(paths, pid, IMMEDIATE_STOP_MS)) return;
  throw serverFailure(`the server (pid ${pid}) does not stop`, paths.log, 0);
}

function spawnServer(options: LaunchOptions, port: number): { child: ChildProcess; offset: number } {
  const { paths } = options;
  const command = commandAs(options.identity, options.binaries.postgres, [
    "-D",
    paths.data,
    "-p",
    String(port),
    ...settingArguments(options.settings),
  ]);
  const log = openServerLog(paths.log);
  const child = spawn(command.file, command.args, {
    ...command.options,
    cwd: paths.root,
    env: serverEnvironment(options.libraryEnvironment),
    detached: true,
    stdio: ["ignore", log.descriptor, log.descriptor],
  });
  child.on("error", () => undefined); // no pid, so waiting ends and reports it
  child.unref();
  closeSync(log.descriptor);
  return { child, offset: log.offset };
}

/** The server once it has said in its pid file that it is ready; undefined when the process ended before. */
async function waitUntilReady(paths: EmbeddedPaths, child: ChildProcess): Promise<RunningServer | undefined> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const record = readPostmasterPid(paths.postmasterPid);
    if (record?.ready === true && record.pid === child.pid) {
      const url = await probe(paths, record.port);
      if (url !== undefined) return { pid: record.pid, port: record.port, url };
    }
    if (performance.now() > deadline) {
      throw serverFailure("the server does not accept connections", paths.log, 0);
    }
    await sleep(POLL_MS);
  }
  return undefined;
}

/** Connects once and makes the database if it is missing. Undefined when the server does not answer after all. */
async function probe(paths: EmbeddedPaths, port: number): Promise<string | undefined> {
  const url = `postgres://${SUPERUSER}:${readPassword(paths)}@127.0.0.1:${port}`;
  const client = new pg.Client({ connectionString: `${url}/postgres`, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined); // the failing query or connect reports it
  try {
    await client.connect();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === "string" && code.startsWith("28")) {
      throw serverFailure(`the server on port ${port} refuses our password`, paths.log, 0, error);
    }
    return undefined;
  }
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return `${url}/${DATABASE}`;
}

async function choosePort(paths: EmbeddedPaths, tryLast: boolean): Promise<number> {
  const last = tryLast && existsSync(paths.port) ? Number(readFileSync(paths.port, "utf8")) : 0;
  return (last > 0 ? await bindable(last) : undefined) ?? (await bindable(0)) ?? 0;
}

/** The port itself, or for 0 the one the system gives; undefined when another program has it. */
function bindable(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1" }, () => {
      const address = server.address() as net.AddressInfo;
      server.close(() => resolve(address.port));
    });
  });
}

/** Gone means its pid file too: the file is the last thing a server removes. */
async function ended(paths: EmbeddedPaths, pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isServerOf(pid, paths.data) || readPostmasterPid(paths.postmasterPid)?.pid === pid) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Major version of the data against that of the program, both as text ("18"). */
export function dataMajorVersion(paths: EmbeddedPaths): string {
  return readFileSync(path.join(paths.data, "PG_VERSION"), "utf8").trim();
}
