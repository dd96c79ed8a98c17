import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from "jose";

type Algorithm = "RS256" | "ES256" | "PS256";

export interface SigningKey {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly privateKey: CryptoKey;
  readonly publicKey: JWK;
  /** PEM, as an attacker would use it as a secret. */
  readonly publicText: string;
}

export interface TestIssuer {
  /** As in `iss`; the server's own address. */
  readonly url: string;
  readonly jwksUrl: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  /** Keys it answers with from now on. */
  publish(keys: readonly SigningKey[]): void;
  /** What it answers from now on instead: a status, or nothing at all. */
  breakWith(answer: number | "garbage" | "silence" | null): void;
  /** Whether it has a discovery document, and what that says. */
  discover(document: object | null): void;
  close(): Promise<void>;
}

/** An OpenID Connect issuer on this machine: discovery and keys, no people. */
export async function startIssuer(): Promise<TestIssuer> {
  let keys: readonly SigningKey[] = [];
  let broken: number | "garbage" | "silence" | null = null;
  let discovery: object | null = null;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (broken === "silence") return request.socket.destroy();
    if (typeof broken === "number") return response.writeHead(broken).end();
    if (broken === "garbage") return response.end("<html>");
    if (request.url === "/.well-known/openid-configuration")
      return discovery === null ? response.writeHead(404).end() : response.end(JSON.stringify(discovery));
    if (request.url !== "/keys" && request.url !== "/.well-known/jwks.json")
      return response.writeHead(404).end();
    const published = keys.map(({ kid, alg, publicKey }) => ({ ...publicKey, kid, alg, use: "sig" }));
    response.setHeader("content-type", "application/json");
    return response.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    jwksUrl: `${url}/keys`,
    asked,
    publish: (next) => {
      keys = next;
    },
    breakWith: (answer) => {
      broken = answer;
    },
    discover: (document) => {
      discovery = document;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function makeKey(kid: string, alg: Algorithm = "RS256"): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const [jwk, publicText] = await Promise.all([exportJWK(publicKey), exportSPKI(publicKey)]);
  return { kid, alg, privateKey, publicKey: jwk, publicText };
}

/** A token signed with a key; `claims` and `header` in place of the usual ones, undefined takes one away. */
export function signToken(
  key: SigningKey,
  claims: JWTPayload,
  header: { readonly alg?: string; readonly kid?: string | undefined; readonly typ?: string } = {},
): Promise<string> {
  const { kid, alg } = { kid: key.kid, alg: key.alg, ...header };
  return new SignJWT(claims)
    .setProtectedHeader({
      alg,
      ...(kid === undefined ? {} : { kid }),
      ...(header.typ === undefined ? {} : { typ: header.typ }),
    })
    .sign(key.privateKey);
}
