import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Where Debian and others put it; null where it is not installed. */
export const PG_BOUNCER =
  ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"].find((file) =>
    existsSync(file),
  ) ?? null;

/** Few enough that programs share them and no client keeps one between its transactions. */
const SERVER_CONNECTIONS = 8;
const READY_MS = 10_000;

export interface PgBouncer {
  readonly port: number;
  /** Transactions of a database that went through it. */
  transactions(database: string): Promise<number>;
  stop(): Promise<void>;
}

/** Database name under which a session keeps its connection: for migrations and listeners. */
export const DIRECT_DATABASE = "direct";

/**
 * Starts PgBouncer in transaction mode in front of the server of this URL, for every database of it; under the name
 * {@link DIRECT_DATABASE} the URL's own one in session mode.
 */
export async function startPgBouncer(serverUrl: string, host = "127.0.0.1"): Promise<PgBouncer> {
  if (PG_BOUNCER === null) throw new Error("PgBouncer is not installed");
  const server = new URL(serverUrl);
  const directory = mkdtempSync(path.join(os.tmpdir(), "sigmasight-bouncer-"));
  const port = await freePort(host);
  const target = `host=${server.hostname} port=${server.port || 5432} user=${server.username} password=${server.password}`;
  const settings = path.join(directory, "pgbouncer.ini");
  writeFileSync(
    settings,
    [
      "[databases]",
      `${DIRECT_DATABASE} = ${target} dbname=${server.pathname.slice(1)} pool_mode=session pool_size=50`,
      `* = ${target}`,
      "[pgbouncer]",
      `listen_addr = ${host}`,
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = any",
      "admin_users = watcher",
      "pool_mode = transaction",
      "max_client_conn = 1000",
      `default_pool_size = ${SERVER_CONNECTIONS}`,
      "ignore_startup_parameters = extra_float_digits",
      "log_connections = 0",
      "log_disconnections = 0",
    ].join("\n"),
  );
  // It refuses to run as root.
  const asOther = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  chmodSync(directory, 0o711);
  chmodSync(settings, 0o644);
  const child = spawn(PG_BOUNCER, ["-q", ...asOther, settings], { stdio: ["ignore", "ignore", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (text: Buffer) => {
    complaints = (complaints + text.toString()).slice(-2_000);
  });
  const ended = once(child, "close");
  const giveUpAt = performance.now() + READY_MS;
  while (!(await answers(host, port))) {
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error(`PgBouncer does not start: ${complaints}`);
    await sleep(20);
  }
  return {
    port,
    async transactions(database) {
      const client = new pg.Client({ host, port, user: "watcher", database: "pgbouncer" });
      await client.connect();
      try {
        const { rows } = await client.query<{ database: string; total_xact_count: string }>("show stats");
        return Number(rows.find((row) => row.database === database)?.total_xact_count ?? 0);
      } finally {
        await client.end();
      }
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(host: string): Promise<number> {
  const server = net.createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function answers(host: string, port: number): Promise<boolean> {
  const socket = net.connect(port, host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
