import { problemOf, unreachable } from "./problem.ts";
import { freshSession, replacedSession, type Session } from "./session.ts";

/**
 * Asks the API as the signed-in user; a token refused on the way is replaced by another of the same user and the request
 * sent once more. Throws an ApiProblem where no answer came.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const session = await freshSession();
  const again = request.clone();
  const response = await send(request, session);
  if (session === null || !(await isTokenRefused(response))) return response;
  const replacement = await replacedSession(session);
  return replacement === null ? response : send(again, replacement);
}

/** Another reason for 401 is a wrong password, which must not be tried twice: it counts. */
async function isTokenRefused(response: Response): Promise<boolean> {
  return response.status === 401 && (await problemOf(response.clone())).code === "UNAUTHENTICATED";
}

async function send(request: Request, session: Session | null): Promise<Response> {
  if (session !== null) request.headers.set("authorization", `Bearer ${session.token}`);
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw unreachable(error);
  }
}
