import type { Command } from "commander";
import type { ApiContext } from "#app/api-context.ts";
import type { Log } from "#log";
import type { Metrics } from "#metrics";

/** What a command ends with: completed, failed or cancelled, wrong use, partial or with findings of severity error. */
export const EXIT = { ok: 0, failed: 1, usage: 2, partial: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface ServerRequest {
  readonly context: ApiContext;
  readonly log: Log;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly secureCookies: boolean;
  readonly trustProxy: boolean;
  readonly requestsPerMinute: number;
  readonly metrics: Metrics | null;
  /** What `/metrics` wants to be shown; null: direct requests from this machine alone. */
  readonly metricsToken: string | null;
  /** `process`: only what tells of the process itself, for a worker. */
  readonly routes: "all" | "process";
}

export interface ListeningServer {
  readonly port: number;
  /** Ends open event streams, waits for requests in hand, closes the port. */
  close(): Promise<void>;
}

export type StartServer = (request: ServerRequest) => Promise<ListeningServer>;

/** Where a command writes; a terminal also says how wide it is. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the commands stand on. Results go to `stdout`, progress and problems to `stderr`. */
export interface Cli {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by the first interrupt: a command then ends in an orderly way. */
  readonly signal: AbortSignal;
  /** The web and the API; handed in, because the command line knows nothing of HTTP. */
  readonly startServer: StartServer;
}

/** Adds one command to the program: its name and what it is about. */
export type RegisterCommand = (program: Command, cli: Cli, action: ActionWrapper) => RegisteredCommand;

export interface RegisteredCommand {
  readonly name: string;
  /** Gives the command its content; to be called once, before it parses anything. */
  load(): Promise<void>;
}

/** Gives a command its subcommands, arguments, options and action; what the action returns is the exit code. */
export type CommandModule = (command: Command, cli: Cli, action: ActionWrapper) => void;

/** Makes a commander action of a function that gives the exit code. */
export type ActionWrapper = <Parameters extends unknown[]>(
  run: (...parameters: Parameters) => Promise<ExitCode>,
) => (...parameters: Parameters) => Promise<void>;
