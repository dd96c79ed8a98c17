import { afterEach, beforeEach, expect, test } from "vitest";
import { createAccount } from "#app/accounts.ts";
import { PROGRAM } from "#app/audit.ts";
import { makeAdmin, takeAdminRole } from "#app/make-admin.ts";
import { createSetupLink, needsSetup, registerThroughSetupLink } from "#app/setup-link.ts";
import type { LocalAccounts } from "#auth/local-accounts.ts";
import { hashSecret } from "#auth/secrets.ts";
import { rejection } from "#test/support/rejection.ts";
import { createApiClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

let world: HttpWorld;
beforeEach(async () => {
  world = await createHttpWorld({ registration: { mode: "invite", inviteCode: null } });
});
afterEach(() => world.close());

const account = (name: string) => ({
  email: `${name}@example.com`,
  password: "correct horse battery",
  full_name: name,
});

async function tokenOfLink(): Promise<string> {
  const link = await createSetupLink(world.context);
  expect(link).toMatch(/^\/setup\?token=[\w-]{43}$/);
  return link.split("=")[1] as string;
}

function register(name: string, token: string) {
  return createApiClient(world.server).post("/onboarding/register", { ...account(name), setup_token: token });
}

test("whoever registers through the link administers, though registration is closed", async () => {
  expect(await needsSetup(world.context)).toBe(true);
  expect((await register("first", await tokenOfLink())).status).toBe(201);
  const admin = await world.anonymous.signIn("first@example.com", "correct horse battery");
  expect((await admin.get("/auth/me")).body.is_admin).toBe(true);
  expect(await needsSetup(world.context)).toBe(false);
});

test("the link works once", async () => {
  const token = await tokenOfLink();
  await register("first", token);
  const answer = await register("second", token);
  expect([answer.status, answer.body.code]).toEqual([410, "SETUP_LINK_USED"]);
});

test("the link ends when somebody is made administrator without it", async () => {
  const token = await tokenOfLink();
  const user = await createAccount(world.context, { ...account("chief"), fullName: "Chief" }, PROGRAM);
  await makeAdmin(world.context, user.id, PROGRAM);
  const { rows } = await world.database.api.query("select 1 from auth_verifications");
  expect(rows).toEqual([]);
  const answer = await register("late", token);
  expect([answer.status, answer.body.code]).toEqual([410, "SETUP_LINK_USED"]);
});

test("a link made where somebody administers makes nobody administrator, and no account", async () => {
  const user = await createAccount(world.context, { ...account("chief"), fullName: "Chief" }, PROGRAM);
  await makeAdmin(world.context, user.id, PROGRAM);
  expect((await register("late", await tokenOfLink())).status).toBe(410);
  const { rows } = await world.database.api.query("select email from users");
  expect(rows).toEqual([{ email: "chief@example.com" }]);
});

test("an administrator made while the link is being used makes it void, however it was stored again", async () => {
  const token = await tokenOfLink();
  const user = await createAccount(world.context, { ...account("chief"), fullName: "Chief" }, PROGRAM);
  // The link was looked at and its account is being made when the command comes.
  const accounts: LocalAccounts = {
    ...world.context.accounts,
    signUp: async (fields) => {
      const id = await world.context.accounts.signUp(fields);
      await makeAdmin(world.context, user.id, PROGRAM);
      await world.database.system.query(
        "insert into auth_verifications (identifier, value, expires_at) values ('setup-link', $1, now() + interval '1 day')",
        [hashSecret(token)],
      );
      return id;
    },
  };
  const context = { ...world.context, accounts };
  const late = { ...account("late"), fullName: "Late" };
  const error = await rejection(registerThroughSetupLink(context, late, token, PROGRAM));
  expect(error).toMatchObject({ code: "SETUP_LINK_USED" });
  const { rows } = await world.database.api.query("select email, role from users");
  expect(rows).toEqual([{ email: "chief@example.com", role: "admin" }]);
});

test("of two who use it at once one administers and the other has no account", async () => {
  const token = await tokenOfLink();
  const answers = await Promise.all([register("one", token), register("two", token)]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 410]);
  const { rows } = await world.database.api.query("select role from users");
  expect(rows).toEqual([{ role: "admin" }]);
});

test("the link hands the demo portfolio over, and nothing else", async () => {
  const { database } = world;
  await database.api.query(
    "insert into users (name, email) values ('Demo', 'demo@example.com'), ('Other', 'other@example.com')",
  );
  await database.api.query(`
    insert into portfolios (owner_id, name, account_name, account_type, equity_balance, file_sha256, is_demo)
    select id, name, 'main', 'taxable', 1000, 'x', name = 'Demo' from users`);
  await register("owner", await tokenOfLink());
  const admin = await world.anonymous.signIn("owner@example.com", "correct horse battery");
  const { portfolios } = (await admin.get("/portfolios")).body;
  expect(portfolios.map(({ name }: { name: string }) => name)).toEqual(["Demo"]);
});

test("a link expires after seven days", async () => {
  const token = await tokenOfLink();
  world.advanceClock(7 * 24 * 3600 + 1);
  expect((await register("late", token)).status).toBe(410);
});

test("a new link replaces the one before", async () => {
  const old = await tokenOfLink();
  const fresh = await tokenOfLink();
  expect((await register("old", old)).status).toBe(410);
  expect((await register("fresh", fresh)).status).toBe(201);
});

test("the database holds the secret's hash only", async () => {
  const token = await tokenOfLink();
  const { rows } = await world.database.api.query<{ value: string }>("select value from auth_verifications");
  expect(rows).toHaveLength(1);
  expect(rows[0]!.value).not.toContain(token);
});

test("no secret of accounts, links, tokens or files is ever logged", async () => {
  const token = await tokenOfLink();
  await createApiClient(world.server).get(`//setup?token=${token}`);
  await register("quiet", token);
  const user = await world.anonymous.signIn("quiet@example.com", "correct horse battery");
  await user.get("/auth/me");
  await user.post("/auth/login", { email: "quiet@example.com", password: "a wrong guess" });
  const refreshed = await user.request("POST", "/auth/refresh", { cookie: user.refresh });
  await user.send("/onboarding/create-portfolio", { ...PORTFOLIO_FIELDS, csv_file: csvFile(TWO_LOTS) });
  const log = world.logLines.join("");
  expect(log).toContain('"path":"/setup"');
  const secrets = [
    token,
    "correct horse battery",
    "a wrong guess",
    user.token,
    user.refresh,
    refreshed.body.access_token,
    "quiet@example.com",
    "sigmasight_refresh",
    "AAA",
  ];
  for (const secret of secrets) expect(log).not.toContain(secret);
});

test("of two administrators whose roles are taken at once one stays", async () => {
  const makers = ["one", "two"].map(async (name) => {
    const user = await createAccount(world.context, { ...account(name), fullName: name }, PROGRAM);
    await makeAdmin(world.context, user.id, PROGRAM);
    return user.id;
  });
  const ids = await Promise.all(makers);
  const outcomes = await Promise.allSettled(ids.map((id) => takeAdminRole(world.context, id, PROGRAM)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const { rows } = await world.database.api.query("select role from users order by role");
  expect(rows).toEqual([{ role: "admin" }, { role: "user" }]);
});
