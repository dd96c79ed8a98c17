import { readFileSync } from "node:fs";
import path from "node:path";
import { type Environment, type Serving, serving } from "#test/cli/program.ts";
import { createTestDatabase } from "#test/support/database.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

const SKEWED_CLOCK = path.join(ROOT, "test/support/skewed-clock.ts");

/** The positions of the demo, as a person would upload them. */
export const POSITIONS_FILE = path.join(ROOT, "demo/balanced-13.csv");

export interface Installation {
  readonly url: string;
  /** Where the first administrator signs up; works once. */
  readonly setupUrl: string;
  readonly databaseUrl: string;
  /** Stops the server and starts it again at the same address, its clock ahead by so much from then on. */
  restart(options?: { readonly clockAheadMs?: number }): Promise<void>;
  close(): Promise<void>;
}

/**
 * A running program on a database of its own with the synthetic market: `start` with worker and demo, or `serve`, which
 * has neither.
 */
export async function openInstallation(command: "start" | "serve" = "start"): Promise<Installation> {
  const database = await createTestDatabase();
  const settings: Environment = {
    DATABASE_URL: database.url,
    SIGMASIGHT_PROVIDERS: "synthetic",
    SIGMASIGHT_DEMO: command === "start" ? "1" : "0",
    SIGMASIGHT_NIGHTLY: "0",
    SIGMASIGHT_REQUESTS_PER_MINUTE: "10000",
  };
  let server: Serving = await serving(settings, command);
  const { port } = new URL(server.url);
  return {
    url: server.url,
    setupUrl: /(http\S+\/setup\?token=\S+)/.exec(server.written())?.[1] ?? "",
    databaseUrl: database.url,
    async restart({ clockAheadMs = 0 } = {}) {
      await server.stop();
      const clock = { NODE_OPTIONS: `--import ${SKEWED_CLOCK}`, CLOCK_AHEAD_MS: String(clockAheadMs) };
      server = await serving({ ...settings, ...clock, PORT: port }, command);
    },
    async close() {
      await server.stop();
      await database.drop();
    },
  };
}

/** Every address of the web app, as its list of pages has them: `/portfolios/$portfolioId/stress`. */
export function pageAddresses(): readonly string[] {
  const text = readFileSync(path.join(ROOT, "web/src/router.tsx"), "utf8");
  const parents: Readonly<Record<string, string>> = { portfolio: "/portfolios/$portfolioId" };
  const found = text.matchAll(/getParentRoute: \(\) => ([\w-]+),\s*path: "([^"]+)"/g);
  return [...found]
    .filter(([, parent, address]) => !(parent === "signedIn" && address === parents.portfolio))
    .map(([, parent = "", address = ""]) => {
      const prefix = parents[parent] ?? "";
      return prefix === "" ? address : `${prefix}${address === "/" ? "" : address}`;
    });
}
