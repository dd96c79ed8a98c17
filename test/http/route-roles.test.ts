import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openapiText } from "../../scripts/openapi-document.ts";
import {
  type DescribedRoute,
  describedRoutes,
  expectedAnswer,
  isOwned,
  ROLES,
  type Role,
  routeRolesDocument,
} from "../../scripts/route-roles-document.ts";
import { type Answer, createApiClient, type SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { createResources } from "./support/owned-resources.ts";
import { type Kind, sampleBody, sampleUrl } from "./support/sample-request.ts";

const ROUTES = describedRoutes(await openapiText());
/** What the walls answer; a route's own business may answer with these statuses for another reason. */
const REFUSALS = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "METHOD_NOT_ALLOWED"];

let world: HttpWorld;
let owner: SignedInClient;
let kept: Readonly<Record<Kind, string>>;
let tokens: Readonly<Record<Role["name"], string | null>>;
/** Signs in anew: a public route may end the sign-in it is shown. */
let spareToken: (role: Role) => Promise<string | undefined>;
beforeAll(async () => {
  world = await createHttpWorld({ requestsPerMinute: 100_000 });
  owner = await world.signUp("owner");
  const admin = await world.signUp("admin", "admin");
  kept = await createResources(world.database, owner);
  const stranger = await world.signUp("stranger");
  const people = { "another user": stranger, owner, administrator: admin } as Readonly<
    Record<string, SignedInClient | undefined>
  >;
  spareToken = async ({ name }) => {
    const person = people[name];
    if (person === undefined) return tokens[name] ?? undefined;
    const password = `correct horse ${person.email.split("@")[0]}`;
    return (await createApiClient(world.server).signIn(person.email, password)).token;
  };
  const key = async (user: SignedInClient, scope: string): Promise<string> =>
    (await user.post("/auth/keys", { name: scope, scope })).body.key;
  tokens = {
    nobody: null,
    "another user": stranger.token,
    owner: owner.token,
    administrator: admin.token,
    "key, read": await key(owner, "read"),
    "key, write": await key(owner, "write"),
    "key, admin": await key(admin, "admin"),
  };
});
afterAll(() => world.close());

async function call(route: DescribedRoute, role: Role): Promise<Answer> {
  const spends = route.method !== "GET" && route.path.includes("{") && expectedAnswer(route, role) === "yes";
  // What is let through may use its resource up.
  const ids = spends ? await createResources(world.database, owner) : kept;
  const body = sampleBody(route);
  const token = route.access === "public" ? await spareToken(role) : (tokens[role.name] ?? undefined);
  return await createApiClient(world.server, token).request(
    route.method,
    sampleUrl(route, (kind) => ids[kind]),
    body === undefined ? {} : { body },
  );
}

const CASES = ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const);

describe("every role gets the answer of docs/route-roles.md:", () => {
  test.each(CASES)("%s", async (_name, route) => {
    const wrong: string[] = [];
    for (const role of ROLES) {
      const answer = await call(route, role);
      const expected = expectedAnswer(route, role);
      const right =
        expected === "yes"
          ? answer.status < 500 && (route.access === "public" || !REFUSALS.includes(answer.body?.code))
          : answer.status === expected;
      if (!right) wrong.push(`${role.name}: ${answer.status} ${answer.text.slice(0, 200)}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});

test("the owner is answered wherever only something is read of what is hers", async () => {
  const [, , ownerRole] = ROLES;
  const wrong: string[] = [];
  for (const route of ROUTES.filter((one) => isOwned(one) && one.method === "GET")) {
    const answer = await call(route, ownerRole);
    if (answer.status !== 200) wrong.push(`GET ${route.path}: ${answer.text}`);
  }
  expect(wrong).toEqual([]);
});

test("the administrator is answered wherever only something is read of the installation", async () => {
  const [, , , administrator] = ROLES;
  const wrong: string[] = [];
  for (const route of ROUTES.filter((one) => one.access === "admin" && one.method === "GET")) {
    const answer = await call(route, administrator);
    if (answer.status !== 200) wrong.push(`GET ${route.path}: ${answer.text}`);
  }
  expect(wrong).toEqual([]);
});

test("the walk leaves out no route, and what it relies on is declared", () => {
  expect(ROUTES.length).toBeGreaterThan(60);
  expect(ROUTES.filter(isOwned).length).toBeGreaterThan(30);
  for (const route of ROUTES) {
    expect(["public", "user", "admin"]).toContain(route.access);
    expect(["read", "write", "admin", "none"]).toContain(route.keyScope);
    expect(route.path.startsWith("/admin/")).toBe(route.access === "admin");
  }
});

test("only these routes are open", () => {
  const open = ROUTES.filter(({ access }) => access === "public");
  expect(open.map(({ method, path: url }) => `${method} ${url}`)).toEqual([
    "POST /auth/login",
    "POST /auth/logout",
    "POST /auth/refresh",
    "GET /onboarding/csv-template",
    "POST /onboarding/register",
    "GET /onboarding/registration",
  ]);
});

test("docs/route-roles.md is what the routes say; when not: npm run docs", () => {
  const file = path.resolve(import.meta.dirname, "../../docs/route-roles.md");
  expect(readFileSync(file, "utf8")).toBe(routeRolesDocument(ROUTES));
});
