import type { InvestmentClass } from "./position.ts";

/** Subtypes a position may state, by class; an option's subtype is its type. */
export const INVESTMENT_SUBTYPES = {
  PUBLIC: ["STOCK", "ETF", "MUTUAL_FUND", "BOND", "CASH"],
  OPTIONS: ["CALL", "PUT"],
  PRIVATE: [
    "PRIVATE_EQUITY",
    "VENTURE_CAPITAL",
    "HEDGE_FUND",
    "PRIVATE_REIT",
    "REAL_ESTATE",
    "CRYPTOCURRENCY",
    "CRYPTO",
    "ART",
    "MONEY_MARKET",
    "TREASURY_BILLS",
    "CASH",
    "COMMODITY",
    "OTHER",
  ],
} as const satisfies Record<InvestmentClass, readonly string[]>;
