import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findPortfolioIds, findRunIds } from "#db/stores/id-prefix-store.ts";
import type { Queryable } from "#db/types.ts";

/** The run whose id begins so. Throws NOT_FOUND, USAGE where several do. */
export async function findRunId(db: Queryable, prefix: string): Promise<string> {
  return onlyOne("run", prefix, await findRunIds(db, prefix));
}

/** The user's portfolio whose id begins so. Throws NOT_FOUND, USAGE where several do. */
export async function findPortfolioId(db: Queryable, ownerId: string, prefix: string): Promise<string> {
  return onlyOne("portfolio", prefix, await findPortfolioIds(db, ownerId, prefix));
}

function onlyOne(what: string, prefix: string, ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined) throw new SigmaSightError("NOT_FOUND", `there is no ${what} ${prefix}`);
  if (ids.length === 1) return id;
  throw new SigmaSightError("USAGE", `several ${what}s begin with ${prefix}: ${ids.join(", ")}`, {
    hint: "Give more of the id.",
  });
}
