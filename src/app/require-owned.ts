import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findOwnedPortfolio, type PortfolioRow } from "#db/stores/portfolio-store.ts";
import { findOwnedPosition, type PositionRow } from "#db/stores/position-store.ts";
import type { Queryable } from "#db/types.ts";

// Whatever is asked of a portfolio or a lot goes through here first: ids of other owners and ids of nothing get the
// same answer, so nobody learns which ids exist.

/** Errors: NOT_FOUND. */
export async function requirePortfolio(db: Queryable, userId: string, id: string): Promise<PortfolioRow> {
  const portfolio = await findOwnedPortfolio(db, userId, id);
  if (portfolio === null) throw new SigmaSightError("NOT_FOUND", "there is no such portfolio");
  return portfolio;
}

/** Errors: NOT_FOUND. */
export async function requirePosition(db: Queryable, userId: string, id: string): Promise<PositionRow> {
  const position = await findOwnedPosition(db, userId, id);
  if (position === null) throw new SigmaSightError("NOT_FOUND", "there is no such position");
  return position;
}
