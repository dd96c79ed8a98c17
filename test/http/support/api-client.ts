import type { LightMyRequestResponse } from "fastify";
import type { ApiServer } from "#http/http-types.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape the assertions themselves state
export type Body = any;

export interface Answer {
  readonly status: number;
  readonly headers: LightMyRequestResponse["headers"];
  /** Parsed JSON; null where there is none. */
  readonly body: Body;
  readonly text: string;
  readonly cookies: LightMyRequestResponse["cookies"];
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string | File>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  readonly token?: string;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";

export interface ApiClient {
  /** From which its requests come. */
  readonly address: string;
  /** `path` under `/api/v1`, or from the root where it starts with two slashes. */
  request(method: Method, path: string, options?: RequestOptions): Promise<Answer>;
  get(path: string, options?: RequestOptions): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  send(path: string, form: NonNullable<RequestOptions["form"]>): Promise<Answer>;
  register(fields: Readonly<Record<string, string>>): Promise<Body>;
  signIn(email: string, password: string): Promise<SignedInClient>;
}

export interface SignedInClient extends ApiClient {
  readonly userId: string;
  readonly email: string;
  readonly token: string;
  /** Value of the refresh cookie. */
  readonly refresh: string;
}

let addresses = 0;

/** Speaks to a server that does not listen, from an address of its own. */
export function createApiClient(server: ApiServer, token?: string): ApiClient {
  addresses++;
  const address = `10.0.${addresses >> 8}.${addresses & 255}`;

  async function request(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> {
    const bearer = options.token ?? token;
    const { payload, contentType } = await payloadOf(options);
    const response = await server.inject({
      method,
      url: path.startsWith("//") ? path.slice(1) : `/api/v1${path}`,
      remoteAddress: address,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(contentType === null ? {} : { "content-type": contentType }),
        ...(options.cookie === undefined ? {} : { cookie: `sigmasight_refresh=${options.cookie}` }),
        ...options.headers,
      },
      ...(payload === null ? {} : { payload }),
    });
    const isJson = /[/+]json/.test(String(response.headers["content-type"] ?? ""));
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isJson && response.body !== "" ? JSON.parse(response.body) : null,
      text: response.body,
      cookies: response.cookies,
    };
  }

  return {
    address,
    request,
    get: (path, options) => request("GET", path, options),
    post: (path, body) => request("POST", path, body === undefined ? {} : { body }),
    patch: (path, body) => request("PATCH", path, { body }),
    delete: (path) => request("DELETE", path),
    send: (path, form) => request("POST", path, { form }),
    async register(fields) {
      const answer = await request("POST", "/onboarding/register", { body: fields });
      if (answer.status !== 201) throw new Error(`register: ${answer.text}`);
      return answer.body;
    },
    async signIn(email, password) {
      const answer = await request("POST", "/auth/login", { body: { email, password } });
      if (answer.status !== 200) throw new Error(`sign in: ${answer.text}`);
      const accessToken: string = answer.body.access_token;
      return {
        ...createApiClient(server, accessToken),
        userId: answer.body.user.id,
        email,
        token: accessToken,
        refresh: refreshCookie(answer),
      };
    },
  };
}

/** Value of the refresh cookie that an answer sets; empty when it clears it. */
export function refreshCookie(answer: Answer): string {
  const cookie = answer.cookies.find(({ name }) => name === "sigmasight_refresh");
  if (cookie === undefined) throw new Error("the answer sets no refresh cookie");
  return cookie.value;
}

async function payloadOf(
  options: RequestOptions,
): Promise<{ readonly payload: Buffer | null; readonly contentType: string | null }> {
  if (options.form !== undefined) {
    const form = new FormData();
    for (const [name, value] of Object.entries(options.form)) form.append(name, value);
    const encoded = new Response(form);
    return {
      payload: Buffer.from(await encoded.arrayBuffer()),
      contentType: encoded.headers.get("content-type"),
    };
  }
  if (options.body === undefined) return { payload: null, contentType: null };
  return { payload: Buffer.from(JSON.stringify(options.body)), contentType: "application/json" };
}
