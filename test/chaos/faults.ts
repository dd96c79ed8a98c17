import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { embeddedPaths } from "#db/embedded/embedded-paths.ts";
import { readPostmasterPid } from "#db/embedded/postmaster-pid.ts";
import type { Fleet } from "./fleet.ts";

export const FAULT_KINDS = [
  "kill",
  "terminate",
  "freeze",
  "cut",
  "refuse",
  "restart",
  "immediate",
  "killServer",
  "killBackend",
  "cancel",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** In words, and how often each happens relative to the others. */
export const FAULTS: Readonly<Record<FaultKind, { readonly what: string; readonly share: number }>> = {
  kill: { what: "kill -9 of a worker", share: 40 },
  terminate: { what: "SIGTERM of a worker", share: 8 },
  freeze: { what: "SIGSTOP of a worker for longer than its heartbeat, then SIGCONT", share: 6 },
  cut: { what: "database sessions ended by an administrator", share: 14 },
  refuse: { what: "connections refused for a while, all sessions ended", share: 4 },
  restart: { what: "PostgreSQL shut down fast and started again", share: 3 },
  immediate: { what: "PostgreSQL shut down at once, with recovery", share: 3 },
  killServer: { what: "kill -9 of PostgreSQL", share: 3 },
  killBackend: { what: "kill -9 of a session's process, which restarts PostgreSQL", share: 3 },
  cancel: { what: "a run cancelled, and requested anew", share: 6 },
};

/** Longer than ten seconds without a heartbeat, and longer than an idle transaction may be. */
const FROZEN_MS = [11_000, 18_000] as const;
const REFUSED_MS = [1_000, 4_000] as const;
/** A server is left alone for so long after it was restarted, so that something is done between two restarts. */
const SERVER_REST_MS = 10_000;

export interface FaultWorld {
  readonly fleet: Fleet;
  readonly url: string;
  /** Of an embedded server; null where the server is somebody else's. */
  readonly homeDir: string | null;
  readonly random: () => number;
  /** Cancels one of the runs under way. False where none was. */
  readonly cancelSomeRun: () => Promise<boolean>;
}

const ON_SERVER: ReadonlySet<FaultKind> = new Set(["restart", "immediate", "killServer", "killBackend"]);

/** Carries out random faults. */
export function createFaultDriver(world: FaultWorld, kinds: readonly FaultKind[]) {
  const counts: Partial<Record<FaultKind, number>> = {};
  const underWay = new Set<Promise<void>>();
  const possible = kinds.filter((kind) => world.homeDir !== null || !ON_SERVER.has(kind));
  const total = possible.reduce((sum, kind) => sum + FAULTS[kind].share, 0);
  let serverRestsUntil = 0;

  const choose = (): FaultKind => {
    let left = world.random() * total;
    for (const kind of possible) {
      left -= FAULTS[kind].share;
      if (left < 0) return kind;
    }
    return possible[0]!;
  };
  const between = ([low, high]: readonly [number, number]) => low + world.random() * (high - low);

  const carryOut = async (kind: FaultKind): Promise<boolean> => {
    const { fleet, url, homeDir } = world;
    if (kind === "cancel") return await world.cancelSomeRun();
    if (kind === "cut") return (await administer(url, CUT, [0.2 + 0.8 * world.random()])) !== null;
    if (kind === "refuse") return await refuse(url, between(REFUSED_MS));
    if (ON_SERVER.has(kind)) {
      if (performance.now() < serverRestsUntil) return false;
      serverRestsUntil = performance.now() + SERVER_REST_MS;
      return await hitServer(kind, url, homeDir!);
    }
    const targets = fleet.targets();
    const target = targets[Math.floor(world.random() * targets.length)];
    if (target === undefined) return false;
    if (kind === "kill") fleet.kill(target);
    if (kind === "terminate") fleet.terminate(target);
    if (kind === "freeze") {
      if (targets.length === 1) return false; // somebody has to go on
      const thawed = fleet.freeze(target, between(FROZEN_MS));
      underWay.add(thawed);
      void thawed.then(() => underWay.delete(thawed));
    }
    return true;
  };

  return {
    counts: counts as Readonly<Partial<Record<FaultKind, number>>>,
    /** One fault; what cannot happen at present, as without a target, does not count. */
    async strike(): Promise<void> {
      const kind = choose();
      if (await carryOut(kind)) counts[kind] = (counts[kind] ?? 0) + 1;
    },
    /** Waits until nothing is frozen any more. */
    settle: async () => void (await Promise.all(underWay)),
  };
}

const CUT = `
  select count(pg_terminate_backend(pid))::int as hit from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and random() < $1
    and application_name in ('sigmasight batch', 'sigmasight api', 'sigmasight-queue')`;

/** One statement on the database, or on another one of its server; null where the server is away. */
async function administer(
  url: string,
  text: string,
  values: readonly unknown[] = [],
  database?: string,
): Promise<readonly pg.QueryResultRow[] | null> {
  const target = new URL(url);
  if (database !== undefined) target.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: target.href, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined); // the statement's own error tells
  try {
    await client.connect();
    return (await client.query(text, [...values])).rows;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A superuser passes every limit but this one. */
async function refuse(url: string, forMs: number): Promise<boolean> {
  const name = pg.escapeIdentifier(new URL(url).pathname.slice(1));
  const allow = (allowed: boolean) =>
    administer(url, `alter database ${name} allow_connections ${allowed}`, [], "postgres");
  if ((await allow(false)) === null) return false;
  await administer(
    url,
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
    [new URL(url).pathname.slice(1)],
    "postgres",
  );
  await sleep(forMs);
  while ((await allow(true)) === null) await sleep(200);
  return true;
}

async function hitServer(kind: FaultKind, url: string, homeDir: string): Promise<boolean> {
  if (kind === "killBackend") {
    const rows = await administer(
      url,
      "select pid from pg_stat_activity where application_name like 'sigmasight%' order by random() limit 1",
    );
    const pid = rows?.[0]?.pid as number | undefined;
    if (pid === undefined) return false;
    process.kill(pid, "SIGKILL");
    return true;
  }
  const postmaster = readPostmasterPid(embeddedPaths(homeDir).postmasterPid)?.pid;
  if (postmaster === undefined) return false;
  process.kill(postmaster, kind === "restart" ? "SIGINT" : kind === "immediate" ? "SIGQUIT" : "SIGKILL");
  return true;
}
