import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiClient, SignedInClient } from "./support/api-client.ts";
import { createApiClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
beforeAll(async () => {
  world = await createHttpWorld();
});
afterAll(() => world.close());

interface Made {
  readonly id: string;
  readonly key: string;
  readonly prefix: string;
  /** Sends the key. */
  readonly client: ApiClient;
}

async function makeKey(user: SignedInClient, fields: object = {}): Promise<Made> {
  const answer = await user.post("/auth/keys", { name: "nightly export", ...fields });
  if (answer.status !== 201) throw new Error(answer.text);
  return { ...answer.body, client: createApiClient(world.server, answer.body.key) };
}

describe("a new key", () => {
  test("is shown once, begins as its prefix says, and reads unless more was asked", async () => {
    const user = await world.signUp("maker");
    const made = await makeKey(user);
    expect(made.key).toMatch(/^sgs_[\w-]{43}$/);
    expect(made).toMatchObject({
      name: "nightly export",
      scope: "read",
      last_used_at: null,
      revoked_at: null,
    });
    expect(made.prefix).toBe(made.key.slice(0, 12));
    const listed = await user.get("/auth/keys");
    expect(listed.body.keys).toHaveLength(1);
    expect(listed.text).not.toContain(made.key);
  });

  test("is stored as a hash", async () => {
    const user = await world.signUp("hasher");
    const made = await makeKey(user);
    const { rows } = await world.database.system.query<{ text: string }>(
      "select to_jsonb(k)::text as text from api_keys k where id = $1",
      [made.id],
    );
    expect(rows[0]!.text).not.toContain(made.key.slice(12));
  });

  test("is in the audit log, and so is its end", async () => {
    const user = await world.signUp("audited");
    const made = await makeKey(user);
    await user.delete(`/auth/keys/${made.id}`);
    const { rows } = await world.database.system.query(
      "select action, actor_id, details->>'prefix' as prefix from audit_log where subject = $1 order by id",
      [made.id],
    );
    expect(rows).toEqual(
      ["api-key.create", "api-key.revoke"].map((action) => ({
        action,
        actor_id: user.userId,
        prefix: made.prefix,
      })),
    );
  });
});

describe("a key", () => {
  test("acts for its user", async () => {
    const user = await world.signUp("acting");
    const { client } = await makeKey(user);
    expect((await client.get("/auth/me")).body.id).toBe(user.userId);
  });

  test("of scope read changes nothing; of scope write it does", async () => {
    const user = await world.signUp("scopes");
    const reader = (await makeKey(user)).client;
    const refused = await reader.post("/onboarding/preview");
    expect([refused.status, refused.body.code]).toEqual([403, "FORBIDDEN"]);
    const writer = (await makeKey(user, { scope: "write" })).client;
    expect((await writer.post("/onboarding/preview")).status).not.toBe(403);
  });

  test("makes, lists and ends no keys", async () => {
    const user = await world.signUp("breeder", "admin");
    const made = await makeKey(user, { scope: "admin" });
    const answers = [
      await made.client.post("/auth/keys", { name: "child" }),
      await made.client.get("/auth/keys"),
      await made.client.delete(`/auth/keys/${made.id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  test("of an administrator administers only where it was made so", async () => {
    const admin = await world.signUp("chief", "admin");
    const plain = (await makeKey(admin, { scope: "write" })).client;
    expect((await plain.get("/admin/batch/history")).status).toBe(403);
    const chief = (await makeKey(admin, { scope: "admin" })).client;
    expect((await chief.get("/admin/batch/history")).status).toBe(200);
    await world.database.system.query("update users set role = 'user' where id = $1", [admin.userId]);
    expect((await chief.get("/admin/batch/history")).status).toBe(403);
  });

  test("with scope admin cannot be made by a user", async () => {
    const user = await world.signUp("upstart");
    const answer = await user.post("/auth/keys", { name: "x", scope: "admin" });
    expect([answer.status, answer.body.code]).toEqual([403, "FORBIDDEN"]);
  });

  test("stops working at once when it is taken back, once", async () => {
    const user = await world.signUp("revoker");
    const made = await makeKey(user);
    expect((await user.delete(`/auth/keys/${made.id}`)).status).toBe(204);
    const answer = await made.client.get("/auth/me");
    expect([answer.status, answer.body.code]).toEqual([401, "UNAUTHENTICATED"]);
    expect((await user.delete(`/auth/keys/${made.id}`)).status).toBe(404);
    expect((await user.get("/auth/keys")).body.keys[0].revoked_at).not.toBeNull();
  });

  test("of another user is not there to be taken back", async () => {
    const made = await makeKey(await world.signUp("victim"));
    const other = await world.signUp("thief");
    expect((await other.delete(`/auth/keys/${made.id}`)).status).toBe(404);
    expect((await made.client.get("/auth/me")).status).toBe(200);
  });

  test("expires", async () => {
    const own = await createHttpWorld();
    const user = await own.signUp("expiry");
    const { body } = await user.post("/auth/keys", { name: "short", expires_in_days: 1 });
    const client = createApiClient(own.server, body.key);
    expect((await client.get("/auth/me")).status).toBe(200);
    own.advanceClock(24 * 3600 + 1);
    expect((await client.get("/auth/me")).status).toBe(401);
    await own.close();
  });

  test("is noted as used, once a minute, with the address", async () => {
    const own = await createHttpWorld();
    const user = await own.signUp("noted");
    const { body } = await user.post("/auth/keys", { name: "noted" });
    const client = createApiClient(own.server, body.key);
    const use = async () => {
      await client.get("/auth/me");
      return (await user.get("/auth/keys")).body.keys[0];
    };
    const first = await use();
    expect(first.last_used_ip).toMatch(/^10\./);
    expect((await use()).last_used_at).toBe(first.last_used_at);
    own.advanceClock(61);
    expect((await use()).last_used_at > first.last_used_at).toBe(true);
    await own.close();
  });

  test("is limited wherever it is used from", async () => {
    const own = await createHttpWorld({ requestsPerMinute: 10 });
    const user = await own.signUp("busy");
    const { body } = await user.post("/auth/keys", { name: "busy" });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++)
      statuses.push((await createApiClient(own.server, body.key).get("/auth/me")).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
    await own.close();
  });

  test.each(["sgs_", "sgs_wrong", `sgs_${"a".repeat(43)}`])("that never was, %j, is refused", async (key) => {
    const answer = await createApiClient(world.server, key).get("/auth/me");
    expect([answer.status, answer.body.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("gets no sign-in: neither refresh nor logout knows it", async () => {
    const made = await makeKey(await world.signUp("machine"), { scope: "write" });
    expect((await made.client.post("/auth/refresh")).status).toBe(401);
    await made.client.post("/auth/logout");
    expect((await made.client.get("/auth/me")).status).toBe(200);
  });

  test("is never in the server's log, but its prefix is", async () => {
    const made = await makeKey(await world.signUp("logged"));
    await made.client.get("/auth/me");
    const log = world.logLines.join("");
    expect(log).toContain(`"apiKey":"${made.prefix}"`);
    expect(log).not.toContain(made.key);
  });
});
