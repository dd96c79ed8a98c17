import type { PlainDate } from "#core/dates/plain-date.ts";
import type { FinancialStatement } from "#core/instruments/fundamentals.ts";
import type { CompanyProfile, Dividend, Split } from "#core/prices/market-facts.ts";
import type { CircuitState } from "./http/circuit-breaker.ts";

/** A database holds one market only, so that a made-up price never stands beside a real one. */
export type Market = "real" | "synthetic";

/**
 * An adapter to one vendor. It asks, checks and converts; it neither retries nor falls back nor stores: the chain
 * and the batch do that.
 *
 * "The vendor does not know the symbol" and "it has nothing for this range" are values. A failure is a
 * SigmaSightError whose retry class says what can help: `later` (throttled, busy: ask the same vendor again),
 * `nextProvider` (down, garbage), `never` (nothing, also not another vendor). Every call ends soon after its
 * signal is aborted, with the CANCELLED error of `throwIfAborted` or the signal's own error.
 */
export interface Provider {
  /** The word of `SIGMASIGHT_PROVIDERS`, stored as the provenance of what it gave. */
  readonly name: string;
  readonly market: Market;
  readonly capabilities: ProviderCapabilities;
  readonly limits: ProviderLimits;
  /** How the vendor fares in this process; there where it is asked over the network. */
  circuit?(): CircuitState;
  fetchHistory(request: HistoryRequest, signal: AbortSignal): Promise<HistoryResult>;
  /** There exactly when `capabilities.profiles` is true. */
  fetchProfile?(symbol: string, signal: AbortSignal): Promise<ProfileResult>;
  /** There exactly when `capabilities.fundamentals` is true. */
  fetchFundamentals?(request: FundamentalsRequest, signal: AbortSignal): Promise<FundamentalsResult>;
}

export interface ProviderCapabilities {
  readonly prices: boolean;
  /** Splits and dividends come with the history. */
  readonly corporateActions: boolean;
  readonly profiles: boolean;
  readonly fundamentals: boolean;
  /** The bill yield `^IRX`. */
  readonly rates: boolean;
  /** What its closes are at worst; a history may say better of itself. */
  readonly closesAre: CloseBasis;
  /** First date it can have prices for; null where that depends on the symbol. */
  readonly earliestHistory: PlainDate | null;
}

export interface ProviderLimits {
  /** null: the vendor sets none. */
  readonly requestsPerMinute: number | null;
  /** Requests that may be under way at once. */
  readonly concurrency: number;
  /** Symbols one request of the vendor can carry. */
  readonly symbolsPerRequest: number;
}

/**
 * `raw`: as printed on the day. `splitAdjusted`: divided by every split up to the vendor's date, and the splits
 * are not known, so it may differ from the printed price by a whole factor.
 */
export type CloseBasis = "raw" | "splitAdjusted";

/** Both ends included. */
export interface HistoryRequest {
  readonly symbol: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

export type HistoryResult = History | UnknownSymbol | NoData;

/** Bars and corporate actions of the requested range, at least one bar. */
export interface History {
  readonly kind: "history";
  readonly bars: DailyBars;
  readonly closesAre: CloseBasis;
  /** By ex-date, ascending, inside the requested range; an ex-date need not be a session. */
  readonly splits: readonly Split[];
  readonly dividends: readonly Dividend[];
  /** First and last session the vendor has at all: outside of them a missing session is no hole. */
  readonly firstAvailable: PlainDate | null;
  readonly lastAvailable: PlainDate | null;
  readonly dropped: DroppedRows;
}

/**
 * Daily bars as columns of one length, ascending by session, one row a session. Prices are raw, in USD (percent
 * for `^IRX`); NaN is missing. A close is always finite and > 0.
 */
export interface DailyBars {
  readonly sessions: readonly PlainDate[];
  readonly open: Float64Array | null;
  readonly high: Float64Array | null;
  readonly low: Float64Array | null;
  readonly close: Float64Array;
  /** Total-return close. Only ratios have meaning, and only within one fetch. */
  readonly adjClose: Float64Array;
  /** Shares as traded on the day. */
  readonly volume: Float64Array;
}

/** Rows the vendor sent that became no bar, counted over everything it sent. */
export interface DroppedRows {
  /** Close absent, not finite, zero or negative. */
  readonly badClose: number;
  /** Dated on a day that is not a session. */
  readonly notSession: number;
  /** The same date again; the last row counts. */
  readonly duplicate: number;
}

export type ProfileResult =
  | { readonly kind: "profile"; readonly profile: CompanyProfile }
  | UnknownSymbol
  | NoData;

/** `through`: no period that ends after it is reported; it stands for "now". */
export interface FundamentalsRequest {
  readonly symbol: string;
  readonly through: PlainDate;
}

export type FundamentalsResult =
  | { readonly kind: "fundamentals"; readonly statements: readonly FinancialStatement[] }
  | UnknownSymbol
  | NoData;

export interface UnknownSymbol {
  readonly kind: "unknownSymbol";
}

export interface NoData {
  readonly kind: "noData";
}

export const UNKNOWN_SYMBOL: UnknownSymbol = { kind: "unknownSymbol" };
export const NO_DATA: NoData = { kind: "noData" };
