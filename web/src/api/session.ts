import { useSyncExternalStore } from "react";
import { problemOf, unreachable } from "./problem.ts";

export interface SignedInUser {
  readonly id: string;
  readonly email: string;
  readonly full_name: string;
}

interface Tokens {
  readonly access_token: string;
  readonly expires_in: number;
  readonly user: SignedInUser;
}

interface Session {
  readonly token: string;
  /** Milliseconds of `Date.now()`. */
  readonly expiresAt: number;
  readonly user: SignedInUser;
}

/** An access token is renewed this long before it ends, so that no request runs on an expired one. */
const RENEW_BEFORE_MS = 60_000;

/** The access token lives in this module only; a reload gets a new one with the refresh cookie. */
let session: Session | null = null;
let renewal: Promise<Session | null> | null = null;
const listeners = new Set<() => void>();

/** Signs in. Throws an ApiProblem. */
export async function signIn(email: string, password: string): Promise<void> {
  take(await post("/auth/login", { email, password }));
}

/** Ends the sign-in here and on the server. */
export async function signOut(): Promise<void> {
  const headers = session === null ? {} : { authorization: `Bearer ${session.token}` };
  const response = await send("/auth/logout", { method: "POST", headers });
  if (!response.ok && response.status !== 401) throw await problemOf(response);
  forget();
}

/** Drops what this page knows of the sign-in, as when the server no longer accepts it. */
export function forget(): void {
  session = null;
  announce();
}

/** A token that is good for another minute, or null where nobody is signed in. Throws an ApiProblem. */
export async function freshToken(): Promise<string | null> {
  if (session !== null && session.expiresAt - Date.now() > RENEW_BEFORE_MS) return session.token;
  return (await renew())?.token ?? null;
}

/** A token other than the one that was refused. */
export async function replacedToken(refused: string): Promise<string | null> {
  if (session !== null && session.token !== refused) return session.token;
  return (await renew())?.token ?? null;
}

export function useSession(): SignedInUser | null {
  return useSyncExternalStore(subscribe, signedInUser, signedInUser);
}

function signedInUser(): SignedInUser | null {
  return session?.user ?? null;
}

/** Calls back when somebody signs in or out. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * One renewal at a time, in all tabs of the browser: the refresh cookie changes with each, and the same one used twice
 * ends the sign-in.
 */
function renew(): Promise<Session | null> {
  renewal ??= navigator.locks.request("sigmasight-refresh", renewOnce).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renewOnce(): Promise<Session | null> {
  const response = await send("/auth/refresh", { method: "POST" });
  if (response.ok) return take((await response.json()) as Tokens);
  if (response.status !== 401) throw await problemOf(response);
  if (session !== null) forget();
  return null;
}

function take(tokens: Tokens): Session {
  session = {
    token: tokens.access_token,
    expiresAt: Date.now() + tokens.expires_in * 1000,
    user: tokens.user,
  };
  announce();
  return session;
}

function announce(): void {
  for (const listener of listeners) listener();
}

async function post(path: string, body: object): Promise<Tokens> {
  const headers = { "content-type": "application/json" };
  const response = await send(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Tokens;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, init);
  } catch (error) {
    throw unreachable(error);
  }
}
