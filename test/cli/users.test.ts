import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { commandLine, type Ended, type Environment, sigmasight } from "./program.ts";

let database: TestDatabase;
let settings: Environment;

beforeAll(async () => {
  database = await createTestDatabase();
  settings = { DATABASE_URL: database.url };
  await sigmasight(["users", "create", "ada@example.com", "--admin"], settings, "correct horse battery\n");
  await sigmasight(["users", "create", "bob@example.com"], settings, "correct horse battery\n");
});
afterAll(() => database.drop());

const run = (...args: readonly string[]): Promise<Ended> => commandLine(args, settings);

interface Keys {
  readonly keys: readonly {
    readonly id: string;
    readonly prefix: string;
    readonly scope: string;
    readonly revoked_at: string | null;
  }[];
}

async function keysOf(user: string): Promise<Keys["keys"]> {
  const { stdout } = await run("users", "keys", "list", "--user", user, "--json");
  return (JSON.parse(stdout) as Keys).keys;
}

test("a key is printed alone on standard output, listed without it, and taken back by its id's beginning", async () => {
  const made = await run(
    "users",
    "keys",
    "create",
    "export",
    "--user",
    "bob@example.com",
    "--scope",
    "write",
  );
  expect(made.stdout).toMatch(/^sgs_[\w-]{43}\n$/);
  expect(made.stderr).toContain("scope write");
  const [key] = await keysOf("bob@example.com");
  expect(key).toMatchObject({ prefix: made.stdout.slice(0, 12), scope: "write", revoked_at: null });
  const revoked = await run("users", "keys", "revoke", key!.id.slice(0, 8), "--user", "bob@example.com");
  expect(revoked.stdout).toBe(`Key ${key!.prefix}… (export) is taken back\n`);
  expect((await keysOf("bob@example.com"))[0]?.revoked_at).not.toBeNull();
});

test("a key of scope admin is for administrators", async () => {
  const args = ["users", "keys", "create", "operate", "--scope", "admin", "--user"];
  expect(await run(...args, "bob@example.com")).toMatchObject({ status: 1, stdout: "" });
  expect((await run(...args, "ada@example.com")).status).toBe(0);
});

test("keys of one user are not found for another", async () => {
  await run("users", "keys", "create", "mine", "--user", "ada@example.com");
  const [key] = await keysOf("ada@example.com");
  const answer = await run("users", "keys", "revoke", key!.id, "--user", "bob@example.com");
  expect([answer.status, answer.stderr.split(":")[0]]).toEqual([1, "NOT_FOUND"]);
});

test("a new password takes the place of the old one and ends every key, and a weak one is refused", async () => {
  await run("users", "keys", "create", "left behind", "--user", "bob@example.com");
  const weak = await sigmasight(["users", "password", "bob@example.com"], settings, "password1234\n");
  expect([weak.status, weak.stderr.split(":")[0]]).toEqual([1, "PASSWORD_WEAK"]);
  const changed = await sigmasight(
    ["users", "password", "bob@example.com"],
    settings,
    "staple battery cow\n",
  );
  expect(changed.stdout).toBe("User bob@example.com has a new password; ended: 0 sign-ins, 1 API key\n");
  expect((await keysOf("bob@example.com")).filter((key) => key.revoked_at === null)).toEqual([]);
});

test("a link to the issuer takes password and keys away, unless they are to be kept", async () => {
  const oidc = {
    ...settings,
    SIGMASIGHT_OIDC_ISSUER: "https://login.example.org",
    SIGMASIGHT_OIDC_AUDIENCE: "us",
  };
  const link = (...args: readonly string[]) =>
    commandLine(["users", "link", "ada@example.com", ...args], oidc);
  await run("users", "keys", "create", "left behind", "--user", "ada@example.com");
  const live = async () => (await keysOf("ada@example.com")).filter((key) => key.revoked_at === null).length;
  const before = await live();
  const acts = (subject: string) => `${subject} of https://login.example.org acts as ada@example.com`;
  const kept = await link("one", "--keep-password");
  expect(kept.stdout).toBe(`${acts("one")}; password, sign-ins and API keys are kept\n`);
  expect(await live()).toBe(before);
  const linked = await link("two");
  expect(linked.stdout).toContain(`${acts("two")}; removed: the password, 0 sign-ins, ${before} API key`);
  expect(await live()).toBe(0);
});

test("the role of an administrator is taken away, with an entry in the audit log, but not the last one's", async () => {
  const revoke = (name: string) => run("users", "admin", `${name}@example.com`, "--revoke");
  expect((await revoke("bob")).stdout).toBe("User bob@example.com is no administrator\n");
  const last = await revoke("ada");
  expect([last.status, last.stderr.split(":")[0]]).toEqual([1, "LAST_ADMINISTRATOR"]);
  await run("users", "admin", "bob@example.com");
  expect((await revoke("ada")).stdout).toBe("User ada@example.com is an administrator no longer\n");
  const users = JSON.parse((await run("users", "list", "--json")).stdout);
  expect(users.users.map(({ email, role }: { email: string; role: string }) => [email, role]).sort()).toEqual(
    [
      ["ada@example.com", "user"],
      ["bob@example.com", "admin"],
    ],
  );
  const audit = await run("audit", "--action", "account.role", "--json");
  expect(audit.stdout).toMatch(/"role": ?"user"/);
});

test("a user's access is ended, with its reason in the audit log", async () => {
  await run("users", "keys", "create", "lost", "--user", "bob@example.com");
  const ended = await run("users", "end-access", "bob@example.com", "--reason", "lost laptop");
  expect(ended.stdout).toMatch(/^Access of bob@example.com is ended: 0 sign-ins, [1-9]\d* API keys?\n$/);
  expect((await keysOf("bob@example.com")).filter((key) => key.revoked_at === null)).toEqual([]);
  const audit = await run("audit", "--action", "account.end-access", "--json");
  expect(audit.stdout).toContain("lost laptop");
});

test("a user gets a demo portfolio once, on the synthetic market", async () => {
  const demo = () =>
    commandLine(["portfolios", "demo", "--user", "bob@example.com"], {
      ...settings,
      SIGMASIGHT_PROVIDERS: "synthetic",
    });
  const made = await demo();
  expect([made.status, made.stdout]).toEqual([0, expect.stringContaining("is made")]);
  expect((await demo()).stdout).toContain("is there already");
});
