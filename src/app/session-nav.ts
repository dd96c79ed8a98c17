import type { PlainDate } from "#core/dates/plain-date.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import type { ApiContext } from "./api-context.ts";

/** NAV of exactly this session, which turns fractions into money; NaN where no snapshot is stored for it. */
export async function readNav(
  { database }: Pick<ApiContext, "database">,
  portfolioId: string,
  session: PlainDate,
): Promise<number> {
  const snapshot = await findSnapshot(database.api.db, portfolioId, session);
  return snapshot?.asOf === session ? snapshot.nav : Number.NaN;
}
