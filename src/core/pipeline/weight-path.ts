import { netSession, planNetting, type SymbolWeights } from "#core/risk/symbol-weights.ts";
import { PRICE_SOURCE, type Valuation } from "#core/valuation/valuation.ts";

/** A portfolio's netted holdings at each session `fromOrdinal` … `toOrdinal` of its valuation, both included. */
export function weightPath(
  valuation: Valuation,
  fromOrdinal: number,
  toOrdinal: number,
): readonly SymbolWeights[] {
  const { lots } = valuation;
  const plan = planNetting(lots.map(({ position, kind }) => ({ symbol: position.symbol, kind })));
  const values = new Float64Array(lots.length);
  const priced = new Uint8Array(lots.length);
  const path: SymbolWeights[] = [];
  for (let ordinal = fromOrdinal; ordinal <= toOrdinal; ordinal++) {
    const t = ordinal - valuation.firstOrdinal;
    for (const [index, lot] of lots.entries()) {
      values[index] = lot.marketValue[t]!;
      priced[index] = lot.source[t] === PRICE_SOURCE.entry ? 0 : 1;
    }
    path.push(netSession(plan, values, priced, valuation.nav[t]!));
  }
  return path;
}
