import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { newYorkTime } from "#core/dates/trading-calendar.ts";
import type { ServerFacts } from "#db/stores/server-facts-store.ts";
import { judgeServer, judgeSkew } from "./database-checks.ts";
import { judgeUpkeep } from "./engine-checks.ts";
import { checkExposure, checkNode, checkTimeZones, judgeSpace } from "./host-checks.ts";
import { checkProviders } from "./provider-checks.ts";

const FACTS: ServerFacts = {
  user: "app",
  database: "book",
  encoding: "UTF8",
  maxConnections: 100,
  reservedConnections: 3,
  usedConnections: 5,
  isStandby: false,
  unsafeSettings: [],
  mayCreateSchemas: true,
  mayCreateTables: true,
  foreignTables: [],
  extensions: ["plpgsql"],
  databaseSize: 1,
};

describe("the doctor", () => {
  it.each([
    ["20.19.0", "fail"],
    ["22.11.0", "fail"],
    ["22.12.0", "warn"],
    ["23.1.0", "warn"],
    ["24.0.0", "ok"],
    ["26.1.0", "ok"],
  ])("finds Node %s to be %s", (version, status) => {
    expect(checkNode(version).status).toBe(status);
  });

  it("knows New York's time, and finds out where a program does not", () => {
    expect(checkTimeZones(newYorkTime).status).toBe("ok");
    const utc = (instant: Date) => ({
      date: instant.toISOString().slice(0, 10),
      minute: 60 * instant.getUTCHours() + instant.getUTCMinutes(),
    });
    expect(checkTimeZones(utc)).toMatchObject({
      status: "fail",
      found: expect.stringContaining("2026-07-15"),
    });
  });

  it.each([
    [100_000, 0, "ok"],
    [1_999, 0, "warn"],
    [299, 0, "fail"],
    [100_000, 12, "fail"],
  ])("finds %i MB and %i files free to be %3$s", (megabytes, files, status) => {
    expect(judgeSpace("/data", megabytes, files).status).toBe(status);
  });

  it.each([
    [0.4, "ok"],
    [-3, "warn"],
    [31, "fail"],
  ])("finds clocks %d seconds apart to be %s", (seconds, status) => {
    expect(judgeSkew(seconds).status).toBe(status);
  });

  it.each([
    ["127.0.0.1", "http://127.0.0.1:8080", false, "ok"],
    ["0.0.0.0", "http://box:8080", false, "warn"],
    ["127.0.0.1", "http://book.example", true, "warn"],
    ["0.0.0.0", "https://book.example", true, "ok"],
  ])("finds %s, known as %s, behind a trusted proxy: %s, to be %s", (host, publicUrl, trustProxy, status) => {
    expect(checkExposure({ host, publicUrl, trustProxy }).status).toBe(status);
  });

  it.each([
    ["that ended yesterday", -25, -24, "ok"],
    ["under way", -0.5, null, "ok"],
    ["that began and did not end", -2, null, "warn"],
    ["that ended four days ago", -97, -96, "warn"],
  ])("finds an upkeep %s to be right or not", (_what, claimed, finished, status) => {
    const at = (hours: number) => new Date(hours * 3_600_000);
    const row = { claimedAt: at(claimed), finishedAt: finished === null ? null : at(finished) };
    expect(judgeUpkeep(row, 0).status).toBe(status);
  });

  const statusesOf = (facts: Partial<ServerFacts>) =>
    Object.fromEntries(
      judgeServer({ ...FACTS, ...facts }, 20)
        .filter(({ status }) => status !== "ok")
        .map(({ name, status }) => [name, status]),
    );

  it.each([
    ["a server that has all", {}, {}],
    ["a standby", { isStandby: true }, { "server role": "fail" }],
    ["another encoding", { encoding: "LATIN1" }, { encoding: "fail" }],
    ["no crash safety", { unsafeSettings: ["fsync"] }, { "crash safety": "fail" }],
    ["few connections", { maxConnections: 30 }, { connections: "warn" }],
    ["too few connections", { maxConnections: 20 }, { connections: "fail" }],
    ["no right to create schemas", { mayCreateSchemas: false }, { rights: "fail" }],
    ["tables of another", { foreignTables: ["users"] }, { rights: "fail" }],
    ["no plpgsql", { extensions: [] }, { extensions: "fail" }],
  ])("finds of %s what is wrong, and a way to right it", (_what, facts, wrong) => {
    expect(statusesOf(facts)).toEqual(wrong);
    const checks = judgeServer({ ...FACTS, ...facts }, 20);
    for (const { status, fix } of checks) expect(fix === null).toBe(status === "ok");
  });
});

describe("a provider's reachability", () => {
  it("is any answer of its address, asked without a key", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? "no key"}`);
      response.writeHead(403).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const addresses = { near: `http://127.0.0.1:${port}`, gone: "http://127.0.0.1:1" };
    const checks = await checkProviders(["files", "near", "gone"], { offline: false, addresses });
    server.close();
    expect(checks.map(({ name, status }) => [name, status])).toEqual([
      ["provider files", "ok"],
      ["provider near", "ok"],
      ["provider gone", "warn"],
    ]);
    expect(asked).toEqual(["HEAD / no key"]);
  });

  it("is not asked for offline, nor where there is no provider", async () => {
    const options = { offline: true, addresses: { far: "http://127.0.0.1:1" } };
    expect((await checkProviders(["far"], options))[0]?.status).toBe("skipped");
    expect((await checkProviders([], options))[0]?.status).toBe("skipped");
  });
});
