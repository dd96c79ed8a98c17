import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { rejection } from "#test/support/rejection.ts";
import {
  brokenOff,
  gigantic,
  redirect,
  slow,
  startVendorServer,
  type VendorAnswer,
  type VendorServer,
} from "#test/support/vendor-server.ts";
import { VendorClient, type VendorClientSettings, type VendorRequest } from "./vendor-client.ts";

const KEY = "k3y/with+signs=";
const signal = new AbortController().signal;
const OK: VendorAnswer = { json: { fine: true } };

const servers: VendorServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server with its answers in turn, the last one for ever, and a client of it that never really sleeps. */
async function setUp(
  answers: readonly VendorAnswer[],
  settings: Partial<VendorClientSettings> = {},
): Promise<{
  readonly server: VendorServer;
  readonly client: VendorClient;
  readonly waits: number[];
  readonly logged: unknown[];
  readonly clock: { now: number };
  readonly ask: (path?: string, request?: Partial<VendorRequest>) => Promise<unknown>;
}> {
  let next = 0;
  const server = await startVendorServer(() => answers[Math.min(next++, answers.length - 1)]!);
  servers.push(server);
  const waits: number[] = [];
  const logged: unknown[] = [];
  const clock = { now: 0 };
  const note = (...line: unknown[]) => void logged.push(line);
  const client = new VendorClient({
    provider: "vendor",
    limits: { requestsPerMinute: null, concurrency: 4, symbolsPerRequest: 1 },
    secrets: [KEY],
    log: { info: note, warn: note } as unknown as NonNullable<VendorClientSettings["log"]>,
    time: {
      now: () => clock.now,
      async sleep(ms) {
        waits.push(ms);
        clock.now += ms;
      },
    },
    ...settings,
  });
  return {
    server,
    client,
    waits,
    logged,
    clock,
    ask: (path = "/data", request = {}) =>
      client.send(
        { url: new URL(path, server.url), headers: { authorization: `Token ${KEY}` }, ...request },
        signal,
        client.json,
      ),
  };
}

const failureOf = async (promise: Promise<unknown>): Promise<SigmaSightError> => {
  const error = await rejection(promise);
  if (!(error instanceof SigmaSightError)) throw error;
  return error;
};

describe("a vendor's client", () => {
  it("gives the answer, and asks with the key in a header", async () => {
    const { ask, server } = await setUp([OK]);
    expect(await ask()).toEqual({ fine: true });
    expect(server.requests[0]?.headers.authorization).toBe(`Token ${KEY}`);
  });

  it.each([
    [500, "PROVIDER_UNAVAILABLE", "nextProvider"],
    [502, "PROVIDER_UNAVAILABLE", "nextProvider"],
    [503, "PROVIDER_UNAVAILABLE", "nextProvider"],
    [429, "PROVIDER_UNAVAILABLE", "later"],
    [401, "PROVIDER_REFUSED", "nextProvider"],
    [402, "PROVIDER_REFUSED", "nextProvider"],
    [403, "PROVIDER_REFUSED", "nextProvider"],
    [404, "PROVIDER_BAD_DATA", "nextProvider"],
    [418, "PROVIDER_BAD_DATA", "nextProvider"],
  ])("answers of status %i become %s, which %s may help", async (status, code, retry) => {
    const { ask } = await setUp([{ status, json: { detail: "because" } }]);
    const error = await failureOf(ask());
    expect(error).toMatchObject({ code, retry, message: expect.stringContaining("because") });
  });

  it("leaves a status to the caller that it accepts", async () => {
    const { ask } = await setUp([{ status: 404, json: { detail: "Not found." } }]);
    expect(await ask("/data", { accept: [404] })).toEqual({ detail: "Not found." });
  });

  it("waits as long as a throttled answer asks for, and lets nobody else ask meanwhile", async () => {
    const { ask, waits, server } = await setUp([{ status: 429, headers: { "retry-after": "7" } }, OK]);
    expect((await failureOf(ask())).retry).toBe("later");
    expect(await Promise.all([ask(), ask()])).toHaveLength(2);
    expect(waits[0]).toBe(7000);
    expect(server.requests).toHaveLength(3);
  });

  it("waits longer each time where a throttled answer does not say for how long", async () => {
    const { ask, waits } = await setUp([{ status: 429 }, { status: 429 }, { status: 429 }, OK]);
    for (let i = 0; i < 3; i++) await failureOf(ask());
    await ask();
    expect(waits).toEqual([10_000, 20_000, 40_000]);
  });

  it("does not wait an hour: until then the vendor is not asked", async () => {
    const { ask, server, clock } = await setUp([{ status: 429, headers: { "retry-after": "3600" } }, OK]);
    expect(await failureOf(ask())).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retry: "nextProvider",
      message: expect.stringContaining("not before 60 minutes"),
    });
    expect((await failureOf(ask())).message).toContain("is not asked");
    expect(server.requests).toHaveLength(1);
    clock.now += 3_600_000;
    expect(await ask()).toEqual({ fine: true });
  });

  it("knows a vendor that throttles in its text only", async () => {
    const { ask } = await setUp([{ json: { detail: "Error: You have run over your hourly allocation" } }], {
      throttleText: /allocation/,
    });
    expect((await failureOf(ask())).retry).toBe("later");
  });

  it("gives up on an answer that does not come in time, or comes in drips", async () => {
    const drip: VendorAnswer = (response) => {
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    };
    const { ask } = await setUp([slow(5000, {}), drip], { timeoutMs: 100 });
    for (let i = 0; i < 2; i++)
      expect(await failureOf(ask())).toMatchObject({
        code: "PROVIDER_UNAVAILABLE",
        message: "vendor did not answer within 0.1 s",
      });
  });

  it("ends with its caller's signal, whatever the vendor does", async () => {
    const { client, server } = await setUp([slow(5000, {})]);
    const abort = new AbortController();
    const asked = client.send({ url: new URL("/data", server.url) }, abort.signal, client.json);
    setTimeout(() => abort.abort(), 50);
    expect(await failureOf(asked)).toMatchObject({ code: "CANCELLED" });
    expect(client.circuit().failures).toBe(0);
  });

  it.each([
    ["hangs up in the middle", brokenOff('[{"date":"2026-01-0'), "PROVIDER_UNAVAILABLE", "cannot be reached"],
    ["ends in the middle", { text: '[{"date":"2026-01-0' }, "PROVIDER_BAD_DATA", "no JSON"],
    ["is a page", { text: "<html><body>Sorry</body></html>" }, "PROVIDER_BAD_DATA", "no JSON"],
    ["is empty", { text: "" }, "PROVIDER_BAD_DATA", "no JSON"],
  ] as const)("takes no answer that %s", async (_, answer, code, message) => {
    const { ask } = await setUp([answer as VendorAnswer]);
    expect(await failureOf(ask())).toMatchObject({
      code,
      retry: "nextProvider",
      message: expect.stringContaining(message),
    });
  });

  it("cuts a body of 200 MB off at its limit, without holding it", async () => {
    let sent = 0;
    const { ask } = await setUp([gigantic(200 * 2 ** 20, (bytes) => (sent = bytes))], {
      maxBodyBytes: 2 * 2 ** 20,
    });
    const before = process.memoryUsage();
    expect(await failureOf(ask())).toMatchObject({
      code: "PROVIDER_BAD_DATA",
      message: "vendor sent more than 2 MB; cut off",
    });
    const after = process.memoryUsage();
    expect(sent).toBeLessThan(40 * 2 ** 20);
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(40 * 2 ** 20);
  });

  it("counts a body's size after decompression", async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 2 ** 20));
    const answer: VendorAnswer = (response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": bomb.length });
      response.end(bomb);
    };
    const { ask } = await setUp([answer], { maxBodyBytes: 2 ** 20 });
    expect((await failureOf(ask())).message).toContain("more than 1 MB");
  });

  it("follows a redirect on the same origin", async () => {
    const { ask, server } = await setUp([redirect("/moved?x=1"), OK]);
    expect(await ask()).toEqual({ fine: true });
    expect(server.requests.map(({ path }) => path)).toEqual(["/data", "/moved"]);
  });

  it("takes its key to no other host", async () => {
    const elsewhere = await startVendorServer(() => OK);
    servers.push(elsewhere);
    const { ask } = await setUp([redirect(`${elsewhere.url}/steal`)]);
    expect(await failureOf(ask())).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      message: expect.stringMatching(/redirects to 127\.0\.0\.1:\d+, which is not followed/),
    });
    expect(elsewhere.requests).toEqual([]);
  });

  it("does not run in circles", async () => {
    const { ask, server } = await setUp([redirect("/data")]);
    expect((await failureOf(ask())).message).toContain("redirects more than 3 times");
    expect(server.requests).toHaveLength(4);
  });

  it("says that nobody listens there", async () => {
    const { ask, server } = await setUp([OK]);
    await servers.pop()?.close();
    expect(server.requests).toEqual([]);
    expect((await failureOf(ask())).message).toMatch(/^vendor cannot be reached: .*ECONNREFUSED/);
  });

  it("does not ask a vendor that keeps failing, tries it after a while, and says both once", async () => {
    const { ask, client, server, clock, logged } = await setUp(
      [{ status: 500 }, { status: 500 }, { status: 500 }, OK],
      { circuit: { failuresToOpen: 2, openMs: 1000 } },
    );
    for (let i = 0; i < 5; i++) await failureOf(ask());
    expect(server.requests).toHaveLength(2);
    expect(client.circuit()).toMatchObject({ state: "open", failures: 2, retryInMs: 1000 });
    clock.now = 1000;
    await failureOf(ask());
    expect(client.circuit()).toMatchObject({ state: "open", retryInMs: 2000 });
    clock.now = 3000;
    expect(client.circuit().state).toBe("halfOpen");
    expect(await ask()).toEqual({ fine: true });
    expect(client.circuit()).toEqual({ state: "closed", failures: 0, retryInMs: null, lastFailure: null });
    expect(logged.map((line) => (line as [object, string])[1])).toEqual([
      "provider is not asked for a while",
      "provider is not asked for a while",
      "provider serves again",
    ]);
  });

  it("is not put off by questions the vendor cannot answer", async () => {
    const { ask, client } = await setUp([{ status: 402, json: { detail: "not in your plan" } }], {
      circuit: { failuresToOpen: 2 },
    });
    for (let i = 0; i < 4; i++) await failureOf(ask());
    expect(client.circuit().state).toBe("closed");
  });

  it("shows its key in no error and no log line, whatever the vendor sends back", async () => {
    const echoes = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString("base64url")].join(" ");
    const { ask, logged, client, clock } = await setUp(
      [
        { status: 401, json: { detail: `Invalid token ${echoes}` } },
        { status: 429, text: echoes },
        { status: 500, text: echoes },
        { text: echoes },
        redirect(`http://${Buffer.from(KEY).toString("base64url")}.example/`),
        redirect(`https://example.org/${encodeURIComponent(KEY)}`),
        brokenOff(echoes),
      ],
      { circuit: { failuresToOpen: 1, openMs: 1, maxOpenMs: 1 } },
    );
    for (let i = 0; i < 8; i++) {
      clock.now += 1;
      const error = await failureOf(ask(`/data?apikey=${encodeURIComponent(KEY)}`));
      const shown = [inspect(error, { depth: 9 }), error.stack, error.message, String(error.cause)].join();
      for (const form of echoes.split(" ")) expect(shown.toLowerCase()).not.toContain(form.toLowerCase());
    }
    expect(logged.length).toBeGreaterThan(4);
    const shown = inspect([logged, client.circuit()], { depth: 9 });
    expect(shown).toContain("[secret]");
    for (const form of echoes.split(" ")) expect(shown).not.toContain(form);
  });
});
