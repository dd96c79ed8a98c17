import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Finding } from "#core/errors/finding.ts";
import { STALE_WINDOW, stalePricing } from "#core/factors/stale-pricing.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import type { ExposureContext } from "#core/risk/exposure-context.ts";
import { hasMarketReturns, type SymbolWeights } from "#core/risk/symbol-weights.ts";

/** The part of a risk context that it needs. */
interface StaleInputs {
  readonly returns: ReturnMatrix;
  readonly exposures: Pick<ExposureContext, "returnRows">;
}

/** STALE_PRICING for each listed holding whose price often stands still; beside its beta belongs the Dimson beta. */
export function stalePricingFindings(
  holdings: SymbolWeights,
  { returns, exposures }: StaleInputs,
  ordinal: number,
  session: PlainDate,
): readonly Finding[] {
  const { firstOrdinal, sessionCount, values } = returns;
  return holdings.symbols.flatMap((symbol, index): readonly Finding[] => {
    const row = hasMarketReturns(holdings, index) ? exposures.returnRows.get(symbol) : undefined;
    if (row === undefined) return [];
    const own = values.subarray(row * sessionCount, (row + 1) * sessionCount);
    const { longestRun, zeroShare, isStale } = stalePricing(own, ordinal - firstOrdinal);
    if (!isStale) return [];
    const share = Number.isNaN(zeroShare) ? "" : `, ${(100 * zeroShare).toFixed(0)} % of all`;
    const message = `${symbol}: the price stood still for ${longestRun} sessions in a row${share} in the last ${STALE_WINDOW}.`;
    return [{ code: "STALE_PRICING", severity: "info", subject: symbol, session, message }];
  });
}
