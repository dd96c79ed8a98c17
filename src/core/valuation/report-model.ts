import { closeAt, closeRow } from "#core/prices/price-rows.ts";
import type { LedgerContext } from "./ledger-context.ts";
import type { OptionPath, VolatilitySource } from "./option-path.ts";
import { sessionSpan } from "./session-span.ts";
import { PRICE_SOURCE } from "./valuation.ts";

const VOLATILITY_TEXT = {
  entryPrice: () => "implied by its entry price",
  underlying: (underlying) => `realised by ${underlying} before its entry, whose price implies none`,
  none: () => "unknown",
} as const satisfies Record<VolatilitySource, (underlying: string) => string>;

/**
 * MODELLED_PRICE with the sessions and the volatility, STALE_PRICE where a modelled price comes from an earlier close
 * of the underlying, NO_RISK_FREE where the model, of a price or of Greeks, went on with a rate of 0.
 */
export function reportModel(
  { market, calendar, findings }: LedgerContext,
  symbol: string,
  option: OptionPath,
  firstOrdinal: number,
  sources: Uint8Array,
): void {
  const { underlying } = option.terms;
  const from = option.firstOrdinal;
  const to = from + option.underlyingPrice.length - 1;
  const isModelled = (ordinal: number) => sources[ordinal - firstOrdinal] === PRICE_SOURCE.modelled;
  const modelled = sessionSpan(calendar, from, to, isModelled);
  if (modelled !== null) {
    const percent = `${(option.volatility * 100).toFixed(1)} %`;
    const source = VOLATILITY_TEXT[option.volatilitySource](underlying);
    const message = `${symbol} is priced by Black–Scholes on ${modelled.text}, at a volatility of ${percent}, ${source}`;
    findings.add("MODELLED_PRICE", "info", symbol, message, modelled.first);
    const row = closeRow(market.prices, underlying);
    const isStale = (ordinal: number) => isModelled(ordinal) && Number.isNaN(closeAt(row, ordinal));
    const stale = sessionSpan(calendar, from, to, isStale);
    if (stale !== null) {
      const text = `${symbol}: ${underlying} has no close; its last one counts on ${stale.text}`;
      findings.add("STALE_PRICE", "warning", symbol, text, stale.first);
    }
  }
  const withoutRate = sessionSpan(calendar, from, to, (ordinal) => {
    const t = ordinal - from;
    return !Number.isNaN(option.underlyingPrice[t]!) && Number.isNaN(option.rate[t]!);
  });
  if (withoutRate !== null) {
    const text = `${symbol}: no bill yield on ${withoutRate.text}; valued with a rate of 0`;
    findings.add("NO_RISK_FREE", "warning", symbol, text, withoutRate.first);
  }
}
