/** The access token lives in this module only; a reload gets a new one with the refresh cookie. */
let token = null;

/** Calls the API and gives its JSON, or throws an error with the problem's text. */
export async function call(method, path, body) {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? null : await response.json();
  if (response.ok) return answer;
  const details = (answer.errors ?? []).map(({ message }) => message).join("; ");
  const error = new Error(details === "" ? `${answer.title}: ${answer.detail}` : details);
  error.status = response.status;
  throw error;
}

export async function signIn(credentials) {
  token = (await call("POST", "/auth/login", credentials)).access_token;
}

/** Takes up the sign-in of this browser; false when there is none. */
export async function resume() {
  try {
    token = (await call("POST", "/auth/refresh")).access_token;
    return true;
  } catch (error) {
    if (error.status !== 401) throw error;
    token = null;
    return false;
  }
}

export async function signOut() {
  await call("POST", "/auth/logout");
  token = null;
}
