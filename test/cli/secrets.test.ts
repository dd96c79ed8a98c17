import { connect } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { type Environment, type Serving, serving, sigmasight } from "./program.ts";

/** What must never be written down, each recognisable wherever it turns up. */
const PASSWORD = "MARKED-right-password-7Qx";
const WRONG_PASSWORD = "MARKED-wrong-password-8Ry";
const NEW_PASSWORD = "MARKED-new-password-9Sz";
const SECRETS = {
  SIGMASIGHT_TIINGO_KEY: "MARKED-tiingo-key-1Ab",
  SIGMASIGHT_FMP_KEY: "MARKED-fmp-key-2Bc",
  SIGMASIGHT_INVITE_CODE: "MARKED-invite-code-3Cd",
  SIGMASIGHT_METRICS_TOKEN: "MARKED-metrics-token-4De",
} as const;
const ANY_MARK = /MARKED-[\w-]+/g;
const EMAIL = "secrets@example.com";

let database: TestDatabase;
let settings: Environment;
beforeAll(async () => {
  database = await createTestDatabase();
  settings = {
    ...SECRETS,
    DATABASE_URL: database.url,
    SIGMASIGHT_LOG_LEVEL: "debug",
    SIGMASIGHT_NIGHTLY: "0",
  };
});
afterAll(() => database.drop());

describe("a session at the server, with the log at debug", () => {
  let server: Serving;
  /** Bodies of all answers that refuse something. */
  const refusals: string[] = [];
  const given: { access: string; refresh: string; key: string } = { access: "", refresh: "", key: "" };
  let log = "";

  async function ask(method: string, path: string, options: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${server.url}${path}`, { method, ...options });
    if (!answer.ok) refusals.push(await answer.clone().text());
    return answer;
  }

  function post(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return ask("POST", path, { body: text, headers: { "content-type": "application/json", ...headers } });
  }

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  /** What happens in an ordinary session. */
  async function signInAndOut(): Promise<void> {
    const account = { email: EMAIL, full_name: "S" };
    expect((await post("/api/v1/onboarding/register", { ...account, password: PASSWORD })).status).toBe(201);
    const signedIn = await post("/api/v1/auth/login", { email: EMAIL, password: PASSWORD });
    given.access = ((await signedIn.json()) as { access_token: string }).access_token;
    given.refresh = /sigmasight_refresh=([^;]+)/.exec(signedIn.headers.get("set-cookie") ?? "")?.[1] ?? "";
    const made = await post("/api/v1/auth/keys", { name: "k", scope: "write" }, bearer(given.access));
    given.key = ((await made.json()) as { key: string }).key;
    expect((await ask("GET", "/api/v1/portfolios", { headers: bearer(given.key) })).status).toBe(200);
  }

  /** Secrets that are wrong, or in the wrong place. */
  async function fumble(): Promise<void> {
    const { access, key, refresh } = given;
    await post("/api/v1/auth/login", { email: EMAIL, password: WRONG_PASSWORD });
    await post("/api/v1/auth/login", { email: 7, password: [PASSWORD], token: access });
    await post("/api/v1/auth/login", `{"email":"${EMAIL}","password":"${PASSWORD}"`);
    await post("/api/v1/auth/login", `password=${PASSWORD}`, { "content-type": "text/plain" });
    await post(
      "/api/v1/auth/password",
      { current_password: WRONG_PASSWORD, new_password: NEW_PASSWORD },
      bearer(access),
    );
    await post("/api/v1/auth/keys", { name: key, scope: key, [key]: access }, bearer(access));
    await post("/api/v1/onboarding/register", {
      email: EMAIL,
      password: "short",
      invite_code: [WRONG_PASSWORD],
    });
    await post("/api/v1/onboarding/register", {
      email: "other@example.com",
      password: PASSWORD,
      full_name: "O",
      setup_token: WRONG_PASSWORD,
    });
    await ask("GET", `/api/v1/auth/me?token=${access}&password=${PASSWORD}`);
    await ask("GET", `/setup?token=${WRONG_PASSWORD}`);
    await ask("GET", "/api/v1/auth/me", { headers: bearer(`${access}x`) });
    await ask("GET", "/api/v1/auth/me", { headers: { authorization: `Basic ${btoa(PASSWORD)}` } });
    await ask("GET", "/api/v1/auth/me", { headers: bearer(`${key}x`) });
    await ask("GET", "/metrics", { headers: bearer(WRONG_PASSWORD) });
    await ask("GET", "/api/v1/portfolios/%zz", { headers: bearer(access) });
    await post("/api/v1/auth/refresh", {}, { cookie: `sigmasight_refresh=${refresh}x` });
    await sendRaw(
      `GET / HTTP/1.1\r\nAuthorization: Bearer ${access}\r\nCookie: sigmasight_refresh=${refresh}\r\nbroken\r\n\r\n`,
    );
  }

  /** Errors of ours, in the midst of what deals with secrets. */
  async function failInside(): Promise<void> {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    for (const table of ["auth_sessions", "auth_accounts", "capital_flows", "api_keys"]) {
      await admin.query(`alter table ${table} rename to ${table}_gone`);
      await post("/api/v1/auth/login", { email: EMAIL, password: PASSWORD });
      await post("/api/v1/auth/refresh", {}, { cookie: `sigmasight_refresh=${given.refresh}` });
      await ask("GET", "/api/v1/portfolios", { headers: bearer(given.key) });
      await ask("GET", "/api/v1/auth/me", { headers: bearer(given.access) });
      await admin.query(`alter table ${table}_gone rename to ${table}`);
    }
    await admin.end();
  }

  function sendRaw(text: string): Promise<void> {
    const { hostname, port } = new URL(server.url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.end(text));
      socket.on("data", (chunk) => void refusals.push(chunk.toString()));
      socket.on("close", () => resolve());
      socket.on("error", reject);
    });
  }

  beforeAll(async () => {
    server = await serving(settings);
    await signInAndOut();
    await fumble();
    await failInside();
    log = await server.stop();
  });

  /** Everything secret that the session dealt with. */
  function secrets(): readonly string[] {
    const { password } = new URL(database.url);
    return [
      ...Object.values(given),
      ...Object.values(given).map((secret) => secret.slice(-20)),
      password,
      btoa(PASSWORD),
    ];
  }

  test("there was something to hide, and errors of every kind", () => {
    expect(secrets().every((secret) => secret.length >= 8)).toBe(true);
    const codes = new Set(refusals.flatMap((text) => /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? []));
    expect([...codes]).toEqual(
      expect.arrayContaining([
        "CREDENTIALS_WRONG",
        "INTERNAL",
        "MALFORMED_REQUEST",
        "UNAUTHENTICATED",
        "VALIDATION",
      ]),
    );
    expect(log).toContain("request failed");
    expect(log).toContain('"level":20');
  });

  test("nothing of it is in the log", () => {
    expect(log.match(ANY_MARK)).toBeNull();
    expect(secrets().filter((secret) => log.includes(secret))).toEqual([]);
  });

  test("nothing of it comes back in an answer that refuses", () => {
    const answered = refusals.join("\n");
    expect(answered.match(ANY_MARK)).toBeNull();
    expect(secrets().filter((secret) => answered.includes(secret))).toEqual([]);
  });
});

describe("a command", () => {
  const WITH_PASSWORD = "postgres://someone:MARKED-database-password-5Ef@127.0.0.1:1/nothing";

  test.each([
    ["that cannot reach its database", ["runs", "list"], { DATABASE_URL: WITH_PASSWORD }, /UNREACHABLE/],
    [
      "whose settings are wrong",
      ["runs", "list"],
      { DATABASE_URL: "http://a:MARKED-x@b/", SIGMASIGHT_FMP_KEY: "MARKED key" },
      /CONFIG_INVALID/,
    ],
    ["that prints its settings", ["config", "print"], { DATABASE_URL: WITH_PASSWORD }, /SIGMASIGHT_FMP_KEY/],
  ])("%s shows no secret", async (_, args, wrong, says) => {
    const { stdout, stderr } = await sigmasight(args, { ...settings, ...wrong });
    expect(`${stdout}${stderr}`).toMatch(says);
    expect(`${stdout}${stderr}`.match(ANY_MARK)).toBeNull();
  });
});
