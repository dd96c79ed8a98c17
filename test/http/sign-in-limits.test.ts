import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signIn } from "#app/sign-ins.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { rejection } from "#test/support/rejection.ts";
import { createApiClient, type SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
beforeEach(async () => {
  world = await createHttpWorld();
});
afterEach(() => world.close());

/** Each attempt comes from an address of its own. */
const attempt = (email: string, password: string) =>
  createApiClient(world.server).post("/auth/login", { email, password });

async function fail(email: string, times: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push((await attempt(email, "a wrong guess")).status);
  return statuses;
}

const audited = async (action: string) =>
  (
    await world.database.system.query(
      "select subject, details from audit_log where action = $1 order by id",
      [action],
    )
  ).rows;

describe("an account", () => {
  test("is closed for half a minute after the fifth failure, wherever they come from", async () => {
    const { email } = await world.signUp("ada");
    expect(await fail(email, 6)).toEqual([401, 401, 401, 401, 401, 429]);
    const locked = await attempt(email, "correct horse ada");
    expect([locked.status, locked.body.code]).toEqual([429, "SIGN_IN_LOCKED"]);
    expect(Number(locked.headers["retry-after"])).toBeGreaterThan(25);
    world.advanceClock(31);
    expect((await attempt(email, "correct horse ada")).status).toBe(200);
  });

  test("is closed twice as long with each further failure, up to a quarter of an hour", async () => {
    await fail("ada@example.com", 5);
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      const locked = await attempt("ada@example.com", "a wrong guess");
      waits.push(Number(locked.headers["retry-after"]));
      world.advanceClock(waits.at(-1)!);
      expect((await attempt("ada@example.com", "a wrong guess")).status).toBe(401);
    }
    expect(waits.map((wait) => Math.round(wait / 10) * 10)).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  test("starts anew after a success, and after a day", async () => {
    const { email } = await world.signUp("ada");
    await fail(email, 4);
    expect((await attempt(email, "correct horse ada")).status).toBe(200);
    expect(await fail(email, 4)).toEqual([401, 401, 401, 401]);
    world.advanceClock(24 * 3600 + 1);
    expect(await fail(email, 4)).toEqual([401, 401, 401, 401]);
  });

  test("that does not exist is closed alike, with the same words", async () => {
    const { email } = await world.signUp("ada");
    await Promise.all([fail(email, 5), fail("nobody@example.com", 5)]);
    const [known, unknown] = await Promise.all([
      attempt(email, "correct horse ada"),
      attempt("nobody@example.com", "x"),
    ]);
    const seconds = /\d+ seconds/;
    expect(unknown.body.detail.replace(seconds, "")).toBe(known.body.detail.replace(seconds, ""));
    expect([unknown.status, unknown.body.code]).toEqual([known.status, known.body.code]);
  });

  test("is not opened by many guesses at once", async () => {
    const { email } = await world.signUp("ada");
    const answers = await Promise.all(Array.from({ length: 40 }, () => attempt(email, "a wrong guess")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  test("goes on for whoever is signed in while others are locked out", async () => {
    const ada = await world.signUp("ada");
    await fail(ada.email, 6);
    expect((await ada.get("/auth/me")).status).toBe(200);
    const refresh = await ada.request("POST", "/auth/refresh", { cookie: ada.refresh });
    expect(refresh.status).toBe(200);
  });

  test("has its failures and its closing in the audit log, and never the guess", async () => {
    await fail("ada@example.com", 5);
    expect(await audited("sign-in.failed")).toHaveLength(5);
    expect(await audited("sign-in.locked")).toEqual([
      { subject: "ada@example.com", details: { seconds: 30 } },
    ]);
    const { rows } = await world.database.system.query(
      "select 1 from audit_log where to_jsonb(audit_log)::text like '%wrong guess%'",
    );
    expect(rows).toEqual([]);
  });
});

describe("an address", () => {
  /** Behind the limit of requests a minute, which counts by the real clock. */
  async function guessFrom(ipAddress: string, email: string, password: string): Promise<string> {
    const by = { userId: null, role: "anonymous", via: "api", requestId: null, ipAddress } as const;
    const error = await rejection(signIn(world.context, email, password, { ipAddress, userAgent: null }, by));
    return isSigmaSightError(error) ? error.code : String(error);
  }

  test("that tries one password on many accounts is closed after the thirtieth, others are not", async () => {
    const { email } = await world.signUp("ada");
    const client = createApiClient(world.server);
    for (let i = 0; i < 30; i++)
      expect(await guessFrom(client.address, `user-${i}@example.com`, "spring")).toBe("CREDENTIALS_WRONG");
    const answer = await client.post("/auth/login", { email, password: "correct horse ada" });
    expect(answer.body.code).toBe("SIGN_IN_LOCKED");
    expect((await attempt(email, "correct horse ada")).status).toBe(200);
  });

  test("of IPv6 counts by its network", async () => {
    for (let i = 0; i < 30; i++) await guessFrom(`2001:db8::${i + 1}`, `user-${i}@example.com`, "spring");
    expect(await guessFrom("2001:db8::ffff", "user@example.com", "spring")).toBe("SIGN_IN_LOCKED");
    expect(await guessFrom("2001:db8:0:1::1", "user@example.com", "spring")).toBe("CREDENTIALS_WRONG");
  });
});

describe("a password", () => {
  const register = (password: string) =>
    world.anonymous.post("/onboarding/register", {
      email: "ada@example.com",
      password,
      full_name: "Ada Lovelace",
    });

  test.each(["password1234", "ada@example.com", "aaaaaaaaaaaa"])(
    "%s is refused, with the reason",
    async (password) => {
      const answer = await register(password);
      expect([answer.status, answer.body.code]).toEqual([422, "PASSWORD_WEAK"]);
      expect(answer.body.detail).toMatch(/^the password/);
    },
  );

  const change = (user: SignedInClient, current: string, next: string) =>
    user.post("/auth/password", { current_password: current, new_password: next });

  test("is changed by who knows the old one; other sign-ins end, this one stays", async () => {
    const ada = await world.signUp("ada");
    const phone = await createApiClient(world.server).signIn(ada.email, "correct horse ada");
    expect((await change(ada, "correct horse ada", "staple battery cow")).status).toBe(204);
    expect((await ada.get("/auth/me")).status).toBe(200);
    expect((await phone.get("/auth/me")).status).toBe(401);
    expect((await attempt(ada.email, "correct horse ada")).status).toBe(401);
    expect((await attempt(ada.email, "staple battery cow")).status).toBe(200);
  });

  test("is not changed to a weak one, nor without the old one, and guesses of it count", async () => {
    const ada = await world.signUp("ada");
    expect((await change(ada, "correct horse ada", "password1234")).body.code).toBe("PASSWORD_WEAK");
    const codes: string[] = [];
    for (let i = 0; i < 6; i++)
      codes.push((await change(ada, "a wrong guess", "staple battery cow")).body.code);
    expect(codes).toEqual([...Array<string>(5).fill("CREDENTIALS_WRONG"), "SIGN_IN_LOCKED"]);
  });

  test("is not changed with an API key", async () => {
    const ada = await world.signUp("ada");
    const { body } = await ada.post("/auth/keys", { name: "x", scope: "write" });
    const answer = await ada.request("POST", "/auth/password", {
      token: body.key,
      body: { current_password: "correct horse ada", new_password: "staple battery cow" },
    });
    expect(answer.status).toBe(403);
  });
});

test("an address that a client makes up in front of the proxy's is not believed", async () => {
  const proxied = await createHttpWorld({ trustProxy: true });
  const { email } = await proxied.signUp("ada");
  const login = (forwarded: string) =>
    createApiClient(proxied.server).request("POST", "/auth/login", {
      body: { email, password: "a wrong guess" },
      headers: { "x-forwarded-for": forwarded },
    });
  await login("198.51.100.1, 203.0.113.9");
  await login("203.0.113.9");
  const { rows } = await proxied.database.system.query(
    "select subject, failures from sign_in_attempts where kind = 'address'",
  );
  expect(rows).toContainEqual({ subject: "203.0.113.9", failures: 2 });
  await proxied.close();
});
