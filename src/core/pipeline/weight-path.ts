import type { HeldOption } from "#core/options/held-option.ts";
import {
  type NettingPlan,
  netSession,
  planNetting,
  type RiskHoldings,
  type SymbolWeights,
} from "#core/risk/symbol-weights.ts";
import { heldOptionAt } from "#core/valuation/held-option-at.ts";
import { PRICE_SOURCE, type Valuation } from "#core/valuation/valuation.ts";

const NO_OPTIONS: readonly HeldOption[] = [];

/** Holdings of a valuation's sessions that have been asked for, by place after its first one. */
type KnownSessions<Holdings> = (Holdings | undefined)[];

const knownByValue = new WeakMap<Valuation, KnownSessions<SymbolWeights>>();
const knownByRisk = new WeakMap<Valuation, KnownSessions<RiskHoldings>>();

/** A portfolio's netted holdings at each session `fromOrdinal` … `toOrdinal` of its valuation, both included. */
export function weightPath(
  valuation: Valuation,
  fromOrdinal: number,
  toOrdinal: number,
): readonly SymbolWeights[] {
  const { lots } = valuation;
  return pathOf(knownByValue, valuation, fromOrdinal, toOrdinal, () => {
    const plan = planNetting(lots.map(({ position, kind }) => ({ symbol: position.symbol, kind })));
    const values = new Float64Array(lots.length);
    const priced = new Uint8Array(lots.length);
    return (t) => {
      for (let index = 0; index < lots.length; index++) {
        const lot = lots[index]!;
        values[index] = lot.marketValue[t]!;
        priced[index] = lot.source[t] === PRICE_SOURCE.entry ? 0 : 1;
      }
      return netSession(plan, values, priced, valuation.nav[t]!);
    };
  });
}

/**
 * The same as risk sees it: an option with a delta counts as its delta equivalent in the underlying, under whose symbol
 * it is netted with the shares, and not by its premium. Without options the holdings are those of {@link weightPath}.
 */
export function riskPath(
  valuation: Valuation,
  fromOrdinal: number,
  toOrdinal: number,
): readonly RiskHoldings[] {
  const { lots, firstOrdinal } = valuation;
  if (lots.every(({ option }) => option === null)) {
    const byValue = weightPath(valuation, fromOrdinal, toOrdinal);
    return pathOf(knownByRisk, valuation, fromOrdinal, toOrdinal, () => (t) => ({
      ...byValue[firstOrdinal + t - fromOrdinal]!,
      options: NO_OPTIONS,
    }));
  }
  return pathOf(knownByRisk, valuation, fromOrdinal, toOrdinal, () => {
    const planOf = deltaPlans(valuation);
    const values = new Float64Array(lots.length);
    const priced = new Uint8Array(lots.length);
    return (t) => {
      const options: HeldOption[] = [];
      const byPremium: number[] = [];
      for (const [index, lot] of lots.entries()) {
        const held = heldOptionAt(valuation, lot, firstOrdinal + t);
        if (held !== null) options.push(held);
        // One that is not held adds nothing under either symbol; it must not make a plan of its own.
        else if (lot.option !== null && lot.marketValue[t] !== 0) byPremium.push(index);
        values[index] = held === null ? lot.marketValue[t]! : held.deltaExposure;
        priced[index] = held === null && lot.source[t] === PRICE_SOURCE.entry ? 0 : 1;
      }
      return { ...netSession(planOf(byPremium), values, priced, valuation.nav[t]!), options };
    };
  });
}

/** The sessions of a range, each made once: several analytics go over the same path. */
function pathOf<Holdings>(
  known: WeakMap<Valuation, KnownSessions<Holdings>>,
  valuation: Valuation,
  fromOrdinal: number,
  toOrdinal: number,
  maker: () => (t: number) => Holdings,
): readonly Holdings[] {
  const sessions = known.get(valuation) ?? [];
  known.set(valuation, sessions);
  let make: ((t: number) => Holdings) | null = null;
  const path: Holdings[] = [];
  for (let t = fromOrdinal - valuation.firstOrdinal; t <= toOrdinal - valuation.firstOrdinal; t++) {
    let holdings = sessions[t];
    if (holdings === undefined) {
      make ??= maker();
      holdings = make(t);
      sessions[t] = holdings;
    }
    path.push(holdings);
  }
  return path;
}

/** The netting plan by which options of a session, given as indices of lots, have no delta; each made once. */
function deltaPlans({ lots }: Valuation): (byPremium: readonly number[]) => NettingPlan {
  const plans = new Map<string, NettingPlan>();
  return (byPremium) => {
    const key = byPremium.join();
    const known = plans.get(key);
    if (known !== undefined) return known;
    const premium = new Set(byPremium);
    const plan = planNetting(
      lots.map(({ position, kind, option }, index) =>
        option === null || premium.has(index)
          ? { symbol: position.symbol, kind }
          : { symbol: option.terms.underlying, kind: "market" as const },
      ),
    );
    plans.set(key, plan);
    return plan;
  };
}
