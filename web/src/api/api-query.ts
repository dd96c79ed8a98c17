import { queryOptions } from "@tanstack/react-query";
import type { FetchOptions } from "openapi-fetch";
import type { PathsWithMethod } from "openapi-typescript-helpers";
import { api } from "./client.ts";
import { ApiProblem } from "./problem.ts";
import type { paths } from "./schema.d.ts";

export type ReadPath = PathsWithMethod<paths, "get">;

type Operation<Path extends ReadPath> = paths[Path]["get"];
type Params<Path extends ReadPath> = Operation<Path> extends { parameters: infer P } ? ParamsOf<P> : never;
type ParamsOf<P> = Omit<P, "header" | "cookie">;

/** The body of a successful answer of a reading route. */
export type Answer<Path extends ReadPath> =
  Operation<Path> extends { responses: { 200: { content: { "application/json": infer Body } } } }
    ? Body
    : never;

/**
 * How TanStack Query reads a route: `useQuery(apiQuery("/api/v1/portfolios/{id}", { path: { id } }))`. The key is the
 * path, then the parameters, so that `[path]` names every answer of the route.
 */
export function apiQuery<Path extends ReadPath>(path: Path, params: Params<Path>) {
  return queryOptions({
    queryKey: [path, params] as const,
    queryFn: async ({ signal }): Promise<Answer<Path>> => {
      const options = { params, signal } as unknown as FetchOptions<Operation<Path>>;
      const { data, response } = await (
        api.GET as (path: string, options: unknown) => Promise<{ data?: unknown; response: Response }>
      )(path, options);
      if (data === undefined) throw new ApiProblem(response.status, { detail: "The answer was empty." });
      return data as Answer<Path>;
    },
  });
}
