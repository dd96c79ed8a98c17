import { count } from "@/lib/format.ts";
import { plainAmount } from "@/lib/plain-amount.ts";
import type { Totals } from "./upload-requests.ts";

/** How an account stands once its open positions are entered, in USD at entry prices. */
interface NavPreview {
  readonly equity: number;
  readonly long: number;
  /** As a positive amount. */
  readonly short: number;
  /** Equity less what the longs cost, plus what the shorts brought. */
  readonly cash: number;
  /** Gross exposure over equity. */
  readonly leverage: number;
  /** What looks like a slip. */
  readonly warnings: readonly string[];
}

/** Below this share of equity, cash is a loan worth a word. */
const MARGIN_SHARE = -0.05;
const HIGH_LEVERAGE = 2;
const IDLE_SHARE = 0.5;

/** Null where the equity is not a positive number. */
export function navPreview(totals: Totals, equity: number): NavPreview | null {
  if (!Number.isFinite(equity) || equity <= 0) return null;
  const { long_cost: long, short_cost: short } = totals;
  const cash = equity - long + short;
  const leverage = (long + short) / equity;
  const warnings: string[] = [];
  if (cash < MARGIN_SHARE * equity)
    warnings.push(
      "Cash would be negative: the positions cost more than the equity. Raise it unless they are on margin.",
    );
  if (leverage > HIGH_LEVERAGE)
    warnings.push(
      `Gross exposure would be ${leverage.toFixed(1)} times the equity. Check the equity and the quantities.`,
    );
  if (cash - short > IDLE_SHARE * equity)
    warnings.push("More than half of the equity would be cash. Check that all positions are in the file.");
  if (totals.cost_unknown_positions > 0)
    warnings.push(
      `${count(totals.cost_unknown_positions, "lot")} of unknown cost ${totals.cost_unknown_positions === 1 ? "is" : "are"} not counted here; entered at the price on the first day of the history.`,
    );
  return { equity, long, short, cash, leverage, warnings };
}

/**
 * An equity that fits the positions, as decimal text: what the open longs cost, or for a book of shorts alone what they
 * brought. Null where costs are unknown: then only the owner knows.
 */
export function suggestedEquity(totals: Totals): string | null {
  const { long_cost: long, short_cost: short, cost_unknown_positions: unknown } = totals;
  const amount = long > 0 ? long : short;
  return unknown > 0 || amount <= 0 ? null : (Math.ceil(amount * 100 - 1e-6) / 100).toFixed(2);
}

/** What was typed as a number, without dollar sign and separators of thousands. NaN for anything else. */
export function readAmount(text: string): number {
  const plain = plainAmount(text);
  return /^\d+(?:\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : Number.NaN;
}
