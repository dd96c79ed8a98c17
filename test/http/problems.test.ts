import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
let user: SignedInClient;
beforeAll(async () => {
  world = await createHttpWorld({ requestsPerMinute: 60 });
  user = await world.signUp("trouble");
});
afterAll(() => world.close());

describe("a problem", () => {
  test("has the members of RFC 9457, a code and a hint", async () => {
    const answer = await user.get("/portfolios/00000000-0000-4000-8000-000000000000");
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.body).toEqual({
      type: "urn:sigmasight:problem:NOT_FOUND",
      title: "Not found",
      status: 404,
      detail: "there is no such portfolio",
      code: "NOT_FOUND",
      hint: expect.any(String),
    });
  });

  test("of an unknown path is 404", async () => {
    expect((await user.get("/nothing/here")).body.code).toBe("NOT_FOUND");
  });

  test("of a method the path does not know is 405 and names those it knows", async () => {
    const answer = await user.request("PUT", "/portfolios");
    expect([answer.status, answer.body.code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
    expect(answer.headers.allow).toBe("GET, HEAD");
  });

  test("of a body that is not JSON is 400", async () => {
    const answer = await world.server.inject({
      method: "POST",
      url: "/api/v1/auth/login",
      headers: { "content-type": "application/json" },
      payload: "{",
    });
    expect([answer.statusCode, answer.json().code]).toEqual([400, "MALFORMED_REQUEST"]);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/xml"])(
    "of a body of type %s is 415",
    async (type) => {
      const answer = await world.server.inject({
        method: "POST",
        url: "/api/v1/auth/login",
        headers: { "content-type": type },
        payload: "email=a",
      });
      expect([answer.statusCode, answer.json().code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    },
  );

  test("of a body that is too large is 413", async () => {
    const answer = await user.post("/auth/login", { email: "a@example.com", password: "x".repeat(300_000) });
    expect([answer.status, answer.body.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  test("of a form with too many parts is 413", async () => {
    const form = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`field${i}`, "x"]));
    const answer = await user.send("/onboarding/create-portfolio", form);
    expect([answer.status, answer.body.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  test("of fields that break their schema says what was found and what is expected", async () => {
    const answer = await user.post("/onboarding/register", {
      email: "nobody",
      password: "hunter2",
      full_name: 7,
      invite_code: { secret: "x" },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([
      { field: "email", found: "nobody", expected: "an e-mail address" },
      { field: "password", found: null, expected: "at least 10 characters" },
      { field: "full_name", found: "7", expected: "text" },
      { field: "invite_code", found: null, expected: "text" },
    ]);
    expect(answer.text).not.toContain("hunter2");
  });

  test("of a query that breaks its schema shows the query's own value", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    const answer = await user.get(`/portfolios/${id}/positions?as_of=2026-02-30`);
    expect(answer.body.errors).toMatchObject([
      { field: "as_of", found: "2026-02-30", expected: "a date as YYYY-MM-DD" },
    ]);
  });

  test("of a value of the wrong kind names the kinds that are possible", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    const answer = await user.patch(`/portfolios/${id}`, { portfolio_name: true, description: ["a"] });
    expect(answer.body.errors).toMatchObject([
      { field: "portfolio_name", found: "true", expected: "text or a number or null" },
      { field: "description", found: "an array", expected: "text or a number or null" },
    ]);
  });

  test("of something unforeseen is 500 without any detail, and the log has the cause", async () => {
    const { api } = world.database;
    await api.query("alter table capital_flows rename to capital_flows_gone");
    const made = await api.query<{ id: string }>(
      `insert into portfolios (owner_id, name, account_name, account_type, equity_balance, file_sha256)
       values ($1, 'n', 'a', 'taxable', 1, 'x') returning id`,
      [user.userId],
    );
    const answer = await user.get(`/portfolios/${made.rows[0]!.id}/equity-changes`);
    await api.query("alter table capital_flows_gone rename to capital_flows");
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      type: "urn:sigmasight:problem:INTERNAL",
      title: "An unexpected error",
      status: 500,
      detail: "the request could not be completed",
      code: "INTERNAL",
      hint: expect.any(String),
    });
    const logged = world.logLines.find((line) => line.includes("request failed"));
    expect(logged).toContain("capital_flows");
    expect(logged).toContain(String(answer.headers["x-request-id"]));
  });

  test("of too many requests is 429 with the time to wait", async () => {
    const other = await world.signUp("eager");
    const statuses = new Set<number>();
    let last = await other.get("/auth/me");
    for (let i = 0; i < 80; i++) {
      last = await other.get("/auth/me");
      statuses.add(last.status);
    }
    expect([...statuses]).toEqual([200, 429]);
    expect(last.body).toMatchObject({ code: "RATE_LIMITED", status: 429 });
    expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
  });
});

describe("answers", () => {
  test("of the API are not cached, and carry a request id and a strict content policy", async () => {
    const { headers } = await user.get("/auth/me");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("do not repeat a request id that a client made up", async () => {
    const { headers } = await user.get("/auth/me", { headers: { "x-request-id": "made up" } });
    expect(headers["x-request-id"]).not.toBe("made up");
  });
});

test.each([
  ["localhost:8080", 200, undefined],
  ["127.0.0.1", 200, undefined],
  ["[::1]:8080", 200, undefined],
  ["rebound.example", 421, "WRONG_HOST"],
  ["localhost.rebound.example:8080", 421, "WRONG_HOST"],
])(
  "a server for this machine alone is asked under its names: %s is answered %d",
  async (host, status, code) => {
    const answer = await world.server.inject({ url: "/livez", headers: { host } });
    expect([answer.statusCode, answer.json<{ code?: string }>().code]).toEqual([status, code]);
  },
);
