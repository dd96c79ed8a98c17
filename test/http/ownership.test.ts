import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openapiText } from "../../scripts/openapi-document.ts";
import { type DescribedRoute, describedRoutes, isOwned } from "../../scripts/route-roles-document.ts";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { createResources } from "./support/owned-resources.ts";
import { type Kind, sampleBody, sampleUrl } from "./support/sample-request.ts";

// Who gets what status is walked in route-roles.test.ts; here is what the answers tell.

const ROUTES = describedRoutes(await openapiText());
const named = (routes: readonly DescribedRoute[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const);

let world: HttpWorld;
let owner: SignedInClient;
let stranger: SignedInClient;
let admin: SignedInClient;
let ids: Readonly<Record<Kind, string>>;
beforeAll(async () => {
  world = await createHttpWorld({ requestsPerMinute: 10_000 });
  owner = await world.signUp("owner");
  stranger = await world.signUp("stranger");
  admin = await world.signUp("admin", "admin");
  ids = await createResources(world.database, owner);
});
afterAll(() => world.close());

function call(
  client: SignedInClient | HttpWorld["anonymous"],
  route: DescribedRoute,
  idOf: (kind: Kind) => string,
) {
  const body = sampleBody(route);
  return client.request(route.method, sampleUrl(route, idOf), body === undefined ? {} : { body });
}

const real = (kind: Kind) => ids[kind];
const nothing = () => "00000000-0000-4000-8000-000000000000";

describe("without a token", () => {
  test.each(named(ROUTES.filter(({ access }) => access !== "public")))(
    "%s says how to sign in",
    async (_name, route) => {
      const answer = await call(world.anonymous, route, real);
      expect([answer.status, answer.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    },
  );
});

describe("another user", () => {
  test.each(named(ROUTES.filter(isOwned)))(
    "%s is answered exactly as for an id of nothing",
    async (_name, route) => {
      const foreign = await call(stranger, route, real);
      expect([foreign.status, foreign.body.code]).toEqual([404, "NOT_FOUND"]);
      expect(foreign.body).toEqual((await call(stranger, route, nothing)).body);
    },
  );

  test("sees none of the owner's portfolios in the list", async () => {
    expect((await stranger.get("/portfolios")).body).toEqual({ portfolios: [] });
  });
});

describe("an id that is none", () => {
  test.each(named(ROUTES.filter(({ path }) => path.includes("{"))))("%s is 404", async (_name, route) => {
    const answer = await call(route.access === "admin" ? admin : owner, route, () => "1'or'1'='1");
    expect([answer.status, answer.body.code]).toEqual([404, "NOT_FOUND"]);
  });
});
