import type { PlainDate } from "#core/dates/plain-date.ts";
import { PRO_FORMA_COVERAGE } from "#core/risk/pro-forma-returns.ts";
import { findSnapshot, listPortfolioFindings } from "#db/stores/analytics-store.ts";
import { type Absence, NO_CAPITAL } from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";

/** The share of gross exposure that must have a return for a past session to count, as people read it. */
export const PRO_FORMA_PERCENT = `${100 * PRO_FORMA_COVERAGE} %`;

const NO_COMPLETE_SESSION: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: `In no past session do holdings of at least ${PRO_FORMA_PERCENT} of gross exposure have a return.`,
};

/** Why not one past session counts for a book's pro-forma history; null where some do. */
export async function readMissingHistory(
  { database }: Pick<ApiContext, "database">,
  portfolioId: string,
  row: { readonly asOf: PlainDate; readonly observations: number },
): Promise<Absence | null> {
  if (row.observations > 0) return null;
  const { db } = database.api;
  const snapshot = await findSnapshot(db, portfolioId, row.asOf);
  if (snapshot?.asOf === row.asOf && !(snapshot.nav > 0)) return NO_CAPITAL;
  const found = await listPortfolioFindings(db, portfolioId);
  const own = found.find(({ code, session }) => code === "INCOMPLETE_HISTORY" && session === row.asOf);
  return own === undefined ? NO_COMPLETE_SESSION : { code: own.code, message: own.message };
}
