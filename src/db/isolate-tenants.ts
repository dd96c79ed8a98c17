import type { Database } from "./pools.ts";
import { currentTenant } from "./tenant.ts";

/**
 * The database as the HTTP server uses it: `api` shows each request the rows of its tenant alone, by row-level
 * security, and nothing where no tenant was set. What is no tenant's says so by using `system`.
 */
export function isolateTenants<Schema>(database: Database<Schema>): Database<Schema> {
  return { ...database, api: database.system.forTenants(currentTenant) };
}
