import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { ensureSystemSetting, findSystemSetting } from "#db/stores/account-store.ts";
import type { AppDatabase } from "#db/types.ts";

export type Market = "real" | "synthetic";

const MARKET_SETTING = "market";

/**
 * The one market of this database. The first prices that come to it fix it for good, so that a made-up price never
 * stands beside a real one. Throws MARKET_MISMATCH where prices of the other market are to come in.
 */
export async function fixMarket(database: AppDatabase, market: Market): Promise<Market> {
  const fixed = await ensureSystemSetting(database.api.db, MARKET_SETTING, market);
  if (fixed === market) return market;
  throw new SigmaSightError(
    "MARKET_MISMATCH",
    `this database holds the ${fixed} market, the prices are of the ${market} one`,
  );
}

/** The market a database holds, or null where no prices have come yet. */
export async function findMarket(database: AppDatabase): Promise<Market | null> {
  const held = await findSystemSetting(database.api.db, MARKET_SETTING);
  return held === "real" || held === "synthetic" ? held : null;
}
