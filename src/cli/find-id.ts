import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type FlowRow, listFlows } from "#db/stores/flow-store.ts";
import { findPortfolioIds, findRunIds } from "#db/stores/id-prefix-store.ts";
import { listPortfolioSummaries } from "#db/stores/portfolio-store.ts";
import { listValuedPositions, type ValuedPositionRow } from "#db/stores/position-store.ts";
import type { Queryable } from "#db/types.ts";

/** The run whose id begins so. Throws NOT_FOUND, USAGE where several do. */
export async function findRunId(db: Queryable, prefix: string): Promise<string> {
  return onlyOne("run", prefix, await findRunIds(db, prefix));
}

/** The user's portfolio whose id begins so. Throws NOT_FOUND, USAGE where several do. */
export async function findPortfolioId(db: Queryable, ownerId: string, prefix: string): Promise<string> {
  return onlyOne("portfolio", prefix, await findPortfolioIds(db, ownerId, prefix));
}

/** The lot, in any of the user's portfolios, whose id begins so. Throws NOT_FOUND, USAGE where several do. */
export async function findPosition(
  db: Queryable,
  ownerId: string,
  prefix: string,
): Promise<ValuedPositionRow> {
  const portfolios = await listPortfolioSummaries(db, ownerId);
  const lots = await Promise.all(portfolios.map(({ id }) => listValuedPositions(db, id)));
  return onlyRow("position", prefix, lots.flat());
}

/** The portfolio's change of equity whose id begins so. Throws NOT_FOUND, USAGE where several do. */
export async function findFlow(db: Queryable, portfolioId: string, prefix: string): Promise<FlowRow> {
  return onlyRow("change of equity", prefix, await listFlows(db, portfolioId));
}

/** The row whose id begins so. Throws NOT_FOUND, USAGE where several do. */
export function onlyRow<Row extends { readonly id: string }>(
  what: string,
  prefix: string,
  rows: readonly Row[],
): Row {
  const found = rows.filter(({ id }) => id.startsWith(prefix));
  const id = onlyOne(
    what,
    prefix,
    found.map((row) => row.id),
  );
  return found.find((row) => row.id === id) as Row;
}

const MOST_NAMED = 6;

function onlyOne(what: string, prefix: string, ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined) throw new SigmaSightError("NOT_FOUND", `there is no ${what} ${prefix}`);
  if (ids.length === 1) return id;
  const named = ids.slice(0, MOST_NAMED).join(", ");
  throw new SigmaSightError("USAGE", `several begin with ${prefix}, as id of a ${what}: ${named}`, {
    hint: "Give more of the id.",
  });
}
