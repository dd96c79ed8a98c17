import type { JWTPayload } from "jose";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { PROGRAM } from "#app/audit.ts";
import { linkIssuerAccount } from "#app/issuer-accounts.ts";
import { makeKey, type SigningKey, signToken, startIssuer, type TestIssuer } from "#test/support/issuer.ts";
import { rejection } from "#test/support/rejection.ts";
import { type Answer, createApiClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let issuer: TestIssuer;
let key: SigningKey;
let other: SigningKey;
let world: HttpWorld;
beforeAll(async () => {
  issuer = await startIssuer();
  [key, other] = await Promise.all([makeKey("one"), makeKey("two", "ES256")]);
  issuer.publish([key]);
  world = await createHttpWorld({
    issuer: { issuer: issuer.url, audience: ["us"], jwksUrl: issuer.jwksUrl },
  });
});
afterEach(() => issuer.breakWith(null));
afterAll(async () => {
  await world.close();
  await issuer.close();
});

const claims = (sub: string, changed: JWTPayload = {}): JWTPayload => ({
  iss: issuer.url,
  aud: "us",
  sub,
  exp: Math.floor(Date.now() / 1000) + 600,
  email: `${sub}@example.com`,
  email_verified: true,
  name: "Ada Lovelace",
  ...changed,
});

async function me(sub: string, changed?: JWTPayload, signedWith = key): Promise<Answer> {
  const token = await signToken(signedWith, claims(sub, changed));
  return await createApiClient(world.server, token).get("/auth/me");
}

const refused = ({ status, body }: Answer) => [status, body.code, body.detail];
const REFUSED = [401, "UNAUTHENTICATED", "the bearer token is not valid"];

test("whoever the issuer vouches for has an account from the first request on, and the same one ever after", async () => {
  const first = await me("person-1");
  expect(first.body).toMatchObject({
    email: "person-1@example.com",
    full_name: "Ada Lovelace",
    is_admin: false,
  });
  const later = await me("person-1", { email: "moved@example.com", email_verified: false });
  expect(later.body.id).toBe(first.body.id);
  expect(later.body.email).toBe("person-1@example.com");
});

test("two first requests at once make one account", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => me("at-once")));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
});

test("the account owns what it makes, as any other, and nobody can sign in to it with a password", async () => {
  const token = await signToken(key, claims("owner"));
  const client = createApiClient(world.server, token);
  const made = await client.post("/auth/keys", { name: "machine" });
  expect(made.status).toBe(201);
  expect((await createApiClient(world.server, made.body.key).get("/auth/me")).body.email).toBe(
    "owner@example.com",
  );
  const login = await client.post("/auth/login", { email: "owner@example.com", password: "" });
  expect(login.status).toBe(422);
  const guess = await client.post("/auth/login", { email: "owner@example.com", password: "anything at all" });
  expect(refused(guess).slice(0, 2)).toEqual([401, "CREDENTIALS_WRONG"]);
});

test("an address that has an account here is not taken over, until an operator links the two", async () => {
  const local = await world.signUp("local");
  expect(refused(await me("claimant", { email: local.email }))).toEqual(REFUSED);
  expect(world.logLines.join("")).toContain("claimant, whose e-mail address has an account");
  expect(world.logLines.join("")).not.toContain(local.email);
  const account = { issuer: issuer.url, subject: "claimant" };
  const options = { keepPassword: true };
  await linkIssuerAccount(world.context, PROGRAM, local.userId, account, options);
  expect((await me("claimant", { email: local.email })).body.id).toBe(local.userId);
  const again = await rejection(linkIssuerAccount(world.context, PROGRAM, local.userId, account, options));
  expect(again).toMatchObject({ code: "ISSUER_ACCOUNT_TAKEN" });
});

test("whoever registered the address before its owner is out once the two are linked", async () => {
  const squatter = await world.signUp("squatted");
  const { body: key } = await squatter.post("/auth/keys", { name: "left behind" });
  const account = { issuer: issuer.url, subject: "rightful" };
  const removed = await linkIssuerAccount(world.context, PROGRAM, squatter.userId, account, {
    keepPassword: false,
  });
  expect(removed).toEqual({ password: true, sessions: 1, keys: 1 });
  const answers = [
    await squatter.get("/auth/me"),
    await createApiClient(world.server, key.key).get("/auth/me"),
    await createApiClient(world.server).request("POST", "/auth/refresh", { cookie: squatter.refresh }),
    await createApiClient(world.server).post("/auth/login", {
      email: squatter.email,
      password: "correct horse squatted",
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect((await me("rightful")).body.id).toBe(squatter.userId);
});

test("a link that keeps the password leaves everybody in", async () => {
  const local = await world.signUp("kept");
  const account = { issuer: issuer.url, subject: "keeper" };
  const removed = await linkIssuerAccount(world.context, PROGRAM, local.userId, account, {
    keepPassword: true,
  });
  expect(removed).toBeNull();
  expect((await local.get("/auth/me")).status).toBe(200);
  await createApiClient(world.server).signIn(local.email, "correct horse kept");
});

test("a password cannot be registered on an address that came from the issuer", async () => {
  await me("outside");
  const answer = await world.anonymous.post("/onboarding/register", {
    email: "outside@example.com",
    password: "correct horse battery",
    full_name: "Mallory",
  });
  expect([answer.status, answer.body.code]).toEqual([409, "EMAIL_TAKEN"]);
});

test.each([
  ["an address that is not verified", { email_verified: false }],
  ["no address", { email: undefined }],
  ["another issuer", { iss: "https://else.example" }],
  ["another audience", { aud: "them" }],
  ["an end that is past", { exp: 1 }],
])("a token with %s gets nobody in, and tells no more than that", async (what, changed) => {
  const sub = what.replaceAll(" ", "-");
  expect(refused(await me(sub, changed as JWTPayload))).toEqual(REFUSED);
  const { rows } = await world.database.system.query("select 1 from users where email = $1", [
    `${sub}@example.com`,
  ]);
  expect(rows).toEqual([]);
});

test("a token of a key that is not the issuer's gets nobody in", async () => {
  expect(refused(await me("forger", {}, other))).toEqual(REFUSED);
});

test("a role is given here, whatever the token says", async () => {
  const { body } = await me("chief", { role: "admin", roles: ["admin"] });
  const token = await signToken(key, claims("chief"));
  const client = createApiClient(world.server, token);
  expect((await client.get("/admin/batch/history")).status).toBe(403);
  await world.database.system.query("update users set role = 'admin' where id = $1", [body.id]);
  expect((await client.get("/admin/batch/history")).status).toBe(200);
});

test("an issuer's token gets no sign-in here", async () => {
  const token = await signToken(key, claims("visitor"));
  const client = createApiClient(world.server, token);
  expect((await client.post("/auth/refresh")).status).toBe(401);
});

test("an issuer that does not answer is a failure that may pass, and nobody's refusal", async () => {
  const down = await startIssuer();
  const token = await signToken(key, claims("early", { iss: down.url }));
  await down.close();
  const own = await createHttpWorld({ issuer: { issuer: down.url, audience: ["us"], jwksUrl: null } });
  const answer = await createApiClient(own.server, token).get("/auth/me");
  expect([answer.status, answer.body.code]).toEqual([503, "ISSUER_UNREACHABLE"]);
  expect(answer.body.detail).not.toContain(down.url);
  const { status } = await (await own.signUp("local")).get("/auth/me");
  expect(status).toBe(200);
  await own.close();
});

test("without an issuer in the settings its tokens are nothing", async () => {
  const own = await createHttpWorld();
  const answer = await createApiClient(own.server, await signToken(key, claims("stranger"))).get("/auth/me");
  expect(refused(answer)).toEqual(REFUSED);
  await own.close();
});
