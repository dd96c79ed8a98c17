import type { PricingKind } from "#core/instruments/position.ts";
import type { HeldOption } from "#core/options/held-option.ts";

/**
 * What a portfolio holds at one session, one entry per symbol and pricing kind, sorted by symbol. Everything
 * that sums over holdings sums in this order, so the order in which lots were imported cannot change a bit.
 */
export interface SymbolWeights {
  readonly symbols: readonly string[];
  /** Market value in USD, signed, lots of one symbol netted. */
  readonly marketValues: Float64Array;
  /** Market value ÷ NAV, signed; NaN where NAV is not positive. */
  readonly weights: Float64Array;
  readonly kinds: readonly PricingKind[];
  /** False where a lot is held at its entry price for want of a market price. */
  readonly priced: readonly boolean[];
  /** NAV in USD. */
  readonly nav: number;
}

/**
 * What a portfolio holds as its risk sees it: an option counts as its delta equivalent, added to the weight of the
 * underlying under that symbol with kind `market`. One without a delta stays as it is, by its premium.
 */
export interface RiskHoldings extends SymbolWeights {
  /** Options with a delta, lot by lot: what full revaluation works on. */
  readonly options: readonly HeldOption[];
}

/** One lot's value at a session. */
export interface LotValue {
  readonly symbol: string;
  readonly kind: PricingKind;
  /** Signed, in USD; 0 while it is not held. */
  readonly marketValue: number;
  readonly priced: boolean;
}

/** Which lots belong to which symbol: made once for a portfolio, used for every session. */
export interface NettingPlan {
  readonly symbols: readonly string[];
  readonly kinds: readonly PricingKind[];
  /** Indices of the lots of each symbol. */
  readonly members: readonly (readonly number[])[];
  /** True for each symbol: what most sessions share. */
  readonly allPriced: readonly boolean[];
}

/**
 * Groups lots by symbol and pricing kind: a private holding named like a listed share is not that share.
 * Symbols are in code-unit order, kinds within a symbol likewise.
 */
export function planNetting(lots: readonly Pick<LotValue, "symbol" | "kind">[]): NettingPlan {
  const groups = new Map<string, { symbol: string; kind: PricingKind; members: number[] }>();
  for (const [index, { symbol, kind }] of lots.entries()) {
    const key = `${symbol}\u0000${kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { symbol, kind, members: [index] });
    else group.members.push(index);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return {
    symbols: sorted.map((group) => group.symbol),
    kinds: sorted.map((group) => group.kind),
    members: sorted.map((group) => group.members),
    allPriced: sorted.map(() => true),
  };
}

/**
 * Nets the lots of one session by a plan. `marketValues` and `priced` are per lot, in the plan's lot order; a lot
 * that is not held has value 0. A symbol is priced when each of its held lots is. Lots of a symbol are added in
 * the order of their values. Throws RangeError for a value that is not finite: a lot always has one.
 */
export function netSession(
  plan: NettingPlan,
  marketValues: ArrayLike<number>,
  priced: ArrayLike<boolean | number>,
  nav: number,
): SymbolWeights {
  const count = plan.symbols.length;
  const values = new Float64Array(count);
  const weights = new Float64Array(count);
  let unpriced: boolean[] | null = null;
  for (let i = 0; i < count; i++) {
    const members = plan.members[i]!;
    for (let m = 0; m < members.length; m++) {
      const lot = members[m]!;
      const value = marketValues[lot]!;
      if (!Number.isFinite(value)) throw new RangeError(`lot ${lot} of ${plan.symbols[i]} has no value`);
      if (value === 0 || priced[lot]) continue;
      unpriced ??= plan.allPriced.slice();
      unpriced[i] = false;
    }
    const sum = members.length === 1 ? marketValues[members[0]!]! : sumSorted(members, marketValues);
    values[i] = sum;
    weights[i] = nav > 0 ? sum / nav : Number.NaN;
  }
  return {
    symbols: plan.symbols,
    marketValues: values,
    weights,
    kinds: plan.kinds,
    priced: unpriced ?? plan.allPriced,
    nav,
  };
}

function sumSorted(members: readonly number[], marketValues: ArrayLike<number>): number {
  const values = Float64Array.from(members, (lot) => marketValues[lot]!).sort();
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Nets the lots of a single session; see {@link netSession}. */
export function netLots(lots: readonly LotValue[], nav: number): SymbolWeights {
  return netSession(
    planNetting(lots),
    lots.map((lot) => lot.marketValue),
    lots.map((lot) => lot.priced),
    nav,
  );
}

/**
 * Σ|w| over the holdings that coverage is measured against: private, unpriced and option holdings are in it,
 * cash is not. NaN where NAV is not positive.
 */
export function grossWeight(holdings: SymbolWeights): number {
  let gross = 0;
  for (let i = 0; i < holdings.symbols.length; i++) {
    if (holdings.kinds[i] !== "cash") gross += Math.abs(holdings.weights[i]!);
  }
  return gross;
}

/** Whether anything of a symbol is held: by its value, since weights are NaN where NAV is not positive. */
export function isHeld(holdings: Pick<SymbolWeights, "marketValues">, index: number): boolean {
  return holdings.marketValues[index] !== 0;
}

/**
 * Whether a holding may take part in estimates from market returns. A private or unpriced one has none, and an
 * option's own price series says nothing of its next move: it would count by its delta, never by its premium.
 */
export function hasMarketReturns(holdings: SymbolWeights, index: number): boolean {
  return holdings.kinds[index] === "market" && holdings.priced[index] === true && isHeld(holdings, index);
}
