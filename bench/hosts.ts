/**
 * Workers on several hosts: network namespaces on a bridge, each with one worker that has one unit in hand and reaches
 * PostgreSQL through PgBouncer alone, also over a line that delays everything by a millisecond. Needs root, `ip` and
 * PgBouncer; says what is missing and measures nothing then.
 * `node bench/hosts.ts [portfolios]`.
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { DIRECT_DATABASE, PG_BOUNCER, startPgBouncer } from "../test/support/pg-bouncer.ts";
import { type Measured, report } from "./report.ts";
import { openScaleWorld, runAll, type WorkerOptions } from "./scale-world.ts";

const PORTFOLIOS = Number(process.argv[2] ?? 200);
const CLOCK = "2026-01-08T22:00:00Z";
const BOOK = { lots: 30, symbols: 500, entered: "2025-01-06" } as const;
const SESSIONS = 253;
const REPEATS = 3;
const BRIDGE = "sight-bridge";
const ADDRESS = "10.77.0.1";
const nameOf = (host: number) => `sight-${host}`;
/** Number of hosts, and by how many milliseconds their line delays what goes over it, each way. */
const NETWORKS = [
  { hosts: 1, delay: 0 },
  { hosts: 2, delay: 0 },
  { hosts: 3, delay: 0 },
  { hosts: 1, delay: 1 },
  { hosts: 2, delay: 1 },
] as const;
const MOST_HOSTS = Math.max(...NETWORKS.map(({ hosts }) => hosts));

const missing = whatIsMissing();
if (missing === null) {
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  process.once("exit", removeNetwork);
  makeNetwork();
  await measure();
} else console.log(`hosts: skipped, ${missing}`);

async function measure(): Promise<void> {
  const measured: Measured[] = [];
  const rates = new Map<string, number[]>();
  for (let repeat = 0; repeat < REPEATS; repeat++)
    for (const network of NETWORKS) {
      const key = JSON.stringify(network);
      rates.set(key, [...(rates.get(key) ?? []), await portfolioSessionsPerSecond(network)]);
    }
  const first = rates.get(JSON.stringify(NETWORKS[0]))!;
  for (const { hosts, delay } of NETWORKS) {
    const values = rates.get(JSON.stringify({ hosts, delay }))!;
    const ratios = values.map((value, repeat) => (value / first[repeat]!).toFixed(2));
    measured.push({
      goal: null,
      what: `portfolio sessions from ${hosts} ${hosts === 1 ? "host" : "hosts"} through PgBouncer${delay > 0 ? `, ${delay} ms each way` : ""}`,
      unit: "/s",
      values,
      beside: `${ratios.join(", ")} × one host`,
    });
  }
  report("hosts", measured);
}

/** Prices and results of symbols are there already: what is measured is what hosts share. */
async function portfolioSessionsPerSecond({ hosts, delay }: (typeof NETWORKS)[number]): Promise<number> {
  const world = await openScaleWorld(CLOCK);
  const pooler = await startPgBouncer(world.url, ADDRESS);
  const line = await openLine(pooler.port, delay);
  try {
    const through = (database: string) => {
      const url = new URL(world.url);
      [url.hostname, url.port, url.pathname] = [ADDRESS, `${line.port}`, `/${database}`];
      return url.href;
    };
    const from = (host: number): NonNullable<WorkerOptions["from"]> => ({
      command: ["ip", "netns", "exec", nameOf(host)],
      databaseUrl: through(new URL(world.url).pathname.slice(1)),
      directUrl: through(DIRECT_DATABASE),
    });
    const workers = await Promise.all(
      Array.from({ length: hosts }, (_, host) => world.startWorker({ concurrency: 1, from: from(host) })),
    );
    await world.addPortfolios({ portfolios: 30, ...BOOK });
    await runAll(world, "admin");
    await world.addPortfolios({ portfolios: PORTFOLIOS, ...BOOK });
    const { seconds } = await runAll(world, "admin");
    await Promise.all(workers.map((worker) => worker.stop()));
    return (PORTFOLIOS * SESSIONS) / seconds;
  } finally {
    line.close();
    await pooler.stop();
    await world.close();
  }
}

/** A port on the bridge through which everything reaches the pooler so many milliseconds later, and comes back so. */
async function openLine(
  poolerPort: number,
  delay: number,
): Promise<{ readonly port: number; readonly close: () => void }> {
  if (delay === 0) return { port: poolerPort, close: () => undefined };
  const sockets = new Set<net.Socket>();
  const carry = (from: net.Socket, to: net.Socket) => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on("data", (chunk) => setTimeout(() => to.write(chunk), delay));
    from.on("close", () => setTimeout(() => to.destroy(), delay));
    from.on("error", () => to.destroy());
  };
  const server = net.createServer((client) => {
    const upstream = net.connect(poolerPort, ADDRESS);
    carry(client, upstream);
    carry(upstream, client);
  });
  server.listen(0, ADDRESS);
  await once(server, "listening");
  return {
    port: (server.address() as net.AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function whatIsMissing(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "network namespaces need root on Linux";
  if (PG_BOUNCER === null) return "PgBouncer is not installed";
  try {
    run("ip", "-V");
    return null;
  } catch {
    return "ip (iproute2) is not installed";
  }
}

function makeNetwork(): void {
  removeNetwork();
  run("ip", "link", "add", BRIDGE, "type", "bridge");
  run("ip", "address", "add", `${ADDRESS}/24`, "dev", BRIDGE);
  run("ip", "link", "set", BRIDGE, "up");
  for (let host = 0; host < MOST_HOSTS; host++) {
    const name = nameOf(host);
    run("ip", "netns", "add", name);
    run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
    run("ip", "link", "set", name, "master", BRIDGE, "up");
    run("ip", "-n", name, "address", "add", `10.77.0.${10 + host}/24`, "dev", "eth0");
    run("ip", "-n", name, "link", "set", "eth0", "up");
    run("ip", "-n", name, "link", "set", "lo", "up");
  }
}

/** Removes what an earlier run may have left, too. */
function removeNetwork(): void {
  for (let host = 0; host < MOST_HOSTS; host++) attempt("ip", "netns", "delete", nameOf(host));
  attempt("ip", "link", "delete", BRIDGE);
}

function run(file: string, ...args: readonly string[]): void {
  execFileSync(file, [...args], { stdio: ["ignore", "ignore", "pipe"] });
}

/** For what may not be there. */
function attempt(file: string, ...args: readonly string[]): void {
  try {
    run(file, ...args);
  } catch {
    // There was nothing to remove.
  }
}
