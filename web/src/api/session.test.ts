import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const tokens = (id: string, token = `token of ${id}`) =>
  Response.json({ access_token: token, expires_in: 3600, user: { id, email: id, full_name: id } });
const refused = () => Response.json({ code: "UNAUTHENTICATED" }, { status: 401 });

/** What a later request to the API was sent as. */
const sentAs: (string | null)[] = [];
const reload = vi.fn();
/** The user of the browser's refresh cookie; null: none. */
let cookie: string | null;
/** Renewals are answered once this is over. */
let renewals: Promise<void>;
let isTokenGood: (token: string | null) => boolean;
let authorizedFetch: typeof import("./authorized-fetch.ts").authorizedFetch;
let session: typeof import("./session.ts");
let queryClient: typeof import("./query-client.ts").queryClient;

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("navigator", {
    locks: { request: (_name: string, work: () => Promise<unknown>) => work() },
  });
  vi.stubGlobal("fetch", answer);
  sentAs.length = 0;
  reload.mockClear();
  cookie = null;
  renewals = Promise.resolve();
  isTokenGood = () => true;
  session = await import("./session.ts");
  ({ authorizedFetch } = await import("./authorized-fetch.ts"));
  ({ queryClient } = await import("./query-client.ts"));
});

afterEach(() => vi.unstubAllGlobals());

async function answer(input: string | Request, init?: RequestInit): Promise<Response> {
  if (input instanceof Request) {
    const sent = input.headers.get("authorization");
    sentAs.push(sent);
    return isTokenGood(sent) ? Response.json({}) : refused();
  }
  if (input.endsWith("/auth/login")) {
    cookie = (JSON.parse(init?.body as string) as { email: string }).email;
    return tokens(cookie);
  }
  if (input.endsWith("/auth/logout")) cookie = null;
  const renewed = cookie === null ? refused() : tokens(cookie, `renewed token of ${cookie}`);
  await renewals;
  return renewed;
}

const ask = () => authorizedFetch(new Request("http://localhost/api/v1/portfolios"));

/** Whether it is still waiting after everything that can happen has happened. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  const later = new Promise<"later">((resolve) => {
    setTimeout(() => resolve("later"), 20);
  });
  return (await Promise.race([promise, later])) === "later";
}

describe("a page whose browser is signed in as somebody else", () => {
  beforeEach(async () => {
    await session.signIn("ada", "secret");
    queryClient.setQueryData(["/api/v1/portfolios"], "Ada's");
    isTokenGood = (token) => token?.includes("ada") !== true;
    cookie = "ben";
  });

  it("starts anew, without its answers, and sends nothing again", async () => {
    const asked = ask();
    expect(await isWaiting(asked)).toBe(true);
    expect(reload).toHaveBeenCalledTimes(1);
    expect(queryClient.getQueryData(["/api/v1/portfolios"])).toBeUndefined();
    expect(sentAs).toEqual(["Bearer token of ada"]);
  });

  it("sends nothing more while it goes", async () => {
    const asked = [ask(), ask()];
    expect(await isWaiting(Promise.race(asked))).toBe(true);
    expect(await isWaiting(ask())).toBe(true);
    expect(sentAs).toHaveLength(2);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it("does so too where the sign-in of its own had ended before", async () => {
    cookie = null;
    await ask();
    cookie = "ben";
    expect(await isWaiting(session.freshSession())).toBe(true);
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe("a page of one person", () => {
  it("takes up the sign-in of the browser", async () => {
    cookie = "ada";
    expect((await session.freshSession())?.user.id).toBe("ada");
  });

  it("does so too over plain HTTP, where browsers have no locks", async () => {
    vi.stubGlobal("navigator", {});
    cookie = "ada";
    expect((await session.freshSession())?.user.id).toBe("ada");
  });

  it("sends a request again with a token of the same person", async () => {
    await session.signIn("ada", "secret");
    isTokenGood = (token) => token === "Bearer renewed token of ada";
    expect((await ask()).status).toBe(200);
    expect(sentAs).toEqual(["Bearer token of ada", "Bearer renewed token of ada"]);
    expect(reload).not.toHaveBeenCalled();
  });

  it("does not send as the next one what the one before asked", async () => {
    await session.signIn("ada", "secret");
    isTokenGood = () => {
      isTokenGood = (token) => token?.includes("ben") === true;
      return false;
    };
    const asked = ask();
    await session.signIn("ben", "secret");
    expect((await asked).status).toBe(401);
    expect(sentAs).toEqual(["Bearer token of ada"]);
  });

  it("stays where somebody else signs in on it", async () => {
    await session.signIn("ada", "secret");
    await session.signOut();
    expect(await session.freshSession()).toBeNull();
    await session.signIn("ben", "secret");
    await ask();
    expect(sentAs).toEqual(["Bearer token of ben"]);
    expect(reload).not.toHaveBeenCalled();
  });

  it("stays signed in where a renewal from before the sign-in is refused", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    renewals = promise;
    const renewal = session.freshSession();
    await session.signIn("ada", "secret");
    resolve();
    expect((await renewal)?.token).toBe("token of ada");
    expect((await session.freshSession())?.token).toBe("token of ada");
  });
});
