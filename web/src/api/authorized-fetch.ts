import { problemOf, unreachable } from "./problem.ts";
import { freshToken, replacedToken } from "./session.ts";

/**
 * Asks the API as the signed-in user; a token refused on the way is replaced and the request sent once more. Throws an
 * ApiProblem where no answer came.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const token = await freshToken();
  const again = request.clone();
  const response = await send(request, token);
  if (token === null || !(await isTokenRefused(response))) return response;
  const replacement = await replacedToken(token);
  return replacement === null ? response : send(again, replacement);
}

/** Another reason for 401 is a wrong password, which must not be tried twice: it counts. */
async function isTokenRefused(response: Response): Promise<boolean> {
  return response.status === 401 && (await problemOf(response.clone())).code === "UNAUTHENTICATED";
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token !== null) request.headers.set("authorization", `Bearer ${token}`);
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw unreachable(error);
  }
}
