import { useSyncExternalStore } from "react";
import { problemOf, unreachable } from "./problem.ts";
import { queryClient } from "./query-client.ts";

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

export interface Session {
  readonly token: string;
  /** Milliseconds of `Date.now()`. */
  readonly expiresAt: number;
  readonly user: SignedInUser;
}

/** An access token is renewed this long before it ends, so that no request runs on an expired one. */
const RENEW_BEFORE_MS = 60_000;

/** The access token lives in this module only; a reload gets a new one with the refresh cookie. */
let session: Session | null = null;
/** Whose page this is: the last user who was signed in here, also after that sign-in has ended. */
let ownerId: string | null = null;
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
function forget(): void {
  session = null;
  announce();
}

/** A session that is good for another minute, or null where nobody is signed in. Throws an ApiProblem. */
export async function freshSession(): Promise<Session | null> {
  const isFresh = session !== null && session.expiresAt - Date.now() > RENEW_BEFORE_MS;
  return isFresh && renewal === null ? session : renew();
}

/** The same user's session with another token than the one that was refused; null where there is none. */
export async function replacedSession(refused: Session): Promise<Session | null> {
  const isReplaced = session !== null && session.token !== refused.token;
  const next = isReplaced && renewal === null ? session : await renew();
  return next?.user.id === refused.user.id ? next : null;
}

export function useSession(): SignedInUser | null {
  return useSyncExternalStore(subscribe, signedInUser, signedInUser);
}

function signedInUser(): SignedInUser | null {
  return session?.user ?? null;
}

/** Calls back when somebody signs in or out. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * One renewal at a time, in all tabs of the browser: the refresh cookie changes with each, and the same one used twice
 * ends the sign-in.
 */
function renew(): Promise<Session | null> {
  renewal ??= renewOnce().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renewOnce(): Promise<Session | null> {
  const before = session;
  const tokens = await oneTabAtATime(refresh);
  // A sign-in or a sign-out of this page, made meanwhile, counts more.
  if (session !== before) return session;
  if (tokens === null) {
    if (session !== null) forget();
    return null;
  }
  return ownerId === null || ownerId === tokens.user.id ? take(tokens) : startAnew();
}

/** Over plain HTTP browsers have no locks; the server then bears with tabs that renew within seconds of each other. */
function oneTabAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  return "locks" in navigator ? navigator.locks.request("sigmasight-refresh", work) : work();
}

/** Tokens for the refresh cookie, of whoever signed in last in this browser; null where it is not accepted. */
async function refresh(): Promise<Tokens | null> {
  const response = await send("/auth/refresh", { method: "POST" });
  if (response.ok) return (await response.json()) as Tokens;
  if (response.status !== 401) throw await problemOf(response);
  return null;
}

/**
 * Another tab has signed in somebody else, who must neither see what this page shows nor have its requests sent as
 * theirs: it is loaded again. Never ends, so that whatever waits for the session goes with the page.
 */
function startAnew(): Promise<never> {
  queryClient.clear();
  location.reload();
  return new Promise(() => {});
}

function take(tokens: Tokens): Session {
  session = {
    token: tokens.access_token,
    expiresAt: Date.now() + tokens.expires_in * 1000,
    user: tokens.user,
  };
  ownerId = tokens.user.id;
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
