import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SignedInClient } from "./support/api-client.ts";
import { createApiClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
let admin: SignedInClient;
beforeAll(async () => {
  world = await createHttpWorld({ requestsPerMinute: 10_000 });
  admin = await world.signUp("admin", "admin");
});
afterAll(() => world.close());

async function auditOf(userId: string, action: string) {
  const { body } = await admin.get(`/admin/audit?subject=${userId}&action=${action}`);
  return body.entries;
}

describe("the list of users", () => {
  test("says who they are and how they get in", async () => {
    const user = await world.signUp("listed");
    await user.post("/auth/keys", { name: "a key" });
    const { body } = await admin.get("/admin/users?search=LISTED");
    expect(body).toEqual({
      users: [
        {
          id: user.userId,
          email: "listed@example.com",
          full_name: "listed",
          role: "user",
          created_at: expect.any(String),
          portfolio_count: 0,
          is_demo: false,
          has_password: true,
          open_sign_ins: 1,
          last_active_at: expect.any(String),
          api_keys: 1,
          locked_until: null,
        },
      ],
      next_cursor: null,
    });
  });

  test("comes in pages, by address", async () => {
    for (const name of ["paged-b", "paged-a"]) await world.signUp(name);
    const first = await admin.get("/admin/users?search=paged&limit=1");
    expect(first.body.users.map(({ email }: { email: string }) => email)).toEqual(["paged-a@example.com"]);
    const second = await admin.get(`/admin/users?search=paged&limit=1&cursor=${first.body.next_cursor}`);
    expect(second.body.users.map(({ email }: { email: string }) => email)).toEqual(["paged-b@example.com"]);
    expect(second.body.next_cursor).toBeNull();
  });

  test("shows whose sign-in is closed after failures", async () => {
    const user = await world.signUp("locked");
    for (let attempt = 0; attempt < 5; attempt++)
      await world.anonymous.post("/auth/login", { email: user.email, password: "wrong horse" });
    const { body } = await admin.get("/admin/users?search=locked@");
    expect(body.users[0].locked_until).toEqual(expect.any(String));
  });
});

describe("a role", () => {
  test("is given and taken, each with its reason in the audit log", async () => {
    const user = await world.signUp("promoted");
    const path = `/admin/users/${user.userId}/role`;
    expect((await admin.post(path, { role: "admin", reason: "second operator" })).body).toEqual({
      role: "admin",
      changed: true,
    });
    expect((await user.get("/auth/me")).body.is_admin).toBe(true);
    expect((await admin.post(path, { role: "admin" })).body.changed).toBe(false);
    expect((await admin.post(path, { role: "user", reason: "left" })).body.changed).toBe(true);
    expect((await user.get("/admin/users")).status).toBe(403);
    expect(await auditOf(user.userId, "account.role")).toMatchObject([
      { actor_email: admin.email, reason: "left", details: { role: "user" } },
      { actor_email: admin.email, reason: "second operator", details: { role: "admin" } },
    ]);
  });

  test("of the last administrator stays", async () => {
    const answer = await admin.post(`/admin/users/${admin.userId}/role`, { role: "user" });
    expect([answer.status, answer.body.code]).toEqual([409, "LAST_ADMINISTRATOR"]);
  });

  test("of administrator is not for an account nobody can sign in to", async () => {
    const { rows } = await world.database.system.query<{ id: string }>(
      "insert into users (email, name) values ('demo@sigmasight.invalid', 'Demo') returning id",
    );
    const answer = await admin.post(`/admin/users/${rows[0]!.id}/role`, { role: "admin" });
    expect([answer.status, answer.body.code]).toEqual([422, "VALIDATION"]);
  });
});

describe("access", () => {
  test("ends: sign-ins and keys, with an entry in the audit log; the password stays", async () => {
    const user = await world.signUp("ended");
    const key = (await user.post("/auth/keys", { name: "a key" })).body.key;
    const path = `/admin/users/${user.userId}/end-access`;
    const answer = await admin.post(path, { reason: "lost laptop" });
    expect(answer.body).toEqual({ ended_sign_ins: 1, revoked_keys: 1 });
    expect((await user.get("/auth/me")).status).toBe(401);
    expect((await createApiClient(world.server, key).get("/auth/me")).status).toBe(401);
    expect(await auditOf(user.userId, "account.end-access")).toMatchObject([
      { reason: "lost laptop", details: { ended: { sessions: 1, keys: 1 } } },
    ]);
    expect((await world.anonymous.signIn(user.email, "correct horse ended")).token).toBeTruthy();
  });

  test("of one's own keeps the sign-in that asks", async () => {
    await world.anonymous.signIn(admin.email, "correct horse admin");
    const answer = await admin.post(`/admin/users/${admin.userId}/end-access`);
    expect(answer.body.ended_sign_ins).toBe(1);
    expect((await admin.get("/auth/me")).status).toBe(200);
  });

  test("of nobody is not found", async () => {
    const nobody = "00000000-0000-4000-8000-000000000000";
    expect((await admin.post(`/admin/users/${nobody}/end-access`)).status).toBe(404);
    expect((await admin.post(`/admin/users/${nobody}/role`, { role: "user" })).status).toBe(404);
  });
});
