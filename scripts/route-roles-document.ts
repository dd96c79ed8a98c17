import { generatedNote, markdownRows } from "./markdown.ts";

/** A route as the OpenAPI document describes it. */
export interface DescribedRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Under `/api/v1`. */
  readonly path: string;
  readonly access: "public" | "user" | "admin";
  /** The least scope with which an API key may call it; none for people alone. */
  readonly keyScope: "read" | "write" | "admin" | "none";
  readonly query: readonly DescribedParameter[];
  /** JSON Schema of its JSON body, if it takes one. */
  readonly body: JsonSchema | null;
}

export interface DescribedParameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Operation {
  readonly "x-access": DescribedRoute["access"];
  readonly "x-key-scope": DescribedRoute["keyScope"];
  readonly parameters?: readonly (DescribedParameter & { readonly in: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
}

/** Who calls. The resources of a path belong to the owner; keys are the owner's but for the last, the administrator's. */
export const ROLES = [
  { name: "nobody", signedIn: false, owns: false, isAdmin: false, scope: null },
  { name: "another user", signedIn: true, owns: false, isAdmin: false, scope: null },
  { name: "owner", signedIn: true, owns: true, isAdmin: false, scope: null },
  { name: "administrator", signedIn: true, owns: false, isAdmin: true, scope: null },
  { name: "key, read", signedIn: true, owns: true, isAdmin: false, scope: "read" },
  { name: "key, write", signedIn: true, owns: true, isAdmin: false, scope: "write" },
  { name: "key, admin", signedIn: true, owns: false, isAdmin: true, scope: "admin" },
] as const;

export type Role = (typeof ROLES)[number];

/** Refused with a status, or let through to the route's own business. */
export type Answer = 401 | 403 | 404 | "yes";

const SCOPES = ["read", "write", "admin"];

/** Every route of an OpenAPI document, by path. */
export function describedRoutes(openapi: string): readonly DescribedRoute[] {
  const { paths } = JSON.parse(openapi) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase() as DescribedRoute["method"],
        path: path.replace("/api/v1", ""),
        access: operation["x-access"],
        keyScope: operation["x-key-scope"],
        query: (operation.parameters ?? []).filter((parameter) => parameter.in === "query"),
        body: operation.requestBody?.content["application/json"]?.schema ?? null,
      })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));
}

/** Whether its path names something that belongs to a user. */
export function isOwned({ access, path }: DescribedRoute): boolean {
  return access === "user" && path.includes("{");
}

/** What the rules say of a route, from what it declares and what its path names. */
export function expectedAnswer(route: DescribedRoute, role: Role): Answer {
  if (route.access === "public") return "yes";
  if (!role.signedIn) return 401;
  if (route.access === "admin" && !role.isAdmin) return 403;
  if (role.scope !== null && SCOPES.indexOf(role.scope) < SCOPES.indexOf(route.keyScope)) return 403;
  if (role.scope !== null && route.keyScope === "none") return 403;
  return isOwned(route) && !role.owns ? 404 : "yes";
}

/** The text of `docs/route-roles.md`. */
export function routeRolesDocument(routes: readonly DescribedRoute[]): string {
  const cells = (route: DescribedRoute) =>
    ROLES.map((role) => {
      const answer = expectedAnswer(route, role);
      if (answer !== "yes") return String(answer);
      return route.access === "public" ? "open" : "yes";
    });
  const header = ["route", ...ROLES.map(({ name }) => name)];
  const rows = routes.map((route) => [`\`${route.method} ${route.path}\``, ...cells(route)]);
  return `# Who may call what

${generatedNote}

Every route under \`/api/v1\`, called by everyone there is, for a resource that belongs to the owner; \`test/http/route-roles.test.ts\` does so and
checks each cell. *open*: for anybody. *yes*: let through, to what is the caller's own. 401: sign in. 403: never with this role or key. 404: what is
another's is not there, for administrators too. The first two keys belong to the owner, the last one to the administrator. What stands behind it is
in [security](security.md).

${markdownRows(header, rows)}
`;
}
