import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Whose rows a piece of work sees: one user's, nobody's, or everybody's, which is for the program's own work and for
 * administrators alone.
 */
export type Tenant =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "nobody" }
  | { readonly kind: "system" };

export const NOBODY: Tenant = { kind: "nobody" };
export const SYSTEM: Tenant = { kind: "system" };

const tenants = new AsyncLocalStorage<Tenant>();

/** Runs `work`, and all that it waits for, for this tenant. */
export function asTenant<T>(tenant: Tenant, work: () => T): T {
  return tenants.run(tenant, work);
}

/** Nobody where nothing was said: what forgets to say it sees nothing. */
export function currentTenant(): Tenant {
  return tenants.getStore() ?? NOBODY;
}

/** The same function for the tenant of now, whoever calls it later: a stream is read on behalf of a socket. */
export function keepTenant<Args extends unknown[], Result>(
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  return AsyncLocalStorage.bind(work);
}
