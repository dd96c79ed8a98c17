import type { PlainDate } from "#core/dates/plain-date.ts";

export type Severity = "info" | "warning" | "error";

/** A data-quality message: something the user should know about a subject while the rest goes on. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** A symbol, a position id, a factor or a portfolio id. */
  readonly subject: string;
  readonly session?: PlainDate;
  readonly message: string;
}

/** Every code a finding may carry: what it means, and what its reader can do. */
export const FINDING_CODES = {
  NO_PRICE: {
    meaning: "No market price; held at its entry price, outside coverage.",
    remedy: "Load prices for the symbol, or give a mark for a private holding.",
  },
  MODELLED_PRICE: {
    meaning:
      "No market price of an option; it is valued by Black–Scholes from its underlying's price, at a volatility that is held flat.",
    remedy: "None needed; load prices for the option's symbol to value it at them.",
  },
  STALE_PRICE: {
    meaning: "The close is missing on this session; the last one, at most 10 sessions old, is used.",
    remedy: "Fetch prices again; the hole is refilled by the next run.",
  },
  SHARE_BASIS_UNCLEAR: {
    meaning:
      "It is unclear whether quantity and price are stated before or after a split; taken as of the day the lot was stated.",
    remedy: "Check the lot's quantity and entry price against a statement.",
  },
  SPLIT_SUSPECTED: {
    meaning: "Entry price and close differ by a whole factor; no split is applied without confirmation.",
    remedy: "Confirm the split or correct the entry price.",
  },
  ENTRY_PRICE_FAR_FROM_CLOSE: {
    meaning: "The entry price is more than 20 % from the close of its session.",
    remedy: "Check the entry price and date.",
  },
  NON_SESSION_DATE: {
    meaning: "A date is not a trading session; it counts on the next one.",
    remedy: "None needed; correct the date if it was a slip.",
  },
  FLOW_BEFORE_START: {
    meaning: "A capital flow on or before the first entry is already in the opening equity; ignored.",
    remedy: "Correct its date, or remove it.",
  },
  NOT_YET_HELD: {
    meaning: "The entry lies after the last completed session; the lot is not valued yet.",
    remedy: "None needed; the next nightly run includes it.",
  },
  NONPOSITIVE_CAPITAL: {
    meaning: "NAV plus flow is zero or negative; there is no return and the index ends.",
    remedy: "Check the equity balance and the flows.",
  },
  SETTLEMENT_PRICE_MISSING: {
    meaning:
      "An option expired without a price of its underlying; it cannot be settled and stays at its entry premium.",
    remedy: "Load prices for the underlying.",
  },
  NO_LOADING: {
    meaning: "No factor loading could be estimated; the symbol is outside the factor's coverage.",
    remedy: "Load a longer price history.",
  },
  NO_FACTOR_DATA: {
    meaning: "A factor's own proxy has no prices; its exposures have no estimate.",
    remedy: "Load prices for the proxy.",
  },
  LOW_COVERAGE: {
    meaning: "Less than half of the holdings have a loading for this factor.",
    remedy: "Load prices for the symbols listed as unpriced.",
  },
  BETA_EXTREME: {
    meaning: "A beta beyond ±5; shown as estimated.",
    remedy: "Check the price series for bad ticks.",
  },
  STALE_PRICING: {
    meaning:
      "The price often does not move from one session to the next; betas and volatilities of the symbol come out too low.",
    remedy: "Read the Dimson beta beside the market beta, or check the price series.",
  },
  COLLINEAR_FACTORS: {
    meaning: "The joint factors are nearly collinear; loadings come from pivoted QR.",
    remedy: "Read single loadings with care; their sum is reliable.",
  },
  PROXIED_HISTORY: {
    meaning: "Some returns of the pro-forma history were missing and stand as factor returns.",
    remedy: "Load the missing prices.",
  },
  INCOMPLETE_HISTORY: {
    meaning:
      "No past session has returns for at least 95 % of gross exposure; there is no volatility of the portfolio.",
    remedy: "Load longer price histories of the symbols named in the message.",
  },
  NO_RISK_FREE: {
    meaning: "No bill yield is known for some or all sessions; the risk-free rate counts as 0 there.",
    remedy: "Load the yield of the 13-week Treasury bill (^IRX).",
  },
  IMPLAUSIBLE_SHOCK: {
    meaning:
      "A scenario's shock lies more than 5 standard deviations out, by what the factors did in the last 252 sessions.",
    remedy:
      "Read its result as an extreme; the factors were calm, or the scenario contradicts how they move together.",
  },
  UNKNOWN_SYMBOL: {
    meaning: "No provider knows the symbol.",
    remedy: "Check its spelling, or load a price file for it.",
  },
  HISTORY_RESTATED: {
    meaning: "The provider changed past prices; the whole series was fetched again.",
    remedy: "None needed; earlier results are computed anew.",
  },
  PRICE_ROWS_DROPPED: {
    meaning:
      "Rows of the provider's data were unusable (no close, not a session, or a date twice) and left out.",
    remedy: "Check the price file or the provider named in the message.",
  },
  PRICES_OUTDATED: {
    meaning: "The provider could not be reached; the last stored prices are used.",
    remedy: "Run again when the provider is back.",
  },
  COST_UNKNOWN: {
    meaning: "The lot's cost is not known; its history is a back-cast of constant holdings.",
    remedy: "Add entry price and date.",
  },
  OPTION_COLUMNS_WIN: {
    meaning: "The option's symbol and its columns differ; the columns are used.",
    remedy: "Correct the symbol or the columns.",
  },
  OPTION_COLUMNS_IGNORED: {
    meaning: "Option columns are filled on a row whose class is not OPTIONS; they are not used.",
    remedy: "Clear the columns, or set the class to OPTIONS.",
  },
} as const satisfies Record<string, { readonly meaning: string; readonly remedy: string }>;

export type FindingCode = keyof typeof FINDING_CODES;

/** What a stored code means and what to do; nulls for one of an earlier version. */
export function explainFinding(code: string): {
  readonly meaning: string | null;
  readonly remedy: string | null;
} {
  const known = Object.entries(FINDING_CODES).find(([name]) => name === code)?.[1];
  return { meaning: known?.meaning ?? null, remedy: known?.remedy ?? null };
}
