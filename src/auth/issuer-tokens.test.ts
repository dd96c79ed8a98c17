import { type JWTPayload, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { makeKey, type SigningKey, signToken, startIssuer, type TestIssuer } from "#test/support/issuer.ts";
import { createIssuerTokens, type IssuerTokens } from "./issuer-tokens.ts";

let issuer: TestIssuer;
let first: SigningKey;
let second: SigningKey;
let elliptic: SigningKey;
let tokens: IssuerTokens;
beforeAll(async () => {
  [first, second, elliptic] = await Promise.all([makeKey("one"), makeKey("two"), makeKey("three", "ES256")]);
});
beforeEach(async () => {
  issuer = await startIssuer();
  issuer.publish([first, elliptic]);
  tokens = tokensWith(issuer.jwksUrl);
});
afterEach(async () => {
  vi.useRealTimers();
  await issuer.close();
});

const tokensWith = (jwksUrl: string | null) =>
  createIssuerTokens({ issuer: issuer.url, audience: ["us", "ours"], jwksUrl, systemNow: () => new Date() });

/** Moves the clock of keys and claims on; sockets and timers keep the real one. */
function wait(seconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1000 * seconds });
}

const now = () => Math.floor(Date.now() / 1000);
const claims = (changed: JWTPayload = {}): JWTPayload => ({
  iss: issuer.url,
  aud: "us",
  sub: "person-1",
  exp: now() + 60,
  email: "Ada@Example.com",
  email_verified: true,
  name: "Ada",
  ...changed,
});
const verified = async (changed?: JWTPayload, key = first, header = {}) =>
  await tokens.verify(await signToken(key, claims(changed), header));

describe("a token of the issuer", () => {
  it("names a person by issuer and subject, with the verified address in lower case", async () => {
    expect(await verified()).toEqual({
      issuer: issuer.url,
      subject: "person-1",
      email: "ada@example.com",
      fullName: "Ada",
    });
  });

  it("may be signed with ES256 and be for any of the audiences", async () => {
    expect(await verified({}, elliptic)).not.toBeNull();
    expect(await verified({ aud: ["them", "ours"] })).not.toBeNull();
  });

  it.each([
    ["is not verified", { email_verified: false }],
    ["is verified in other words", { email_verified: "true" }],
    ["says nothing of it", { email_verified: undefined }],
    ["has no address", { email: undefined }],
    ["has what is none", { email: "ada" }],
  ])("that %s has no address", async (_what, changed) => {
    expect((await verified(changed as JWTPayload))?.email).toBeNull();
  });

  it("of a clock half a minute off is believed, of one further off not", async () => {
    expect(await verified({ exp: now() - 20 })).not.toBeNull();
    expect(await verified({ nbf: now() + 20 })).not.toBeNull();
    expect(await verified({ exp: now() - 40 })).toBeNull();
    expect(await verified({ nbf: now() + 40 })).toBeNull();
  });

  it("is told from others by its claim alone", async () => {
    expect(tokens.claimsIssuer(await signToken(second, claims()))).toBe(true);
    expect(tokens.claimsIssuer(await signToken(first, claims({ iss: "https://else.example" })))).toBe(false);
    expect(tokens.claimsIssuer("a.b.c")).toBe(false);
  });
});

describe("a token is refused", () => {
  it.each([
    ["of another issuer", { iss: "https://else.example" }],
    ["for another audience", { aud: "them" }],
    ["for nobody", { aud: undefined }],
    ["without an end", { exp: undefined }],
    ["without a subject", { sub: undefined }],
    ["with an empty subject", { sub: "" }],
  ])("%s", async (_what, changed) => {
    expect(await verified(changed as JWTPayload)).toBeNull();
  });

  it.each(["logout+jwt", "secevent+jwt"])("of the kind %s", async (typ) => {
    expect(await verified({}, first, { typ })).toBeNull();
    expect(await verified({}, first, { typ: "at+JWT" })).not.toBeNull();
  });

  it("signed with a key that is not the issuer's, under a name that is", async () => {
    expect(await verified({}, second, { kid: "one" })).toBeNull();
  });

  it("signed under an unknown name", async () => {
    expect(await verified({}, first, { kid: "unknown" })).toBeNull();
  });

  it("with another algorithm of the right key", async () => {
    const other = { ...(await makeKey("one", "PS256")) };
    issuer.publish([other]);
    expect(await verified({}, other)).toBeNull();
  });

  it("signed with the public key as a secret", async () => {
    const secret = new TextEncoder().encode(first.publicText);
    const forged = await new SignJWT(claims()).setProtectedHeader({ alg: "HS256", kid: "one" }).sign(secret);
    expect(await tokens.verify(forged)).toBeNull();
  });

  it("signed by nobody", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    expect(await tokens.verify(`${part({ alg: "none" })}.${part(claims())}.`)).toBeNull();
    expect(
      await tokens.verify(`${part({ alg: "none", kid: "one" })}.${part(claims())}.${"a".repeat(43)}`),
    ).toBeNull();
  });

  it("changed after it was signed", async () => {
    const [header, , signature] = (await signToken(first, claims())).split(".");
    const payload = Buffer.from(JSON.stringify(claims({ sub: "person-2" }))).toString("base64url");
    expect(await tokens.verify(`${header}.${payload}.${signature}`)).toBeNull();
  });
});

describe("the issuer's keys", () => {
  it("are fetched once for many tokens", async () => {
    await Promise.all(Array.from({ length: 10 }, () => verified()));
    await verified({}, elliptic);
    expect(issuer.asked).toEqual(["/keys"]);
  });

  it("may change: a new one is fetched when it is first seen, an old one is soon worth nothing", async () => {
    expect(await verified()).not.toBeNull();
    issuer.publish([second]);
    expect(await verified()).not.toBeNull(); // nothing told of the change yet
    wait(11);
    expect(await verified({}, second)).not.toBeNull();
    expect(await verified()).toBeNull();
  });

  it("that were taken back are forgotten without a new one too", async () => {
    expect(await verified()).not.toBeNull();
    issuer.publish([elliptic]);
    wait(601);
    expect(await verified({ exp: now() + 60 })).toBeNull();
  });

  it("are not asked for again by every token with a made-up key", async () => {
    await verified();
    for (let i = 0; i < 5; i++) await verified({}, first, { kid: `made-up-${i}` });
    expect(issuer.asked).toEqual(["/keys"]);
  });

  it.each([500, "garbage", "silence"] as const)(
    "go on while the issuer answers with %j, for a day",
    async (answer) => {
      await verified();
      issuer.breakWith(answer);
      wait(3600);
      expect(await verified()).not.toBeNull();
      await expect(verified({}, second)).rejects.toMatchObject({ code: "ISSUER_UNREACHABLE" });
      wait(25 * 3600);
      await expect(verified()).rejects.toMatchObject({ code: "ISSUER_UNREACHABLE" });
      issuer.breakWith(null);
      wait(11);
      expect(await verified()).not.toBeNull();
    },
  );

  it.each([404, 500, "garbage", "silence"] as const)(
    "that never came, for %j, are a failure that may pass",
    async (answer) => {
      issuer.breakWith(answer);
      await expect(verified()).rejects.toMatchObject({ code: "ISSUER_UNREACHABLE", retry: "later" });
    },
  );

  it("are not asked for by every request while the issuer is down", async () => {
    issuer.breakWith(500);
    for (let i = 0; i < 5; i++) await expect(verified()).rejects.toThrow("cannot be had");
    expect(issuer.asked).toHaveLength(1);
  });

  it("are found through the discovery document, asked for once", async () => {
    issuer.discover({ issuer: issuer.url, jwks_uri: issuer.jwksUrl });
    tokens = tokensWith(null);
    await verified();
    await verified();
    expect(issuer.asked).toEqual(["/.well-known/openid-configuration", "/keys"]);
  });

  it("are at the usual place where there is no such document", async () => {
    tokens = tokensWith(null);
    expect(await verified()).not.toBeNull();
    expect(issuer.asked.at(-1)).toBe("/.well-known/jwks.json");
  });

  it.each([
    ["is another issuer's", { issuer: "https://else.example", jwks_uri: "https://else.example/keys" }],
    ["leads to where others can read along", { jwks_uri: "http://else.example/keys" }],
    ["leads nowhere", {}],
  ])("are not looked for by a document that %s", async (_what, document) => {
    issuer.discover({ issuer: issuer.url, ...document });
    tokens = tokensWith(null);
    await expect(verified()).rejects.toMatchObject({ code: "ISSUER_UNREACHABLE" });
  });
});
