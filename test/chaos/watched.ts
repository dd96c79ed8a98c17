import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** What the monitor saw. */
export interface Watched {
  readonly rounds: number;
  /** Rounds that found the database away. */
  readonly roundsAway: number;
  /** Runs looked at, each time it was. */
  readonly looks: number;
  /** Longest time in which no run got on although some were under way. */
  readonly longestStandStillMs: number;
  /** What was told wrongly. */
  readonly lies: readonly string[];
}

/** Starts the monitor in a process of its own; resolves when it watches. */
export async function startMonitor(url: string): Promise<{ stop(): Promise<Watched> }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "monitor.ts"), url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  const ended = once(child, "close");
  await Promise.race([once(output, "line"), ended]);
  return {
    async stop() {
      child.stdin.end();
      await ended;
      if (child.exitCode !== 0)
        throw new Error(`the monitor ended with ${child.exitCode ?? child.signalCode}`);
      return JSON.parse(lines.at(-1)!) as Watched;
    },
  };
}
