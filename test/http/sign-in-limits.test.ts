import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SignInLocked } from "#app/guarded-sign-in.ts";
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

/** From an address of its own, unless `from` is given. */
const attempt = (email: string, password: string, from = createApiClient(world.server)) =>
  from.post("/auth/login", { email, password });

/** Wrong attempts, all from one address. */
async function fail(
  email: string,
  times: number,
  from = createApiClient(world.server),
): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push((await attempt(email, "a wrong guess", from)).status);
  return statuses;
}

/** Behind the limit of requests a minute, which counts by the real clock. */
async function guessFrom(ipAddress: string, email: string, password: string): Promise<unknown> {
  const by = { userId: null, role: "anonymous", via: "api", requestId: null, ipAddress } as const;
  return await rejection(signIn(world.context, email, password, { ipAddress, userAgent: null }, by));
}

async function codeFrom(ipAddress: string, email: string, password: string): Promise<string> {
  const error = await guessFrom(ipAddress, email, password);
  return isSigmaSightError(error) ? error.code : String(error);
}

const audited = async (action: string) =>
  (
    await world.database.system.query(
      "select subject, details from audit_log where action = $1 order by id",
      [action],
    )
  ).rows;

describe("an account", () => {
  test("is closed for half a minute after the fifth failure from a network, for the right password too", async () => {
    const { email } = await world.signUp("ada");
    const from = createApiClient(world.server);
    expect(await fail(email, 6, from)).toEqual([401, 401, 401, 401, 401, 429]);
    const locked = await attempt(email, "correct horse ada", from);
    expect([locked.status, locked.body.code]).toEqual([429, "SIGN_IN_LOCKED"]);
    expect(Number(locked.headers["retry-after"])).toBeGreaterThan(25);
    world.advanceClock(31);
    expect((await attempt(email, "correct horse ada", from)).status).toBe(200);
  });

  test("stays open for its owner elsewhere, however long a stranger goes on", async () => {
    const { email } = await world.signUp("ada");
    const stranger = createApiClient(world.server);
    await fail(email, 5, stranger);
    for (const wait of [31, 61]) {
      world.advanceClock(wait);
      expect(await fail(email, 1, stranger)).toEqual([401]);
      expect((await attempt(email, "correct horse ada")).status).toBe(200);
    }
  });

  test("is closed twice as long with each further failure, up to a quarter of an hour", async () => {
    const guess = () => guessFrom("192.0.2.1", "ada@example.com", "a wrong guess");
    for (let i = 0; i < 5; i++) await guess();
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      const { retryAfterSeconds } = (await guess()) as SignInLocked;
      waits.push(retryAfterSeconds);
      world.advanceClock(retryAfterSeconds);
      expect(await guess()).toMatchObject({ code: "CREDENTIALS_WRONG" });
    }
    expect(waits.map((wait) => Math.round(wait / 10) * 10)).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  test("starts anew after a success, and after a day", async () => {
    const { email } = await world.signUp("ada");
    const [one, two] = [createApiClient(world.server), createApiClient(world.server)];
    await fail(email, 4, one);
    expect((await attempt(email, "correct horse ada", one)).status).toBe(200);
    expect(await fail(email, 4, one)).toEqual([401, 401, 401, 401]);
    await fail(email, 4, two);
    world.advanceClock(24 * 3600 + 1);
    expect(await fail(email, 4, two)).toEqual([401, 401, 401, 401]);
  });

  test("that does not exist is closed alike, with the same words", async () => {
    const { email } = await world.signUp("ada");
    const from = createApiClient(world.server);
    await fail(email, 5, from);
    const known = await attempt(email, "correct horse ada", from);
    const other = createApiClient(world.server);
    await fail("nobody@example.com", 5, other);
    const unknown = await attempt("nobody@example.com", "x", other);
    const seconds = /\d+ seconds/;
    expect(unknown.body.detail.replace(seconds, "")).toBe(known.body.detail.replace(seconds, ""));
    expect([unknown.status, unknown.body.code]).toEqual([known.status, known.body.code]);
  });

  test("is not opened by many guesses at once", async () => {
    const { email } = await world.signUp("ada");
    const codes = await Promise.all(
      Array.from({ length: 40 }, () => codeFrom("192.0.2.1", email, "a wrong guess")),
    );
    expect(codes.filter((code) => code === "CREDENTIALS_WRONG")).toHaveLength(5);
    expect(codes.filter((code) => code === "SIGN_IN_LOCKED")).toHaveLength(35);
  });

  test("goes on for whoever is signed in while others are locked out", async () => {
    const ada = await world.signUp("ada");
    await fail(ada.email, 6);
    expect((await ada.get("/auth/me")).status).toBe(200);
    const refresh = await ada.request("POST", "/auth/refresh", { cookie: ada.refresh });
    expect(refresh.status).toBe(200);
  });

  describe("at which guesses come from a hundred networks", () => {
    /** Short of the hundredth by one: a hundred guesses take a hundred slow hashes. */
    const guessedAt = async (email: string) => {
      await attempt(email, "a wrong guess");
      const { rowCount } = await world.database.system.query(
        "update sign_in_attempts set failures = 99 where kind = 'account' and subject = $1",
        [email],
      );
      expect(rowCount).toBe(1);
    };

    test("takes one a minute from networks it was never signed in from", async () => {
      await guessedAt("ada@example.com");
      for (let i = 0; i < 3; i++) {
        expect((await attempt("ada@example.com", "a wrong guess")).status).toBe(401);
        const paused = await attempt("ada@example.com", "a wrong guess");
        expect([paused.status, Number(paused.headers["retry-after"])]).toEqual([429, 60]);
        world.advanceClock(61);
      }
    });

    test("stays open from where it was signed in lately, guessed at once again", async () => {
      const { email } = await world.signUp("ada");
      const home = createApiClient(world.server);
      expect((await attempt(email, "correct horse ada", home)).status).toBe(200);
      await guessedAt(email);
      await attempt(email, "a wrong guess");
      expect((await attempt(email, "correct horse ada")).status).toBe(429);
      expect((await attempt(email, "correct horse ada", home)).status).toBe(200);
      expect((await attempt(email, "correct horse ada")).status).toBe(429);
    });

    test("has it forgotten after an hour without one", async () => {
      const { email } = await world.signUp("ada");
      await guessedAt(email);
      world.advanceClock(3601);
      expect(await fail(email, 2)).toEqual([401, 401]);
    });
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
  test("that tries one password on many accounts is closed after the thirtieth, others are not", async () => {
    const { email } = await world.signUp("ada");
    const client = createApiClient(world.server);
    for (let i = 0; i < 30; i++)
      expect(await codeFrom(client.address, `user-${i}@example.com`, "spring")).toBe("CREDENTIALS_WRONG");
    const answer = await client.post("/auth/login", { email, password: "correct horse ada" });
    expect(answer.body.code).toBe("SIGN_IN_LOCKED");
    expect((await attempt(email, "correct horse ada")).status).toBe(200);
  });

  test("is not closed by one who is locked out and tries on", async () => {
    const { email } = await world.signUp("bob");
    const guess = (name: string) => codeFrom("192.0.2.1", name, "a wrong guess");
    for (let i = 0; i < 5; i++) await guess("ada@example.com");
    for (let i = 0; i < 40; i++) expect(await guess("ada@example.com")).toBe("SIGN_IN_LOCKED");
    expect(await guess(email)).toBe("CREDENTIALS_WRONG");
  });

  test("of IPv6 counts by its network", async () => {
    for (let i = 0; i < 30; i++) await codeFrom(`2001:db8::${i + 1}`, `user-${i}@example.com`, "spring");
    expect(await codeFrom("2001:db8::ffff", "user@example.com", "spring")).toBe("SIGN_IN_LOCKED");
    expect(await codeFrom("2001:db8:0:1::1", "user@example.com", "spring")).toBe("CREDENTIALS_WRONG");
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

  test("is changed by who knows the old one; other sign-ins and API keys end, this sign-in stays", async () => {
    const ada = await world.signUp("ada");
    const phone = await createApiClient(world.server).signIn(ada.email, "correct horse ada");
    const { body: key } = await phone.post("/auth/keys", { name: "left behind" });
    const changed = await change(ada, "correct horse ada", "staple battery cow");
    expect([changed.status, changed.body]).toEqual([200, { ended_sign_ins: 1, revoked_keys: 1 }]);
    expect((await createApiClient(world.server, key.key).get("/auth/me")).status).toBe(401);
    expect(await audited("api-key.revoke")).toMatchObject([{ subject: key.id }]);
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

  test("is changed by who is signed in, whatever strangers guess", async () => {
    const ada = await world.signUp("ada");
    const by = createApiClient(world.server);
    expect((await fail(ada.email, 6, by)).at(-1)).toBe(429);
    await world.database.system.query("update sign_in_attempts set locked_until = now() + interval '1 hour'");
    expect((await change(ada, "correct horse ada", "staple battery cow")).status).toBe(200);
  });

  test("is not changed where its sign-ins and keys cannot be ended", async () => {
    const ada = await world.signUp("ada");
    await ada.post("/auth/keys", { name: "stubborn" });
    await world.database.system.query("alter table api_keys add constraint kept check (revoked_at is null)");
    expect((await change(ada, "correct horse ada", "staple battery cow")).status).toBe(500);
    expect((await attempt(ada.email, "correct horse ada")).status).toBe(200);
  });

  test("is guessed in one sign-in without closing another", async () => {
    const ada = await world.signUp("ada");
    const thief = await createApiClient(world.server).signIn(ada.email, "correct horse ada");
    for (let i = 0; i < 6; i++) await change(thief, "a wrong guess", "staple battery cow");
    expect((await change(thief, "correct horse ada", "staple battery cow")).status).toBe(429);
    expect((await change(ada, "correct horse ada", "staple battery cow")).status).toBe(200);
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
