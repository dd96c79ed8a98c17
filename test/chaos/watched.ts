import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

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

/** Starts the monitor in a process of its own. */
export function startMonitor(url: string): { stop(): Promise<Watched> } {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "monitor.ts"), url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (text: Buffer) => {
    output += text.toString();
  });
  const ended = once(child, "close");
  return {
    async stop() {
      child.stdin.end();
      await ended;
      if (child.exitCode !== 0)
        throw new Error(`the monitor ended with ${child.exitCode ?? child.signalCode}`);
      return JSON.parse(output) as Watched;
    },
  };
}
