import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { DatabasePool } from "./database-pool.ts";
import { sqlState } from "./pg-errors.ts";
import { NOBODY } from "./tenant.ts";
import { API_ROLE } from "./tenant-query.ts";

/** No such role; no member of it. */
const REFUSED: ReadonlySet<string | undefined> = new Set(["22023", "42501"]);

/**
 * The migrations make the role, but a dump restored into another server comes without it, and a pooler's URL may name
 * another user. Errors: API_ROLE_MISSING.
 */
export async function requireApiRole<Schema>(system: DatabasePool<Schema>): Promise<void> {
  try {
    await system.forTenants(() => NOBODY).query("select 1");
  } catch (error) {
    if (!REFUSED.has(sqlState(error))) throw error;
    throw new SigmaSightError("API_ROLE_MISSING", `statements cannot run as the role ${API_ROLE}`, {
      cause: error,
    });
  }
}
