import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { embeddedPaths } from "#db/embedded/embedded-paths.ts";
import { isServerOf, readPostmasterPid } from "#db/embedded/postmaster-pid.ts";
import { ensureLibraryLinks, findServerBinaries, serverBinariesIn } from "#db/embedded/server-binaries.ts";
import { type EmbeddedOptions, startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { stopUnlessUsed } from "#db/embedded/stop-unless-used.ts";
import { testLog } from "#test/support/test-log.ts";

const PROGRAM = path.join(import.meta.dirname, "../support/embedded-program.ts");
const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === "linux";

/** An initialized home that was stopped cleanly; most tests start from a copy of it, as `initdb` takes a second. */
let preparedHome: string;
let home: string;
const homes: string[] = [];
const children: ChildProcess[] = [];

function newHome(): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), "sigmasight-embedded-"));
  chmodSync(directory, 0o711);
  homes.push(directory);
  return directory;
}

beforeAll(async () => {
  preparedHome = newHome();
  const server = await startEmbeddedPostgres({ homeDir: preparedHome, log: testLog() });
  await query(server.url, "create table kept as select 42 as x");
  await server.stop();
});

beforeEach(() => {
  home = newHome();
  execFileSync("cp", ["-a", `${preparedHome}/postgres`, home]);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const directory of homes.filter((each) => each !== preparedHome)) {
    await stopUnlessUsed(embeddedPaths(directory));
    rmSync(directory, { recursive: true, force: true });
  }
  homes.splice(0, homes.length, preparedHome);
});

afterAll(() => rmSync(preparedHome, { recursive: true, force: true }));

const start = (more: Partial<EmbeddedOptions> = {}) =>
  startEmbeddedPostgres({ homeDir: home, log: testLog(), ...more });

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const kept = (url: string) => query(url, "select x from kept");
const serverPid = () => readPostmasterPid(embeddedPaths(home).postmasterPid)?.pid ?? 0;
const runs = (pid: number) => isServerOf(pid, embeddedPaths(home).data);

/** Kills the server so that its pid file stays, and waits for its backends to go. */
async function killServer(): Promise<number> {
  const pid = serverPid();
  process.kill(pid, "SIGKILL");
  await expect.poll(() => runs(pid)).toBe(false);
  const inData = () =>
    spawnSync("pgrep", ["-f", `postgres -D ${embeddedPaths(home).data}`], { encoding: "utf8" }).stdout;
  await expect.poll(inData).toBe("");
  return pid;
}

interface Program {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ownsServer: boolean;
}

/** A second process that uses the same home; optionally as another user. */
async function startProgram(identity: { uid?: number; gid?: number } = {}): Promise<Program> {
  const child = spawn(process.execPath, [PROGRAM, home], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: home,
    ...identity,
  });
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, ...(JSON.parse(line) as { url: string; ownsServer: boolean }) };
}

async function endProgram(program: Program): Promise<void> {
  program.child.stdin?.write("stop\n");
  await once(program.child, "exit");
}

async function killProgram(program: Program): Promise<void> {
  program.child.kill("SIGKILL");
  await once(program.child, "exit");
}

function killGuard(program: Program): void {
  const { stdout } = spawnSync("pgrep", ["-P", String(program.child.pid), "-f", "sigmasight-guard"], {
    encoding: "utf8",
  });
  process.kill(Number(stdout.trim()), "SIGKILL");
}

/** Writes a pid over the one in the pid file that a killed server left. */
function forgePid(pid: number, dataDir?: string): void {
  const file = embeddedPaths(home).postmasterPid;
  const lines = readFileSync(file, "utf8").split("\n");
  lines[0] = String(pid);
  if (dataDir !== undefined) lines[1] = dataDir;
  writeFileSync(file, lines.join("\n"));
}

describe("the embedded server", () => {
  it("starts from nothing with checksums, UTF-8, a password and loopback only", async () => {
    home = newHome();
    const server = await start();
    expect(server.ownsServer).toBe(true);
    const [row] = await query(
      server.url,
      `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
         current_setting('listen_addresses') as address, current_setting('unix_socket_directories') as sockets,
         current_setting('synchronous_commit') as durable, current_setting('password_encryption') as password,
         (select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()) as locale`,
    );
    expect(row).toEqual({
      encoding: "UTF8",
      checksums: "on",
      address: "127.0.0.1",
      sockets: "",
      durable: "on",
      password: "scram-sha-256",
      locale: "b C.UTF-8",
    });
    expect(statSync(embeddedPaths(home).password).mode & 0o777).toBe(0o600);
    expect(statSync(embeddedPaths(home).data).mode & 0o777).toBe(0o700);
    const wrong = new URL(server.url);
    wrong.password = "guess";
    await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    await server.stop();
  });

  it("stops within seconds although clients are connected, and starts again with its data on the same port", async () => {
    const first = await start();
    const pid = serverPid();
    const client = new pg.Client({ connectionString: first.url });
    client.on("error", () => undefined);
    await client.connect();
    const startedAt = performance.now();
    await first.stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(runs(pid)).toBe(false);
    const second = await start();
    expect(second).toMatchObject({ url: first.url, ownsServer: true });
    expect(await kept(second.url)).toEqual([{ x: 42 }]);
    await second.stop();
    await second.stop(); // a second call changes nothing
  });

  it("takes another port when its last one is used by another program", async () => {
    const port = Number(readFileSync(embeddedPaths(home).port, "utf8"));
    const other = net.createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    const server = await start();
    expect(Number(new URL(server.url).port)).not.toBe(port);
    expect(await kept(server.url)).toEqual([{ x: 42 }]);
    await server.stop();
    other.close();
  });

  it("starts again by itself on the same port when the server is killed", async () => {
    const server = await start();
    process.kill(serverPid(), "SIGKILL");
    await expect
      .poll(() => kept(server.url).catch(() => []), { timeout: 15_000, interval: 200 })
      .toEqual([{ x: 42 }]);
    await server.stop();
    expect(runs(serverPid())).toBe(false);
  });
});

describe("a stale pid file", () => {
  beforeEach(async () => {
    const server = await startProgram();
    // Without its guard and its program nobody stops or restarts the server.
    killGuard(server);
    await killProgram(server);
    await killServer();
  });

  const startsAgain = async () => {
    const server = await start();
    expect(server.ownsServer).toBe(true);
    expect(await kept(server.url)).toEqual([{ x: 42 }]);
    await server.stop();
  };

  it("with the pid of a dead process does not hinder a start", () => startsAgain());

  it("with a pid that another program has now does not hinder a start, nor harm that program", async () => {
    const other = spawn("sleep", ["60"]);
    children.push(other);
    forgePid(other.pid ?? 0);
    await startsAgain();
    expect(other.exitCode).toBeNull();
  });

  it.runIf(isLinux)("with the pid of a zombie does not hinder a start", async () => {
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"]);
    children.push(parent);
    const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
    const state = () => readFileSync(`/proc/${line}/stat`, "utf8").replace(/^.*\) /, "")[0];
    await expect.poll(state).toBe("Z");
    forgePid(Number(line));
    await startsAgain();
  });

  it("with the pid of another data directory's server does not hinder a start, nor stop that server", async () => {
    const ours = home;
    home = newHome();
    execFileSync("cp", ["-a", `${preparedHome}/postgres`, home]);
    const other = await start({ port: await freePort() });
    const otherPid = serverPid();
    const otherData = embeddedPaths(home).data;
    home = ours;
    forgePid(otherPid, otherData);
    await startsAgain();
    expect(await kept(other.url)).toEqual([{ x: 42 }]);
    await other.stop();
  });

  it("that is empty does not hinder a start", async () => {
    writeFileSync(embeddedPaths(home).postmasterPid, "");
    await startsAgain();
  });
});

describe("several programs", () => {
  it("starting at once from nothing make one database, share it, and the last to leave stops it", async () => {
    home = newHome();
    const programs = await Promise.all([startProgram(), startProgram(), startProgram()]);
    expect(new Set(programs.map((program) => program.url)).size).toBe(1);
    expect(programs.filter((program) => program.ownsServer)).toHaveLength(1);
    const log = readFileSync(embeddedPaths(home).log, "utf8");
    expect(log.match(/syncing data to disk/g)).toHaveLength(1);
    const pid = serverPid();
    const [first, second, third] = programs.sort((a, b) => Number(b.ownsServer) - Number(a.ownsServer));
    await endProgram(first!);
    await endProgram(second!);
    expect(runs(pid)).toBe(true);
    expect(await query(third!.url, "select 1 as x")).toEqual([{ x: 1 }]);
    await endProgram(third!);
    expect(runs(pid)).toBe(false);
  });

  it("when one is killed its guard stops the server", async () => {
    const program = await startProgram();
    const pid = serverPid();
    await killProgram(program);
    await expect.poll(() => runs(pid), { timeout: 10_000 }).toBe(false);
    expect(existsSync(embeddedPaths(home).postmasterPid)).toBe(false);
  });

  it("when one is killed its guard leaves the server to the others", async () => {
    const killed = await startProgram();
    const other = await start();
    expect(other.ownsServer).toBe(false);
    await killProgram(killed);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await kept(other.url)).toEqual([{ x: 42 }]);
    const pid = serverPid();
    await other.stop();
    expect(runs(pid)).toBe(false);
  });

  it("when one is killed together with its guard the next start attaches to the server", async () => {
    const program = await startProgram();
    killGuard(program);
    await killProgram(program);
    const pid = serverPid();
    const next = await start();
    expect(next).toMatchObject({ ownsServer: false, url: program.url });
    expect(serverPid()).toBe(pid);
    await next.stop();
    expect(runs(pid)).toBe(false);
  });

  it("restarting right after a kill always gets a server that stays", async () => {
    for (let round = 0; round < 3; round++) {
      const program = await startProgram();
      await killProgram(program);
      const next = await start();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(await kept(next.url)).toEqual([{ x: 42 }]);
      await next.stop();
    }
  });
});

describe("a start that cannot work", () => {
  const failure = (more: Partial<EmbeddedOptions> = {}) =>
    start(more).then(
      () => "started",
      (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
    );

  it("says that a fixed port is taken", async () => {
    const other = net.createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as net.AddressInfo;
    expect(await failure({ port })).toMatch(
      /^EMBEDDED_DATABASE: the server ended while starting\n[\s\S]*Address already in use/,
    );
    other.close();
  });

  it("shows the server's own words when the data is damaged", async () => {
    rmSync(path.join(embeddedPaths(home).data, "global/pg_control"));
    expect(await failure()).toMatch(/^EMBEDDED_DATABASE: [\s\S]*pg_control/);
  });

  it("names both versions when the data is of another major version", async () => {
    writeFileSync(path.join(embeddedPaths(home).data, "PG_VERSION"), "17\n");
    expect(await failure()).toMatch(/is of PostgreSQL 17, the server is 18$/);
  });

  it("says that a running server refuses the password", async () => {
    const server = await start();
    const file = embeddedPaths(home).password;
    const password = readFileSync(file, "utf8");
    writeFileSync(file, "other\n");
    expect(await failure()).toMatch(/refuses our password/);
    writeFileSync(file, password);
    await server.stop();
  });

  it("leaves nothing that hinders the next when it was killed while making the database", async () => {
    const { data, root } = embeddedPaths(home);
    rmSync(data, { recursive: true });
    mkdirSync(path.join(root, "data.new"));
    writeFileSync(path.join(root, "data.new/PG_VERSION"), "18\n");
    writeFileSync(path.join(root, "data.new.password"), "half");
    const server = await start();
    expect(await query(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
    expect(existsSync(path.join(root, "data.new"))).toBe(false);
    await server.stop();
  });
});

describe.runIf(isLinux)("libraries whose links were not installed", () => {
  function copyWithoutLinks(): { nativeDir: string; lib: string } {
    const source = findServerBinaries().nativeDir;
    const nativeDir = path.join(newHome(), "native");
    mkdirSync(path.join(nativeDir, "bin"), { recursive: true });
    cpSync(path.join(source, "pg-symlinks.json"), path.join(nativeDir, "pg-symlinks.json"));
    cpSync(path.join(source, "bin/postgres"), path.join(nativeDir, "bin/postgres"));
    cpSync(path.join(source, "lib"), path.join(nativeDir, "lib"), {
      recursive: true,
      filter: (file) =>
        !file.includes("/lib/postgresql") &&
        !/libicuuc\.so\.60$|libicui18n\.so\.60$|libicudata\.so\.60$/.test(file),
    });
    return { nativeDir, lib: path.join(nativeDir, "lib") };
  }

  const version = (nativeDir: string, environment: Record<string, string>) =>
    spawnSync(serverBinariesIn(nativeDir).postgres, ["--version"], { encoding: "utf8", env: environment });

  it("get them beside the libraries", () => {
    const { nativeDir, lib } = copyWithoutLinks();
    expect(version(nativeDir, {}).stderr).toContain("libicu");
    const environment = ensureLibraryLinks(serverBinariesIn(nativeDir), path.join(nativeDir, "fallback"));
    expect(environment).toEqual({});
    expect(existsSync(path.join(lib, "libicuuc.so.60"))).toBe(true);
    expect(version(nativeDir, {}).stdout).toContain("(PostgreSQL) 18");
  });

  it.runIf(isRoot)("get them in the home when the program's directory may not be written", () => {
    const { nativeDir, lib } = copyWithoutLinks();
    const fallback = path.join(newHome(), "lib");
    const script = `const { ensureLibraryLinks, serverBinariesIn } = await import(${JSON.stringify(path.resolve(import.meta.dirname, "../../src/db/embedded/server-binaries.ts"))});
      console.log(JSON.stringify(ensureLibraryLinks(serverBinariesIn(${JSON.stringify(nativeDir)}), ${JSON.stringify(fallback)})))`;
    chmodSync(path.dirname(fallback), 0o777);
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      uid: 65_534,
      gid: 65_534,
    });
    expect(existsSync(path.join(lib, "libicuuc.so.60"))).toBe(false);
    expect(version(nativeDir, JSON.parse(stdout) as Record<string, string>).stdout).toContain(
      "(PostgreSQL) 18",
    );
  });
});

describe.runIf(isRoot && isLinux)("started by root", () => {
  const ownerOf = (pid: number) => statSync(`/proc/${pid}`).uid;

  it("runs as another user, who owns the data", async () => {
    const server = await start();
    expect(ownerOf(serverPid())).not.toBe(0);
    expect(statSync(embeddedPaths(home).data).uid).toBe(ownerOf(serverPid()));
    await server.stop();
  });

  it("runs in a user namespace when only root can enter the directory, across a restart and a kill", async () => {
    home = newHome();
    chmodSync(home, 0o700);
    const first = await start();
    await query(first.url, "create table kept as select 42 as x");
    expect(ownerOf(serverPid())).toBe(0);
    expect(statSync(embeddedPaths(home).data).uid).toBe(0);
    await first.stop();
    const second = await start();
    process.kill(serverPid(), "SIGKILL");
    await expect
      .poll(() => kept(second.url).catch(() => []), { timeout: 15_000, interval: 200 })
      .toEqual([{ x: 42 }]);
    await second.stop();
  });

  it("serves a home made by an ordinary user, as that user", async () => {
    home = newHome();
    chownSync(home, 65_534, 65_534);
    const program = await startProgram({ uid: 65_534, gid: 65_534 });
    expect(program.ownsServer).toBe(true);
    expect(ownerOf(serverPid())).toBe(65_534);
    await endProgram(program);
    const server = await start();
    expect(ownerOf(serverPid())).toBe(65_534);
    await server.stop();
  });
});

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
