import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { NODE_ENVIRONMENT, nodeArguments } from "../scripts/pinned-node.mjs";

const MAIN = path.join(import.meta.dirname, "../src/main.ts");

/** A `sigmasight serve` on a database, and a person signed in to it. */
export interface BenchServer {
  readonly userEmail: string;
  /** Sends a request as that person. */
  ask(route: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

let people = 0;

export async function startBenchServer(url: string, clock: string): Promise<BenchServer> {
  const server = spawn(process.execPath, [...nodeArguments("serve"), MAIN, "serve"], {
    env: {
      ...NODE_ENVIRONMENT,
      ...process.env,
      DATABASE_URL: url,
      PORT: "0",
      SIGMASIGHT_PROVIDERS: "synthetic",
      SIGMASIGHT_CLOCK: clock,
      SIGMASIGHT_NIGHTLY: "0",
      SIGMASIGHT_REQUESTS_PER_MINUTE: "1000000",
      SIGMASIGHT_LOG_LEVEL: "error",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await addressOf(server);
  const person = {
    email: `person${process.pid}-${people++}@bench.invalid`,
    password: "reads all day and all night",
    full_name: "Person",
  };
  await post(`${address}/api/v1/onboarding/register`, person);
  const { access_token: token } = await post(`${address}/api/v1/auth/login`, person);
  return {
    userEmail: person.email,
    ask: (route, init = {}) =>
      fetch(`${address}/api/v1${route}`, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
      }),
    async stop() {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
    },
  };
}

async function addressOf(server: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /listens at (http\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

async function post(url: string, body: object): Promise<{ readonly access_token: string }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as { readonly access_token: string };
}
