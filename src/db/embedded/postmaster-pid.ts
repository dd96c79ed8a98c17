import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";

/** The server's own record of itself in its data directory. */
export interface PostmasterPid {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number;
  /** Whether it accepts connections: false while it starts, recovers or stops. */
  readonly ready: boolean;
}

/** Valid as a number, and no process of any supported system has it. */
const DEAD_PID = 2_147_483_647;

/** Undefined when there is no file, or none with a pid in it yet. */
export function readPostmasterPid(file: string): PostmasterPid | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0) return undefined;
  return { pid, dataDir: lines[1] ?? "", port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** Whether the process is a server of this data directory: a zombie, a reused pid and another cluster's server are not. */
export function isServerOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === "linux") return linuxServerOf(pid, dataDir);
  if (process.platform === "win32") {
    const list = spawnSync("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"], { encoding: "utf8" });
    return list.stdout.includes("postgres.exe");
  }
  const { stdout } = spawnSync("ps", ["-o", "stat=,command=", "-p", String(pid)], { encoding: "utf8" });
  return !stdout.startsWith("Z") && stdout.includes("postgres") && stdout.includes(dataDir);
}

/**
 * Makes a stale file harmless. PostgreSQL removes one by itself when the pid in it is dead, after it has made sure through the
 * shared-memory id in the same file that no orphaned backend still writes to the data. A pid that some other process has
 * taken over defeats it, so the pid is replaced and the rest kept: deleting the file would lose that check.
 */
export function disarmPostmasterPid(file: string): void {
  const [, ...rest] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [String(DEAD_PID), ...rest].join("\n"));
}

/** Whether a process has this pid, a zombie included. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The state of a zombie is Z, and its command line is empty. The name tells a server from a program that only names the directory. */
function linuxServerOf(pid: number, dataDir: string): boolean {
  try {
    const [binary = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const directory = args[args.indexOf("-D") + 1];
    if (!/(^|\/)postgres$/.test(binary) || directory === undefined) return false;
    return realpathSync(directory) === realpathSync(dataDir);
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return false; // it ended meanwhile
    throw error;
  }
}
