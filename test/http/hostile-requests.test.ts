import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "#app/parse-positions-file.ts";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, HEADER, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

const NO_ID = "00000000-0000-4000-8000-000000000000";

let world: HttpWorld;
let user: SignedInClient;
beforeAll(async () => {
  world = await createHttpWorld({ requestsPerMinute: 500 });
  user = await world.signUp("hostile");
});
afterAll(() => world.close());

async function send(options: InjectOptions): Promise<LightMyRequestResponse> {
  const { authorization = `Bearer ${user.token}`, ...headers } = options.headers ?? {};
  return world.server.inject({ ...options, headers: { authorization, ...headers } });
}

/** Status and code, once the answer is seen to be a problem. */
function problemIn(answer: LightMyRequestResponse): readonly [number, string] {
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  return [answer.statusCode, answer.json().code];
}

/** A form's body as it goes over the wire. */
function sendForm(body: string, type = "multipart/form-data; boundary=x"): Promise<LightMyRequestResponse> {
  const headers = { "content-type": type };
  return send({ method: "POST", url: "/api/v1/onboarding/preview", headers, payload: Buffer.from(body) });
}

describe("a path", () => {
  test.each([
    [
      "with a parameter longer than any id",
      `/api/v1/portfolios/${"a".repeat(300)}`,
      413,
      "PAYLOAD_TOO_LARGE",
    ],
    ["with a broken escape", "/api/v1/portfolios/%E0%A4%A", 400, "MALFORMED_REQUEST"],
    ["that leads up", "/assets/../../package.json", 404, "NOT_FOUND"],
    ["that leads up in disguise", "/assets/..%2f..%2fpackage.json", 404, "NOT_FOUND"],
  ])("%s is refused", async (_, url, status, code) => {
    expect(problemIn(await send({ url }))).toEqual([status, code]);
  });
});

describe("text that the database does not have", () => {
  test("a NUL in a query is refused", async () => {
    const answer = await user.get("/admin/audit?action=a%00b");
    expect(answer.status).toBe(403);
    const own = await user.get(`/analytics/portfolio/${NO_ID}/explain?number=a%00b`);
    expect([own.status, own.body.code, own.body.errors[0].field]).toEqual([422, "VALIDATION", "number"]);
  });

  test("a NUL in a body is refused, however deep, in names as in values", async () => {
    const answer = await user.patch(`/portfolios/${NO_ID}`, { description: "a\0b", "x\0": [{ y: ["\0"] }] });
    expect([answer.status, answer.body.errors.map(({ field }: { field: string }) => field)]).toEqual([
      422,
      ["description", "x"],
    ]);
  });

  test("half of a surrogate pair in a body is refused", async () => {
    const payload = '{"description":"\\ud800"}';
    const url = `/api/v1/portfolios/${NO_ID}`;
    const headers = { "content-type": "application/json" };
    expect(problemIn(await send({ method: "PATCH", url, headers, payload }))).toEqual([422, "VALIDATION"]);
  });

  test.each(["0000-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])(
    "the day %s is refused",
    async (day) => {
      const answer = await user.get(`/data/prices/historical/${NO_ID}?to=${day}`);
      expect([answer.status, answer.body.errors[0].message]).toEqual([
        422,
        "to: a date from 1900 to 2199 is needed",
      ]);
    },
  );
});

test("a token in the wrong field does not come back", async () => {
  const answer = await user.post("/auth/keys", { name: "k", scope: user.token, [user.token]: 1 });
  expect(answer.body.errors.map(({ found }: { found: string | null }) => found)).toEqual([null, null]);
  expect(answer.text).not.toContain(user.token.slice(-20));
});

describe("a JSON body", () => {
  const patch = (payload: string) =>
    send({
      method: "PATCH",
      url: `/api/v1/portfolios/${NO_ID}`,
      headers: { "content-type": "application/json" },
      payload,
    });

  test("nested a hundred thousand times is refused", async () => {
    const deep = `{"description":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(problemIn(await patch(deep))).toEqual([422, "VALIDATION"]);
  });

  test.each(['{"__proto__":{"role":"admin"}}', '{"constructor":{"prototype":{"role":"admin"}}}'])(
    "%s reaches no prototype",
    async (body) => {
      expect(problemIn(await patch(body))).toEqual([400, "MALFORMED_REQUEST"]);
      expect(({} as { role?: string }).role).toBeUndefined();
    },
  );
});

describe("a compressed body is refused, so that none can be a bomb", () => {
  test.each(["gzip", "br", "deflate", "GZIP", "identity, gzip"])("as %s", async (encoding) => {
    const answer = await send({
      method: "POST",
      url: "/api/v1/auth/login",
      headers: { "content-type": "application/json", "content-encoding": encoding },
      payload: gzipSync("{}"),
    });
    expect(problemIn(answer)).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    expect(answer.headers["accept-encoding"]).toBe("identity");
  });

  test("as an archive in the place of a file", async () => {
    const zip = new File([gzipSync(TWO_LOTS)], "positions.csv");
    const answer = await user.send("/onboarding/preview", { csv_file: zip });
    expect(answer.body.errors[0]).toMatchObject({ code: "ERR_CSV_002" });
    const named = await user.send("/onboarding/preview", { csv_file: csvFile(TWO_LOTS, "positions.zip") });
    expect(named.body.errors[0]).toMatchObject({ code: "ERR_CSV_002" });
  });
});

describe("a form", () => {
  const head = 'Content-Disposition: form-data; name="mapping"';
  const whole = `--x\r\n${head}\r\n\r\n{}\r\n--x--\r\n`;

  test.each([
    ["without a boundary", whole, "multipart/form-data"],
    ["with another boundary than its parts", whole, "multipart/form-data; boundary=y"],
    ["that is cut off", whole.slice(0, -12), undefined],
    ["with a field of JSON", whole.replace(head, `${head}\r\nContent-Type: application/json`), undefined],
    ["with a field that reaches a prototype", whole.replace("mapping", "__proto__"), undefined],
  ])("%s is refused", async (_, body, type) => {
    expect(problemIn(await sendForm(body, type))).toEqual([400, "MALFORMED_REQUEST"]);
  });

  test("with a field longer than 64 KB is refused, not cut", async () => {
    const body = whole.replace("{}", "x".repeat(70_000));
    expect(problemIn(await sendForm(body))).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  test("with two files is refused", async () => {
    const file = (name: string) =>
      `--x\r\nContent-Disposition: form-data; name="csv_file"; filename="${name}"\r\n\r\n${TWO_LOTS}\r\n`;
    expect(problemIn(await sendForm(`${file("a.csv")}${file("b.csv")}--x--\r\n`))).toEqual([
      413,
      "PAYLOAD_TOO_LARGE",
    ]);
  });

  test("whose file is named as a path shows the name alone", async () => {
    const answer = await sendForm(
      `--x\r\nContent-Disposition: form-data; name="csv_file"; filename="../../etc/passwd"\r\n\r\n${TWO_LOTS}\r\n--x--\r\n`,
    );
    expect(answer.json().errors[0]).toMatchObject({ code: "ERR_CSV_002", found: "passwd" });
  });

  test("whose file has one byte too many is refused as too large", async () => {
    const large = new File(["a".repeat(MAX_FILE_BYTES + 1)], "a.csv");
    const answer = await user.send("/onboarding/preview", { csv_file: large });
    expect([answer.status, answer.body.code]).toEqual([413, "ERR_CSV_001"]);
  });

  test("whose file has thousands of errors is told the first thousand, and how many more", async () => {
    const file = csvFile(`${HEADER}\n${"!,x,y,z\n".repeat(2000)}`);
    const answer = await user.send("/onboarding/create-portfolio", { ...PORTFOLIO_FIELDS, csv_file: file });
    expect(answer.body.detail).toBe("more than 1000 errors; nothing was stored");
    expect(answer.body.errors).toHaveLength(1001);
    expect(answer.body.errors.at(-1).message).toMatch(/^Not all errors are listed \(and \d+ more\)\.$/);
  });

  test("whose file starts its history before the years of a calendar is refused", async () => {
    const answer = await user.send("/onboarding/preview", {
      csv_file: csvFile("Symbol,Quantity\nAAA,1\n"),
      mapping: '{"Symbol":"symbol","Quantity":"quantity"}',
      history_from: "0001-01-01",
    });
    expect(answer.body.errors.map(({ code }: { code: string }) => code)).toEqual(["ERR_PORT_012"]);
  });

  test("with a long part that does not say what it is is refused, and keeps nobody waiting", async () => {
    const body = `--x\r\nX: y\r\n\r\n${"\r\n".repeat(40_000)}\r\n--x--\r\n`;
    expect(problemIn(await sendForm(body))).toEqual([400, "MALFORMED_REQUEST"]);
  });
});

const PREFLIGHT = {
  "access-control-request-method": "POST",
  "access-control-request-headers": "authorization",
};

describe("every answer", () => {
  const asks: readonly (readonly [string, InjectOptions, number])[] = [
    ["of the API", { url: "/api/v1/auth/me" }, 200],
    ["a page", { url: "/" }, 200],
    ["an unknown path", { url: "/nothing" }, 404],
    ["an unknown method", { method: "PUT", url: "/api/v1/portfolios" }, 405],
    ["without a token", { url: "/api/v1/auth/me", headers: { authorization: "" } }, 401],
    ["without the role", { url: "/api/v1/admin/audit" }, 403],
    ["a broken path", { url: "/api/v1/portfolios/%zz" }, 400],
    ["a compressed body", { method: "POST", url: "/", headers: { "content-encoding": "br" } }, 415],
    ["a preflight", { method: "OPTIONS", url: "/api/v1/portfolios", headers: PREFLIGHT }, 405],
  ];

  test.each(asks)(
    "%s has its security headers, and lets no other origin read it",
    async (_, options, status) => {
      const answer = await send({
        ...options,
        headers: { origin: "https://elsewhere.example", ...options.headers },
      });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
      expect(answer.headers["referrer-policy"]).toBe("no-referrer");
      expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      const cors = Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"));
      expect(cors).toEqual([]);
    },
  );
});

describe("a connection", () => {
  let port: number;
  beforeAll(async () => {
    await world.server.listen({ host: "127.0.0.1", port: 0 });
    port = (world.server.server.address() as { port: number }).port;
  });

  /** What comes back until the server closes. */
  function exchange(sent: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(sent));
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk.toString();
      });
      socket.on("close", () => resolve(answer));
      socket.on("error", reject);
    });
  }

  test.each([
    ["that is no HTTP", "HELLO\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"],
    [
      "with two lengths",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "400 Bad Request",
      "MALFORMED_REQUEST",
    ],
    [
      "with headers without end",
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(20_000)}`,
      "413 Payload Too Large",
      "PAYLOAD_TOO_LARGE",
    ],
  ])("%s is answered with a problem and closed", async (_, sent, status, code) => {
    const answer = await exchange(sent);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}\r\n`));
    expect(answer).toContain("content-type: application/problem+json");
    expect(answer).toContain("content-security-policy: default-src 'none'");
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n"))).code).toBe(code);
  });

  test("has 15 seconds for its headers and a minute for the rest", async () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout } = world.server.server;
    expect([headersTimeout, requestTimeout, keepAliveTimeout]).toEqual([15_000, 60_000, 72_000]);
  });

  test("that sends its headers byte by byte is closed once its time is over", async () => {
    world.server.server.headersTimeout = 100;
    const answer = await exchange("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    world.server.server.headersTimeout = 15_000;
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n"))).code).toBe("REQUEST_TIMEOUT");
  });
});
