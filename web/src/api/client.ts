import createClient, { type FetchResponse } from "openapi-fetch";
import { authorizedFetch } from "./authorized-fetch.ts";
import { ApiProblem, problemOf } from "./problem.ts";
import type { paths } from "./schema.d.ts";

/** The API, typed by its OpenAPI document. Use it through `answerOf`, or for reading through `apiQuery`. */
export const api = createClient<paths>({ baseUrl: "", fetch: authorizedFetch });

api.use({
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
});

/** The body of an answer; a refusal is thrown as an ApiProblem. */
export async function answerOf<
  Body extends Record<string | number, unknown>,
  Options,
  Media extends `${string}/${string}`,
>(
  call: Promise<FetchResponse<Body, Options, Media>>,
): Promise<NonNullable<FetchResponse<Body, Options, Media>["data"]>> {
  const { data, response } = await call;
  if (data === undefined || data === null)
    throw new ApiProblem(response.status, { detail: "The answer was empty." });
  return data;
}
