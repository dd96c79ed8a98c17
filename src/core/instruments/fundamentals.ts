import type { PlainDate } from "#core/dates/plain-date.ts";

/**
 * One company's statement of one period, with the consensus for it. Amounts are float64 in `currency`
 * (not in thousands), earnings per share in `currency` per share; null where the vendor gives none.
 * An estimate alone (a period not yet reported) has null in every reported field.
 */
export interface FinancialStatement {
  readonly symbol: string;
  /** Last day of the fiscal period. */
  readonly periodEnd: PlainDate;
  readonly frequency: "annual" | "quarterly";
  /** ISO 4217. */
  readonly currency: string;
  readonly revenue: number | null;
  readonly netIncome: number | null;
  readonly epsDiluted: number | null;
  readonly totalAssets: number | null;
  readonly totalEquity: number | null;
  readonly estimateEps: number | null;
}
