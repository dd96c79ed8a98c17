import { unreachable } from "./problem.ts";
import { freshToken, replacedToken } from "./session.ts";

/**
 * Asks the API as the signed-in user; a token refused on the way is replaced and the request sent once more. Throws an
 * ApiProblem where no answer came.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const token = await freshToken();
  const again = request.clone();
  const response = await send(request, token);
  if (response.status !== 401 || token === null) return response;
  const replacement = await replacedToken(token);
  return replacement === null ? response : send(again, replacement);
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
