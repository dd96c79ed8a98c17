import { jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiClient, refreshCookie } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
beforeAll(async () => {
  world = await createHttpWorld();
});
afterAll(() => world.close());

const account = (name: string) => ({
  email: `${name}@example.com`,
  password: "correct horse battery",
  full_name: "Ada Lovelace",
});

async function secretKey(): Promise<Uint8Array> {
  const { rows } = await world.database.api.query<{ value: string }>(
    "select value from system_settings where key = 'token_secret'",
  );
  return Buffer.from(rows[0]!.value, "base64url");
}

describe("register", () => {
  test("makes an account and says what comes next", async () => {
    const answer = await world.anonymous.post("/onboarding/register", account("Register.Me"));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      email: "register.me@example.com",
      full_name: "Ada Lovelace",
      next_step: { action: "login", endpoint: "/api/v1/auth/login" },
    });
    expect(Object.keys(answer.body).sort()).toEqual([
      "email",
      "full_name",
      "message",
      "next_step",
      "user_id",
    ]);
  });

  test("stores a scrypt hash and not the password", async () => {
    await world.anonymous.register(account("hashed"));
    const { rows } = await world.database.api.query<{ password: string }>(
      "select a.password from auth_accounts a join users u on u.id = a.user_id where u.email = 'hashed@example.com'",
    );
    expect(rows[0]!.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });

  test("refuses an address that has an account, in whatever case", async () => {
    await world.anonymous.register(account("twice"));
    const answer = await world.anonymous.post("/onboarding/register", {
      ...account("twice"),
      email: "TWICE@example.com",
    });
    expect([answer.status, answer.body.code]).toEqual([409, "EMAIL_TAKEN"]);
  });

  test("of two registrations of one address at once one succeeds", async () => {
    const client = createApiClient(world.server);
    const answers = await Promise.all(
      [1, 2, 3].map(() => client.post("/onboarding/register", account("race"))),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  test("names every field that is not valid", async () => {
    const client = createApiClient(world.server);
    const answer = await client.post("/onboarding/register", {
      email: "nobody",
      password: "short",
      full_name: " ",
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      "email",
      "full_name",
      "password",
    ]);
  });
});

describe("registration by invite", () => {
  let invited: HttpWorld;
  beforeAll(async () => {
    invited = await createHttpWorld({ registration: { mode: "invite", inviteCode: "let me in" } });
  });
  afterAll(() => invited.close());

  test.each([undefined, "let me out"])("is closed with code %j", async (code) => {
    const answer = await invited.anonymous.post("/onboarding/register", {
      ...account("guest"),
      invite_code: code,
    });
    expect([answer.status, answer.body.code]).toEqual([403, "REGISTRATION_CLOSED"]);
  });

  test("is open with the code", async () => {
    const answer = await invited.anonymous.post("/onboarding/register", {
      ...account("guest"),
      invite_code: "let me in",
    });
    expect(answer.status).toBe(201);
  });
});

describe("login", () => {
  test("answers with a bearer token of one hour and the user", async () => {
    await world.anonymous.register(account("login"));
    const client = createApiClient(world.server);
    const { email, password } = account("login");
    const answer = await client.post("/auth/login", { email, password });
    expect(answer.body).toMatchObject({
      token_type: "bearer",
      expires_in: 3600,
      user: { email, full_name: "Ada Lovelace" },
    });
    const { payload } = await jwtVerify(answer.body.access_token, await secretKey());
    expect(payload.exp! - payload.iat!).toBe(3600);
    expect([payload.iss, payload.aud, payload.sub]).toEqual([
      "sigmasight",
      "sigmasight-api",
      answer.body.user.id,
    ]);
  });

  test("sets a refresh cookie that scripts and other sites cannot use", async () => {
    await world.anonymous.register(account("cookie"));
    const { email, password } = account("cookie");
    const answer = await createApiClient(world.server).post("/auth/login", { email, password });
    expect(answer.cookies[0]).toMatchObject({
      name: "sigmasight_refresh",
      httpOnly: true,
      sameSite: "Strict",
      path: "/api/v1/auth",
      maxAge: 14 * 24 * 3600,
    });
  });

  test("stores only a hash of what the cookie carries", async () => {
    const user = await world.signUp("cookie-hash");
    const { rows } = await world.database.api.query("select 1 from auth_sessions where token = $1", [
      user.refresh,
    ]);
    expect(rows).toEqual([]);
  });

  test("tells a wrong password and an unknown address apart in nothing", async () => {
    await world.anonymous.register(account("known"));
    const client = createApiClient(world.server);
    const wrong = await client.post("/auth/login", {
      email: account("known").email,
      password: "wrong horse",
    });
    const unknown = await client.post("/auth/login", {
      email: "unknown@example.com",
      password: "wrong horse",
    });
    expect([wrong.status, wrong.body.code]).toEqual([401, "CREDENTIALS_WRONG"]);
    expect(unknown.body).toEqual(wrong.body);
  });

  test("is refused after ten attempts in a minute from one address", async () => {
    const client = createApiClient(world.server);
    const attempt = (i: number) =>
      client.post("/auth/login", { email: `guess-${i}@example.com`, password: "a guess" });
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await attempt(i)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    const last = await attempt(11);
    expect(last.body.code).toBe("RATE_LIMITED");
    expect(last.headers["retry-after"]).toBeDefined();
  });
});

describe("access tokens", () => {
  test("say who one is", async () => {
    const user = await world.signUp("me");
    const { body } = await user.get("/auth/me");
    expect(body).toEqual({
      id: user.userId,
      email: "me@example.com",
      full_name: "me",
      is_admin: false,
      portfolio_count: 0,
    });
  });

  test("expire after one hour", async () => {
    const own = await createHttpWorld();
    const user = await own.signUp("expiry");
    own.advanceClock(3595);
    expect((await user.get("/auth/me")).status).toBe(200);
    own.advanceClock(10);
    const answer = await user.get("/auth/me");
    expect([answer.status, answer.body.code]).toEqual([401, "UNAUTHENTICATED"]);
    await own.close();
  });

  test("with another key, algorithm, issuer or audience are refused", async () => {
    const user = await world.signUp("forged");
    const key = await secretKey();
    const { payload } = await jwtVerify(user.token, key);
    const sign = (changed: object, alg = "HS256", signingKey = key) =>
      new SignJWT({ ...payload, ...changed }).setProtectedHeader({ alg }).sign(signingKey);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${user.token.split(".")[1]}.`;
    const tokens = [
      await sign({}, "HS256", new Uint8Array(32)),
      await sign({}, "HS512", new Uint8Array([...key, ...key])),
      await sign({ iss: "elsewhere" }),
      await sign({ aud: "another" }),
      await sign({ sub: "00000000-0000-4000-8000-000000000000" }),
      unsigned,
      "not.a.token",
    ];
    for (const token of tokens) expect((await user.get("/auth/me", { token })).status).toBe(401);
    expect((await user.get("/auth/me", { token: await sign({}) })).status).toBe(200);
  });

  test("carry no role: an administrator who is none any more loses access at once", async () => {
    const admin = await world.signUp("demoted", "admin");
    expect((await admin.get("/admin/batch/history")).status).toBe(200);
    await world.database.api.query("update users set role = 'user' where id = $1", [admin.userId]);
    expect((await admin.get("/admin/batch/history")).status).toBe(403);
  });
});

describe("refresh", () => {
  test("takes the cookie and rotates it, again and again", async () => {
    const user = await world.signUp("rotate");
    const client = createApiClient(world.server);
    const first = await client.request("POST", "/auth/refresh", { cookie: user.refresh });
    expect([first.status, first.body.user.id]).toEqual([200, user.userId]);
    const next = refreshCookie(first);
    expect(next).not.toBe(user.refresh);
    expect((await client.request("POST", "/auth/refresh", { cookie: next })).status).toBe(200);
  });

  test("in two tabs at once gives both an access token and one of them the cookie", async () => {
    const user = await world.signUp("tabs");
    const refresh = () =>
      createApiClient(world.server).request("POST", "/auth/refresh", { cookie: user.refresh });
    const answers = await Promise.all([refresh(), refresh()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const cookies = answers.flatMap((answer) => answer.cookies.map(({ value }) => value));
    expect(cookies).toHaveLength(1);
    for (const { body } of answers)
      expect((await user.get("/auth/me", { token: body.access_token })).status).toBe(200);
    const { status } = await createApiClient(world.server).request("POST", "/auth/refresh", {
      cookie: cookies[0]!,
    });
    expect(status).toBe(200);
  });

  test.each([1, 2])(
    "with a cookie replaced %i refreshes ago ends the sign-in for whoever has it",
    async (ago) => {
      const own = await createHttpWorld();
      const user = await own.signUp("copied");
      const client = createApiClient(own.server);
      let cookie = user.refresh;
      for (let i = 0; i < ago; i++)
        cookie = refreshCookie(await client.request("POST", "/auth/refresh", { cookie }));
      own.advanceClock(11);
      const replayed = await client.request("POST", "/auth/refresh", { cookie: user.refresh });
      expect([replayed.status, replayed.body.code]).toEqual([401, "UNAUTHENTICATED"]);
      expect(refreshCookie(replayed)).toBe("");
      expect((await client.request("POST", "/auth/refresh", { cookie })).status).toBe(401);
      expect((await user.get("/auth/me")).status).toBe(401);
      const { rows } = await own.database.system.query(
        "select subject from audit_log where action = 'sign-in.replayed'",
      );
      expect(rows).toEqual([{ subject: user.userId }]);
      await own.close();
    },
  );

  test("with a secret that was made up for another's sign-in is refused and tells nothing", async () => {
    const client = createApiClient(world.server);
    for (const cookie of ["", "x", `${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}.${"a".repeat(43)}`])
      expect((await client.request("POST", "/auth/refresh", { cookie })).status).toBe(401);
  });

  test("takes an unexpired bearer token", async () => {
    const user = await world.signUp("bearer");
    const answer = await user.post("/auth/refresh");
    expect(answer.status).toBe(200);
    expect((await user.get("/auth/me", { token: answer.body.access_token })).status).toBe(200);
  });

  test("goes on after the access token has expired, and ends fourteen days after the last use", async () => {
    const own = await createHttpWorld();
    const user = await own.signUp("long");
    const client = createApiClient(own.server);
    own.advanceClock(13 * 24 * 3600);
    expect((await user.post("/auth/refresh")).status).toBe(401);
    const first = await client.request("POST", "/auth/refresh", { cookie: user.refresh });
    expect(first.status).toBe(200);
    own.advanceClock(15 * 24 * 3600);
    const late = await client.request("POST", "/auth/refresh", { cookie: refreshCookie(first) });
    expect(late.status).toBe(401);
    await own.close();
  });

  test("that fails for another reason leaves the cookie, and the sign-in goes on", async () => {
    const own = await createHttpWorld();
    const user = await own.signUp("blip");
    const client = createApiClient(own.server);
    await own.database.system.query("alter table auth_sessions rename to away");
    const failed = await client.request("POST", "/auth/refresh", { cookie: user.refresh });
    expect([failed.status >= 500, failed.cookies]).toEqual([true, []]);
    await own.database.system.query("alter table away rename to auth_sessions");
    expect((await client.request("POST", "/auth/refresh", { cookie: user.refresh })).status).toBe(200);
    await own.close();
  });

  test("without any proof is refused", async () => {
    expect((await createApiClient(world.server).post("/auth/refresh")).status).toBe(401);
  });
});

describe("logout", () => {
  test("ends access token and refresh cookie of this sign-in and of no other", async () => {
    const user = await world.signUp("logout");
    const other = await createApiClient(world.server).signIn(user.email, "correct horse logout");
    const answer = await user.post("/auth/logout");
    expect([answer.status, refreshCookie(answer)]).toEqual([204, ""]);
    expect((await user.get("/auth/me")).status).toBe(401);
    const client = createApiClient(world.server);
    expect((await client.request("POST", "/auth/refresh", { cookie: user.refresh })).status).toBe(401);
    expect((await other.get("/auth/me")).status).toBe(200);
  });

  test("by the cookie alone ends the sign-in too", async () => {
    const user = await world.signUp("logout-cookie");
    await createApiClient(world.server).request("POST", "/auth/logout", { cookie: user.refresh });
    expect((await user.get("/auth/me")).status).toBe(401);
  });
});
