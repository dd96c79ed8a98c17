import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openapiText } from "../../scripts/openapi-document.ts";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";
import { storeResults } from "./support/stored-results.ts";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

interface Route {
  readonly method: Method;
  readonly path: string;
  readonly isPublic: boolean;
  /** Names of the parameters that its query must have. */
  readonly required: readonly string[];
}

interface Described {
  readonly security: unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
}

/** Every route of the API, from its own description. */
const ROUTES: readonly Route[] = Object.entries(
  (JSON.parse(await openapiText()) as { paths: Record<string, Record<string, Described>> }).paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { security, parameters = [] }]) => ({
    method: method.toUpperCase() as Method,
    path: path.replace("/api/v1", ""),
    isPublic: security.length === 0,
    required: parameters.filter((one) => one.in === "query" && one.required).map((one) => one.name),
  })),
);
const name = ({ method, path }: Route) => `${method} ${path}`;
const isAdminRoute = ({ path }: Route) => path.startsWith("/admin/");
const isOwned = (route: Route) => route.path.includes("{") && !isAdminRoute(route);
const closed = ROUTES.filter(({ isPublic }) => !isPublic);

let world: HttpWorld;
let owner: SignedInClient;
let stranger: SignedInClient;
let admin: SignedInClient;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await createHttpWorld({ requestsPerMinute: 10_000 });
  owner = await world.signUp("owner");
  stranger = await world.signUp("stranger");
  admin = await world.signUp("admin", "admin");
  const made = await owner.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    csv_file: csvFile(TWO_LOTS),
  });
  const portfolio: string = made.body.portfolio_id;
  await storeResults(world.database, portfolio);
  const { body } = await owner.get(`/portfolios/${portfolio}/positions`);
  const flow = await owner.post(`/portfolios/${portfolio}/equity-changes`, { date: "2025-03-03", amount: 5 });
  const run = await owner.post(`/portfolios/${portfolio}/calculate`);
  await world.database.api.query(
    "update batch_run_history set status = 'completed', started_at = now(), finished_at = now() where id = $1",
    [run.body.batch_run_id],
  );
  await world.database.api.query(
    `insert into portfolio_run_states (portfolio_id, run_id, as_of, facts_revision, price_revisions, nav, method)
     select id, $2, '2026-01-08', facts_revision, '{}', 1100, 1 from portfolios where id = $1`,
    [portfolio, run.body.batch_run_id],
  );
  ids = {
    portfolio,
    position: body.positions[0].id,
    change: flow.body.id,
    run: run.body.batch_run_id,
  };
});
afterAll(() => world.close());

/** Values for parameters that a query must have. */
const QUERY: Readonly<Record<string, string>> = { from: "2026-01-08", shocks: "Market:-0.1", loss: "0.1" };

function urlOf({ path, required }: Route, replace: (kind: string) => string): string {
  const query = required.map((parameter) => `${parameter}=${QUERY[parameter]}`).join("&");
  const url = path
    .replace("{portfolio_id}", replace("portfolio"))
    .replace("{batch_run_id}", replace("run"))
    .replace("{other_run_id}", replace("run"))
    .replace("{change_id}", replace("change"))
    .replace(
      "{id}",
      replace(path.startsWith("/positions") ? "position" : path.startsWith("/admin") ? "run" : "portfolio"),
    );
  return query === "" ? url : `${url}?${query}`;
}

/** A body that passes the schema of any route, so that nothing but access can be in the way. */
function bodyOf({ method, path }: Route): object | undefined {
  if (method === "GET" || method === "DELETE") return undefined;
  return path.endsWith("/equity-changes") ? { date: "2025-03-03", amount: 1 } : {};
}

function call(
  client: SignedInClient | HttpWorld["anonymous"],
  route: Route,
  replace: (kind: string) => string,
) {
  const body = bodyOf(route);
  return client.request(route.method, urlOf(route, replace), body === undefined ? {} : { body });
}

const real = (kind: string) => ids[kind] as string;

test("the description lists all routes", () => {
  expect(ROUTES.length).toBeGreaterThan(40);
  expect(closed.filter(isOwned).length).toBeGreaterThan(25);
});

describe("without a token", () => {
  test.each(closed.map((route) => [name(route), route] as const))("%s is 401", async (_name, route) => {
    const answer = await call(world.anonymous, route, real);
    expect([answer.status, answer.body.code]).toEqual([401, "UNAUTHENTICATED"]);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
  });

  test("only these routes are open", () => {
    expect(
      ROUTES.filter(({ isPublic }) => isPublic)
        .map(name)
        .sort(),
    ).toEqual([
      "GET /onboarding/csv-template",
      "POST /auth/login",
      "POST /auth/logout",
      "POST /auth/refresh",
      "POST /onboarding/register",
    ]);
  });
});

describe("another user", () => {
  test.each(closed.filter(isOwned).map((route) => [name(route), route] as const))(
    "%s is 404, exactly as for an id of nothing",
    async (_name, route) => {
      const foreign = await call(stranger, route, real);
      const nothing = await call(stranger, route, () => "00000000-0000-4000-8000-000000000000");
      expect([foreign.status, foreign.body.code]).toEqual([404, "NOT_FOUND"]);
      expect(foreign.body).toEqual(nothing.body);
    },
  );

  test("sees none of the owner's portfolios in the list", async () => {
    expect((await stranger.get("/portfolios")).body).toEqual({ portfolios: [] });
  });
});

describe("an administrator", () => {
  test.each(closed.filter(isOwned).map((route) => [name(route), route] as const))(
    "%s of another user is 404 too",
    async (_name, route) => {
      expect((await call(admin, route, real)).status).toBe(404);
    },
  );
});

describe("a user on an administrator's route", () => {
  test.each(closed.filter(isAdminRoute).map((route) => [name(route), route] as const))(
    "%s is 403",
    async (_name, route) => {
      const answer = await call(owner, route, real);
      expect([answer.status, answer.body.code]).toEqual([403, "FORBIDDEN"]);
    },
  );
});

describe("an id that is none", () => {
  test.each(closed.filter(({ path }) => path.includes("{")).map((route) => [name(route), route] as const))(
    "%s is 404",
    async (_name, route) => {
      const answer = await call(isAdminRoute(route) ? admin : owner, route, () => "1'or'1'='1");
      expect([answer.status, answer.body.code]).toEqual([404, "NOT_FOUND"]);
    },
  );
});

describe("the owner", () => {
  test.each(
    closed
      .filter((route) => isOwned(route) && route.method === "GET")
      .map((route) => [name(route), route] as const),
  )("%s is 200", async (_name, route) => {
    expect((await call(owner, route, real)).status).toBe(200);
  });
});

describe("the administrator", () => {
  test.each(
    closed
      .filter((route) => isAdminRoute(route) && route.method === "GET")
      .map((route) => [name(route), route] as const),
  )("%s is 200", async (_name, route) => {
    expect((await call(admin, route, real)).status).toBe(200);
  });
});
