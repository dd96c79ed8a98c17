import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
beforeAll(async () => {
  world = await createHttpWorld();
});
afterAll(() => world.close());

describe("pages", () => {
  test.each(["//", "//setup"])("%s loads nothing but files of this server", async (path) => {
    const page = await world.anonymous.get(path);
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source as string);
    expect(sources.length).toBeGreaterThan(1);
    for (const source of sources.filter((one) => one !== "data:,"))
      expect((await world.anonymous.get(`/${source}`)).status).toBe(200);
    expect(page.text).not.toMatch(/<script>|style=|onclick=/);
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
