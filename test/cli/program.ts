import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { runCommandLine } from "#cli/run-command-line.ts";
import { reached } from "#test/support/pooler.ts";

const PROGRAM = path.resolve(import.meta.dirname, "../../bin/sigmasight");

/** Business time of these tests: after the close of 8 January 2026. */
export const CLOCK = "2026-01-08T22:00:00Z";

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings of the machine's user must not reach the program under test. */
function environmentWith(settings: Environment): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !name.startsWith("SIGMASIGHT_") &&
      !["DATABASE_URL", "DATABASE_DIRECT_URL", "PORT", "HOST"].includes(name),
  );
  return {
    ...Object.fromEntries(inherited),
    SIGMASIGHT_CLOCK: CLOCK,
    PORT: "0",
    ...settings,
    ...pooled(settings.DATABASE_URL),
  };
}

/** The database behind a pooler, where the tests run behind one. */
function pooled(databaseUrl: string | undefined): Environment {
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) return {};
  const { url, directUrl } = reached(databaseUrl);
  return url === directUrl ? {} : { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl };
}

function start(args: readonly string[], settings: Environment): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { env: environmentWith(settings), stdio: "pipe" });
}

/** Runs the program as from a shell, `input` being its standard input. */
export async function sigmasight(args: readonly string[], settings: Environment, input = ""): Promise<Ended> {
  const child = start(args, settings);
  child.stdin?.end(input);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, "exit"),
  ]);
  return { status, stdout, stderr };
}

/**
 * A command line without a process of its own: for commands that read or change little, of which a file asks many. A
 * program takes a second to start.
 */
export async function commandLine(args: readonly string[], settings: Environment): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  const status = await runCommandLine(args, {
    environment: environmentWith(settings),
    stdout: {
      write(part) {
        stdout += part;
      },
    },
    stderr: {
      write(part) {
        stderr += part;
      },
    },
    signal: new AbortController().signal,
    startServer: () => Promise.reject(new Error("nothing is served here")),
  });
  return { status, stdout, stderr };
}

/** Runs a program that stays, until its standard output has `said`; then asks it to stop, and waits for that. */
export async function untilSaid(
  said: string,
  args: readonly string[],
  settings: Environment,
): Promise<Ended> {
  const child = start(args, settings);
  let stdout = "";
  let asked = false;
  child.stdout!.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    if (asked || !stdout.includes(said)) return;
    asked = true; // a second signal would mean "at once"
    child.kill("SIGTERM");
  });
  const [stderr, [status]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
  return { status, stdout, stderr };
}

/** What a program that serves says when it is up, with its address. */
const UP = {
  serve: /listens at (http\S+)/,
  start: /SigmaSight {2,}(http\S+)[\s\S]*Ctrl-C/,
} as const;

/** A server that is up, at a port of its own. */
export interface Serving {
  readonly url: string;
  /** All that it has written to either stream so far. */
  written(): string;
  /** Asks it to stop; gives all that it wrote to either stream. */
  stop(): Promise<string>;
}

/** Runs `serve`, or `start` until it has said where to go, and goes on until it is told to stop. */
export async function serving(settings: Environment, command: keyof typeof UP = "serve"): Promise<Serving> {
  const child = start([command], settings);
  let written = "";
  const url = await new Promise<string>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      written += chunk.toString();
      const found = UP[command].exec(written)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout!.on("data", onData);
    child.stderr!.on("data", onData);
    child.once("exit", (status) => reject(new Error(`ended with ${status}: ${written}`)));
  });
  return {
    url,
    written: () => written,
    async stop() {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
      return written;
    },
  };
}
