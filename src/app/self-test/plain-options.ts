import type { PlainDate } from "#core/dates/plain-date.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { OptionTerms } from "#core/instruments/position.ts";
import type { History } from "#providers/provider.ts";

/** At which the self-test's options are bought and sold, so that it is the one their entry prices imply. */
export const OPTION_VOLATILITY = 0.3;

/** Units of the underlying in a contract. */
export const CONTRACT = 100;

/** What an option is worth by the book, per unit of the underlying. */
export interface PlainOption {
  readonly price: (session: PlainDate) => number;
  readonly delta: (session: PlainDate) => number;
  readonly underlyingPrice: (session: PlainDate) => number;
  /** S·e^{−qT} − K·e^{−rT}: what a call less the put of the same terms is worth, whatever the volatility. */
  readonly parity: (session: PlainDate) => number;
}

/**
 * Black–Scholes straight from the vendor's series: T calendar days/365, q dividends of 252 sessions over the price, r of
 * the bill −ln(1 − d·91/360)·365/91. On the last day the intrinsic value. Throws for an underlying that splits.
 */
export function plainOption(
  { type, strike, expiration, underlying }: OptionTerms,
  histories: ReadonlyMap<string, History>,
): PlainOption {
  const stock = histories.get(underlying)!;
  const bill = histories.get(BILL_YIELD_SYMBOL)!;
  if (stock.splits.length > 0) throw new Error(`${underlying} splits`);
  const exercise = Number(strike);
  const sign = type === "CALL" ? 1 : -1;

  function stateOn(session: PlainDate) {
    const i = stock.bars.sessions.indexOf(session);
    const spot = stock.bars.close[i]!;
    const yearAgo = stock.bars.sessions[i - 252]!;
    const paid = stock.dividends.filter(({ exDate }) => exDate > yearAgo && exDate <= session);
    const yieldRate = paid.reduce((sum, { amount }) => sum + amount, 0) / spot;
    const discount = bill.bars.close[bill.bars.sessions.indexOf(session)]! / 100;
    const rate = (-Math.log(1 - (discount * 91) / 360) * 365) / 91;
    const years = (Date.parse(expiration) - Date.parse(session)) / 86_400_000 / 365;
    const asset = spot * Math.exp(-yieldRate * years);
    const money = exercise * Math.exp(-rate * years);
    const deviation = OPTION_VOLATILITY * Math.sqrt(years);
    const d1 = (Math.log(spot / exercise) + (rate - yieldRate) * years) / deviation + deviation / 2;
    return { spot, years, asset, money, d1, d2: d1 - deviation };
  }

  return {
    price(session) {
      const { spot, years, asset, money, d1, d2 } = stateOn(session);
      if (years === 0) return Math.max(0, sign * (spot - exercise));
      return sign * (asset * probabilityBelow(sign * d1) - money * probabilityBelow(sign * d2));
    },
    delta(session) {
      const { spot, asset, d1 } = stateOn(session);
      return sign * (asset / spot) * probabilityBelow(sign * d1);
    },
    underlyingPrice: (session) => stateOn(session).spot,
    parity(session) {
      const { asset, money } = stateOn(session);
      return asset - money;
    },
  };
}

/** Distance beyond which nothing is left of a normal distribution's tail. */
const FAR = 9;

/** Φ(x) by the series ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …). */
function probabilityBelow(x: number): number {
  if (Math.abs(x) > FAR) return x > 0 ? 1 : 0;
  let [sum, term] = [x, x];
  for (let k = 3; sum + term !== sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
