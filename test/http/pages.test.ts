import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
beforeAll(async () => {
  world = await createHttpWorld();
});
afterAll(() => world.close());

describe("the web app", () => {
  const page = (url: string, headers: Record<string, string> = {}) =>
    world.server.inject({ url, headers: { accept: "text/html", ...headers } });

  test.each(["/", "/setup", "/portfolios/some/stress?as_of=2026-01-02"])(
    "%s loads nothing but files of this server",
    async (path) => {
      const answer = await page(path);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["content-type"]).toMatch(/^text\/html/);
      expect(answer.headers["cache-control"]).toMatch(/max-age=0/);
      const sources = [...answer.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(
        ([, source]) => source as string,
      );
      expect(sources.length).toBeGreaterThan(3);
      for (const source of sources) expect((await world.server.inject(source)).statusCode).toBe(200);
      expect(answer.body).not.toMatch(/<script>|style=|onclick=/);
    },
  );

  test("files named by their content are kept for a year, compressed for those who take it", async () => {
    const script = /src="(\/assets\/[^"]+\.js)"/.exec((await page("/")).body)?.[1] as string;
    const plain = await world.server.inject(script);
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const packed = await page(script, { "accept-encoding": "gzip" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  });

  test.each(["/api/v1/nothing", "/assets/nothing.js", "/assets/..%2f..%2fpackage.json"])(
    "%s is not there, and no page stands in for it",
    async (path) => {
      const answer = await page(path);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().code).toBe("NOT_FOUND");
    },
  );

  test("who does not ask for a page gets none", async () => {
    const answer = await world.server.inject({ url: "/portfolios", headers: { accept: "application/json" } });
    expect(answer.statusCode).toBe(404);
  });

  test("its files are not counted against the rate limit", async () => {
    const answers = [await page("/"), await page("/favicon.svg")];
    expect(answers.map(({ headers }) => headers["x-ratelimit-limit"])).toEqual([undefined, undefined]);
  });

  test("a HEAD request is answered like a GET", async () => {
    const answer = await world.server.inject({ method: "HEAD", url: "/" });
    expect(answer.statusCode).toBe(200);
  });
});

describe("probes", () => {
  test("livez says that the process runs", async () => {
    expect((await world.anonymous.get("//livez")).body).toEqual({ alive: true });
  });

  test("readyz says ready with database and schema, and reports workers", async () => {
    const { status, body } = await world.anonymous.get("//readyz");
    expect([status, body]).toEqual([
      200,
      { ready: true, database: "reachable", schema: "current", workers_alive: 0 },
    ]);
  });

  test("readyz says not ready when the schema is behind", async () => {
    const { api } = world.database;
    const { rows } = await api.query<{ version: number; name: string; sha256: string }>(
      "delete from schema_migrations where version = (select max(version) from schema_migrations) returning version, name, sha256",
    );
    const { status, body } = await world.anonymous.get("//readyz");
    expect([status, body.ready, body.schema]).toEqual([503, false, "behind"]);
    await api.query("insert into schema_migrations (version, name, sha256) values ($1, $2, $3)", [
      rows[0]!.version,
      rows[0]!.name,
      rows[0]!.sha256,
    ]);
  });

  test("readyz looks at the database once for all who ask at a time", async () => {
    const { system } = world.database;
    const asked = await system.transaction("block", async ({ client }) => {
      await client.query("lock table schema_migrations in access exclusive mode");
      const answers = Array.from({ length: 40 }, () => world.anonymous.get("//readyz"));
      const looks = async () =>
        (
          await system.query(
            "select from pg_stat_activity where datname = current_database() and application_name = 'sigmasight migrate'",
          )
        ).rowCount;
      await expect.poll(looks).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await looks()).toBe(1);
      return answers;
    });
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]));
  });

  test("probes are not counted against the rate limit", async () => {
    const { headers } = await world.anonymous.get("//livez");
    expect(headers["x-ratelimit-limit"]).toBeUndefined();
  });
});
